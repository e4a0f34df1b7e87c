"""The demo's register, as first adopted and as it is now: two statements with a difference."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from tillit.privacy.register import profiles
from tillit.privacy.register.schema import Register

KIND: Final = "business-network"


def now(founded_on: dt.date) -> Register:
    """The profile as it is."""
    return profiles.load(KIND, founded_on)


def first(founded_on: dt.date) -> Register:
    """As it began: registrations kept longer, fewer behind the mail supplier, nobody to share with.

    From this to the profile there is a narrowing (60 days, not 90) and a widening (a recipient, a
    sub-processor abroad).
    """
    document: dict[str, Any] = now(founded_on).model_dump(mode="json")
    document["recipients"] = []
    for processor in document["processors"]:
        processor["sub_processors"] = [
            each for each in processor["sub_processors"] if each["countries"] != ["US"]
        ]
    for entry in document["activities"]:
        entry["recipients"] = []
        if entry["activity"] == "events":
            entry["retention"]["registrations"]["period"] = "P90D"
    return Register.model_validate(document)
