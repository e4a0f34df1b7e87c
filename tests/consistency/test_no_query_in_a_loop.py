"""However many rows a page shows, it asks the database as often."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.consistency.screens import Screen, sample_keys, screens
from tillit.events.models import Event
from tillit.kernel import clock
from tillit.memberships.models import Application
from tillit.organisations.models import Organisation
from tillit.organisations.roles import ROLE_TYPES
from tillit.people.models import SourceRecord
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 15
DESK = [screen for screen in screens() if screen.is_desk]
PUBLIC = [screen for screen in screens() if not screen.is_desk and not screen.keys]


def name(screen: Screen) -> str:
    return screen.name


def fill(organisation: Organisation, number: int, at: Event) -> None:
    """So many more rows of each kind that a list may show."""
    kind = factories.membership_type(organisation)
    for _ in range(number):
        member = factories.member(organisation)
        person = member.relation.person
        noted: SourceRecord = factories.source(organisation)
        type(person).objects.filter(pk=person.pk).update(sources={"email": noted.pk})
        record(organisation, "opened", subject=reference(person), actor="person")
        factories.registration(at)
        factories.registration(factories.event(organisation))
        factories.request(organisation)
        factories.staff_user(organisation, "editor")
        Application.objects.create(
            organisation=organisation,
            type=kind,
            state=Application.State.WAITING,
            last_name="Nesby",
            email=f"{person.pk}@ask.example",
            created_at=clock.now(),
            confirmed_at=clock.now(),
        )


def asked(browser: Client, address: str) -> list[str]:
    """What the page asks the database, when it is not the first that is opened."""
    cache.clear()
    answer = browser.get(address)
    cache.clear()
    if answer.status_code != 200:
        return []
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return [query["sql"] for query in queries.captured_queries]


def compare(screen: Screen, browser: Client, organisation: Organisation) -> None:
    keys = sample_keys(screen, organisation)
    at = factories.registration(factories.event(organisation)).event
    if screen.space == "events_desk" and "key" in keys:
        at = Event.objects.get(uuid=keys["key"])
    address = screen.at(organisation, keys)
    fill(organisation, FEW, at)
    few = asked(browser, address)

    fill(organisation, MANY, at)
    many = asked(browser, address)

    assert len(many) <= len(few), "\n".join(many)


@pytest.mark.parametrize("screen", DESK, ids=name)
def test_a_screen_of_the_desk_asks_no_more_for_many_rows(screen: Screen) -> None:
    own = factories.organisation()

    compare(screen, factories.desk(own, *ROLE_TYPES), own)


@pytest.mark.parametrize("screen", PUBLIC, ids=name)
def test_a_public_page_asks_no_more_for_many_rows(screen: Screen, client: Client) -> None:
    own = factories.organisation()

    compare(screen, client, own)
