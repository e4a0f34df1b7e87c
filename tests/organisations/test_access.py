"""Roles give each module's data by need, and every opening of a person's record is logged."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories
from tests.conftest import Clock
from tillit.organisations.models import Organisation
from tillit.organisations.roles import ROLE_TYPES
from tillit.people.models import Person
from tillit.privacy.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db


def openings(person: Person) -> list[str]:
    return list(
        LedgerEntry.objects.filter(kind="opened", subject=f"person:{person.uuid}")
        .order_by("pk")
        .values_list("actor", flat=True)
    )


def open_card(browser: Client, organisation: Organisation, person: Person) -> int:
    return browser.get(factories.at(organisation, "people:card", person.uuid)).status_code


def test_opening_a_card_is_logged_with_who_did_it() -> None:
    own = factories.organisation()
    person = factories.person(own)
    user = factories.staff_user(own)

    open_card(factories.logged_in(user), own, person)

    assert openings(person) == [f"user:{user.uuid}"]


def test_going_back_and_forth_is_one_opening_and_later_another(clock: Clock) -> None:
    own = factories.organisation()
    person = factories.person(own)
    browser, other = factories.desk(own), factories.desk(own)

    for _ in range(3):
        open_card(browser, own, person)
    open_card(other, own, person)
    assert len(openings(person)) == 2
    clock.forward(minutes=11)
    open_card(browser, own, person)

    assert len(openings(person)) == 3


# What each task needs to see, and so what it is shown.
SEES = {
    "secretary": {"people:list", "events_desk:participants", "memberships_desk:list",
                  "desk:requests", "organisations_desk:staff"},
    "event_host": {"events_desk:participants"},
    "editor": set(),
    "adviser": {"people:list"},
    "treasurer": {"people:list", "memberships_desk:list"},
    "privacy_officer": {"people:list", "desk:requests", "organisations_desk:staff"},
    "auditor": {"organisations_desk:staff"},
}  # fmt: skip


@pytest.mark.promise("C30")
@pytest.mark.parametrize("role", ROLE_TYPES)
def test_each_role_is_shown_the_data_of_the_modules_its_task_needs_and_no_other(role: str) -> None:
    own = factories.organisation()
    event = factories.event(own)
    browser = factories.desk(own, role)
    places = {
        view: factories.at(own, view, *([event.uuid] if view.startswith("events") else []))
        for view in set().union(*SEES.values())
    }

    answers = {view: browser.get(address).status_code for view, address in places.items()}

    assert {view for view, status in answers.items() if status == 200} == SEES[role]
    assert {status for view, status in answers.items() if view not in SEES[role]} <= {403}


@pytest.mark.promise("C30")
@pytest.mark.parametrize(
    ("role", "status"),
    [("secretary", 200), ("treasurer", 200), ("adviser", 200), ("privacy_officer", 200),
     ("editor", 403), ("event_host", 403), ("auditor", 403)],
)  # fmt: skip
def test_only_roles_that_need_people_see_them_and_a_refusal_is_no_opening(
    role: str, status: int
) -> None:
    own = factories.organisation()
    person = factories.person(own)

    answer = open_card(factories.desk(own, role), own, person)

    assert answer == status
    assert bool(openings(person)) == (status == 200)


def test_the_menu_shows_only_what_one_may_open() -> None:
    own = factories.organisation()

    page = factories.desk(own, "editor").get(factories.at(own, "desk:today"))

    assert factories.at(own, "people:list") not in page.text
    assert factories.at(own, "organisations_desk:staff") not in page.text


def test_the_switcher_offers_only_where_one_works() -> None:
    own = factories.organisation(name="Vår forening")
    second = factories.organisation(name="Vår andre forening")
    factories.organisation(name="Naboens forening")
    user = factories.staff_user(own)
    factories.role(second, user, "editor")

    page = factories.logged_in(user).get(factories.at(own, "desk:today"))

    assert "Vår andre forening" in page.text
    assert "Naboens forening" not in page.text
