"""An organisation whose register lets events ask questions of their own."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tillit.events.views import keeping
from tillit.organisations.models import Organisation

NEEDS = {
    "first_name": "Vi lager navneskilt.",
    "last_name": "Vi lager navneskilt.",
    "email": "Vi sender deg bekreftelsen.",
    "phone": "Vi ringer hvis møtet flyttes.",
    "workplace": "Vi skriver det på navneskiltet.",
    "answers": "Vi trenger det for å planlegge.",
}


def register_changes(organisation: Organisation, **entry: Any) -> dict[str, Any]:
    """The register's activities, with what events ask and why."""
    document = factories.register_document(organisation)
    events = next(each for each in document["activities"] if each["activity"] == "events")
    events["fields"] = [
        {"field": field, "required": field in ("first_name", "last_name", "email", "answers"),
         "need": {"nb": need, "en": f"EN {need}"}}
        for field, need in NEEDS.items()
    ]  # fmt: skip
    events["sources"] = ["self", "colleague"]
    events.update(entry)
    return {"activities": document["activities"]}


@pytest.fixture
def organisation(db: None) -> Organisation:
    made = factories.organisation("fjordnettverket", adopted=False, name="Fjordnettverket")
    factories.adopted_register(made, **register_changes(made))
    return made


@pytest.fixture(autouse=True)
def no_page_is_kept() -> None:
    """Tries are counted in the database and go with it; pages are kept in the process."""
    keeping._pages.clear()
