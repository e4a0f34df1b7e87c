"""Ready registers, one for each kind of organisation, with invented ones as controllers.

Their organisation numbers begin with 3, which registers keep for made-up organisations. Dates of
agreements and balancing tests are moved to the day a profile is taken into use.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tillit.kernel import clock
from tillit.kernel.period import Period
from tillit.privacy.declare import declarations
from tillit.privacy.declare.model import Label
from tillit.privacy.register import toml
from tillit.privacy.register.complete import complete
from tillit.privacy.register.schema import (
    ActivityEntry,
    BalancingTest,
    ContactPoint,
    Controller,
    OrganisationKind,
    Register,
)

_REVIEWED_AFTER = Period(years=2)


@dataclass(frozen=True)
class Kind:
    """A kind of organisation, and what a register for one holds, in a line."""

    key: OrganisationKind
    name: Label
    description: Label


KINDS: dict[OrganisationKind, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "business-network",
            _("Association, club or network"),
            _("Members, a public member directory if they wish it, and gatherings"),
        ),
        Kind(
            "cloud-supplier",
            _("Supplier with customers"),
            _("Contacts at customers, possible customers, suppliers and partners"),
        ),
        Kind(
            "meeting-portal",
            _("Portal or marketplace"),
            _("Those who ask for something, those who offer it, and open events"),
        ),
        Kind(
            "regional-development",
            _("Regional development"),
            _("Courses and gatherings, companies that get advice, and partners"),
        ),
        Kind(
            "federation",
            _("Federation"),
            _("Members, member companies with contacts, courses, and possible members"),
        ),
    )
}


def load(kind: str, on: dt.date | None = None) -> Register:
    """The ready register of a kind, as its invented organisation would adopt it that day.

    Raises KeyError for an unknown kind.
    """
    return _dated(complete(_file(KINDS[kind].key), declarations), on or clock.today())  # type: ignore[index]


def start(
    kind: str,
    *,
    name: str,
    organisation_number: str = "",
    email: str,
    address: str = "",
    postal_code: str = "",
    city: str = "",
    on: dt.date | None = None,
) -> Register:
    """A draft for an organisation of one's own: the profile without its invented parties.

    Processors and recipients are left for the organisation to name: only it knows them. Nobody has
    signed its balancing tests: until someone has read and signed them, it cannot be adopted (GDPR
    article 6(1)(f)).
    """
    register = load(kind, on)
    place = ", ".join(part for part in (address, f"{postal_code} {city}".strip()) if part)
    return register.model_copy(
        update={
            "controller": Controller(
                name=name,
                organisation_number=organisation_number,
                kind=register.controller.kind,
                address=address,
                postal_code=postal_code,
                city=city,
                email=email,
            ),
            "contact_points": [ContactPoint(role="privacy", name=name, email=email, address=place)],
            "processors": [],
            "recipients": [],
            "activities": [_of_ones_own(entry) for entry in register.activities],
        }
    )


def _of_ones_own(entry: ActivityEntry) -> ActivityEntry:
    purposes = [
        purpose.model_copy(update={"balancing_test": _unsigned(purpose.balancing_test)})
        for purpose in entry.purposes
    ]
    return entry.model_copy(update={"processors": [], "recipients": [], "purposes": purposes})


def _unsigned(test: BalancingTest | None) -> BalancingTest | None:
    return test and test.model_copy(update={"author": ""})


@lru_cache(maxsize=8)
def _file(kind: OrganisationKind) -> Register:
    return toml.read((Path(__file__).parent / f"{kind}.toml").read_bytes())


def _dated(register: Register, on: dt.date) -> Register:
    """Agreements signed and interests weighed that day, to be gone through two years later."""
    document = register.model_dump(mode="json")
    for processor in document["processors"]:
        if processor["agreement"]:
            processor["agreement"]["signed_on"] = on.isoformat()
            processor["agreement"]["review_on"] = _REVIEWED_AFTER.add_to(on).isoformat()
    for entry in document["activities"]:
        for purpose in entry["purposes"]:
            if purpose["balancing_test"]:
                purpose["balancing_test"]["decided_on"] = on.isoformat()
    return Register.model_validate(document)
