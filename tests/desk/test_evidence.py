"""Evidence, deletion and the log in the desk: works, refuses a stranger, refuses another's user."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from tests import factories as make
from tillit.kernel import clock as kernel_clock
from tillit.privacy.evidence.actions import measure
from tillit.privacy.holds.actions import sweep
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference

pytestmark = pytest.mark.django_db
SCREENS = ["desk:evidence", "desk:deletion", "desk:ledger"]
ENGLISH = {"cookie": "language=en"}


def english(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def org():
    return make.organisation("lysbuen")


@pytest.fixture
def officer(org):
    return english(make.desk(org, "privacy_officer"))


def page(client: Client, org, view: str, query: str = "") -> str:
    response = client.get(make.at(org, view) + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("view", SCREENS)
def test_a_stranger_is_sent_to_log_in(org, view):
    assert Client().get(make.at(org, view)).status_code == 302


@pytest.mark.parametrize("view", SCREENS)
def test_another_organisations_user_finds_nothing(org, view):
    other = make.desk(make.organisation(), "privacy_officer")

    assert other.get(make.at(org, view)).status_code == 404


@pytest.mark.parametrize("view", SCREENS)
def test_someone_without_the_need_is_refused(org, view):
    assert make.desk(org, "event_host").get(make.at(org, view)).status_code == 403


def test_what_is_broken_comes_first(org, officer):
    make.registration(make.event(org, starts_at=kernel_clock.now() - dt.timedelta(days=90)))
    measure(org)

    text = page(officer, org, "desk:evidence")

    assert "Promises not shown to be kept" in text
    assert "1 row is overdue" in text


def test_staff_are_told_which_file_is_not_declared_and_everyone_only_that_one_is(
    org, officer, settings, tmp_path
):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    (tmp_path / "medlemmer.xlsx").touch()
    measure(org)

    told = page(officer, org, "desk:evidence")
    public = page(english(Client()), org, "site:evidence")
    (tmp_path / "medlemmer.xlsx").unlink()
    measure(org)
    after = page(officer, org, "desk:evidence")

    assert "medlemmer.xlsx" in told
    assert "move them out of the data folder" in told
    assert "medlemmer.xlsx" not in public
    assert "move them out of the data folder" not in after


def test_without_a_register_the_page_says_what_to_do():
    org = make.organisation(adopted=False)

    text = page(english(make.desk(org, "privacy_officer")), org, "desk:evidence")

    assert "Adopt a register" in text


def test_what_goes_is_foreseen_for_the_time_chosen(org, officer):
    make.registration(make.event(org, starts_at=kernel_clock.now() - dt.timedelta(days=40)))
    row = "Registrations for events"

    assert row in page(officer, org, "desk:deletion", "?days=30")
    assert row not in page(officer, org, "desk:deletion", "?days=7")
    assert row in page(officer, org, "desk:deletion", "?days=;drop")


def test_runs_are_listed(org, officer):
    assert "No run yet" in page(officer, org, "desk:deletion")

    sweep(org)

    assert "The latest runs" in page(officer, org, "desk:deletion")


def test_the_log_names_staff_in_words_and_links_to_cards_without_naming_them(org, officer):
    user = make.staff_user(org, name="Solveig Fjellro")
    person = make.person(org)
    record(org, "opened", subject=reference(person), actor=reference(user), why="svar")
    record(org, "deleted", model="events.registration", count=3)
    record(
        org, "access", subject=reference(user), what="given", role="secretary", ends_on=None,
        starts_on="2027-01-10",
    )  # fmt: skip

    text = page(officer, org, "desk:ledger")
    assert "Solveig Fjellro" in text
    assert f'href="{make.at(org, "people:card", person.uuid)}">Card</a>' in text
    visible = re.sub(r"<[^>]+>", " ", text)
    assert "person:" not in visible
    assert "Data: Registrations for events" in visible
    assert "What: access given" in visible
    assert "Role: Secretary" in visible
    assert "From: 10 January 2027" in visible
    assert "None" not in visible
    assert person.last_name not in text.replace("Solveig Fjellro", "")

    assert str(person.uuid) not in page(officer, org, "desk:ledger", "?kind=deleted")
    found = page(officer, org, "desk:ledger", f"?q={reference(person)}")
    assert "Registrations for events" not in re.sub(r"<[^>]+>", " ", found)


def test_who_may_not_open_a_card_is_given_no_link_to_it(org):
    person = make.person(org)
    record(org, "opened", subject=reference(person), actor="system")

    text = page(english(make.desk(org, "auditor")), org, "desk:ledger")

    assert "Card" in text
    assert make.at(org, "people:card", person.uuid) not in text
