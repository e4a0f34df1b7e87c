"""Today says what needs this person here, by what they may do, and nothing else."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.test import Client

from tests import factories
from tillit.kernel import clock
from tillit.organisations.models import Organisation, Role
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.register.models import RegisterVersion

pytestmark = pytest.mark.django_db


def titles(organisation: Organisation, *roles: str) -> list[str]:
    page = factories.desk(organisation, *roles).get(factories.at(organisation, "desk:today"))
    cards = [*page.context["todo"], *page.context["ahead"]]
    return [f"{card.icon} {card.tone}" for card in cards]


def test_a_late_request_comes_first_and_only_for_who_answers() -> None:
    own = factories.organisation()
    factories.request(own, due_on=clock.today() - dt.timedelta(days=1))

    assert titles(own, "privacy_officer")[0] == "inbox now"
    assert "inbox now" not in titles(own, "treasurer")


def test_a_request_with_time_left_is_only_coming() -> None:
    own = factories.organisation()
    factories.request(own, due_on=clock.today() + dt.timedelta(days=20))

    assert "inbox ahead" in titles(own, "privacy_officer")


def test_another_organisations_request_is_not_ones_own_to_answer() -> None:
    own, other = factories.organisation(), factories.organisation()
    factories.request(other, due_on=clock.today())

    assert not [each for each in titles(own, "privacy_officer") if each.startswith("inbox")]


def test_a_register_that_is_not_adopted_is_the_first_thing_to_do() -> None:
    own = factories.organisation(adopted=False)

    assert titles(own, "privacy_officer")[0] == "shield now"


def test_a_draft_beside_the_register_in_force_waits() -> None:
    own = factories.organisation()
    RegisterVersion.objects.create(organisation=own, document={}, digest="", created_at=clock.now())

    assert "shield soon" in titles(own, "privacy_officer")


def test_a_broken_promise_is_shown_until_it_is_kept() -> None:
    own = factories.organisation()
    row = Measurement.objects.create(
        organisation=own, probe="overdue", about="events.registrations", outcome="broken",
        measured_at=clock.now(),
    )  # fmt: skip

    assert "warning now" in titles(own, "privacy_officer")
    Measurement.objects.filter(pk=row.pk).update(outcome="kept")
    assert "warning now" not in titles(own, "privacy_officer")


def test_a_role_that_ends_within_a_month_is_told_to_who_gives_access() -> None:
    own = factories.organisation()
    user = factories.staff_user(own, "editor")
    Role.objects.filter(user=user).update(ends_on=clock.today() + dt.timedelta(days=30))

    assert "people ahead" in titles(own, "secretary")
    assert "people ahead" not in titles(own, "editor")


def test_today_takes_few_queries(django_assert_max_num_queries: object) -> None:
    own = factories.organisation()
    for _ in range(5):
        factories.request(own)
        factories.event(own, starts_at=clock.now() + dt.timedelta(days=2))
    browser = factories.desk(own, "secretary", "privacy_officer")
    browser.get(factories.at(own, "desk:today"))

    with django_assert_max_num_queries(20):
        browser.get(factories.at(own, "desk:today"))


def test_settings_are_changed_and_logged() -> None:
    own = factories.organisation()

    factories.desk(own).post(
        factories.at(own, "desk:settings"), {"name": "Nytt navn", "language": "nn", "host": ""}
    )

    own.refresh_from_db()
    assert (own.name, own.language) == ("Nytt navn", "nn")
    assert LedgerEntry.objects.get(kind="changed").content["fields"] == ["language", "name"]


def link_to_the_host(own: Organisation, host: str) -> str:
    values = {"name": own.name, "language": "nb", "host": host}
    page = factories.desk(own).post(factories.at(own, "desk:settings"), values).text
    found = re.search(r"http://([^/\s]+)(/host-proof/[^\s\"]+/)", page)
    assert found
    assert found[1] == "medlem.forening.example"
    return found[2]


def test_a_host_is_taken_when_it_has_been_seen_to_lead_here(client: Client) -> None:
    own = factories.organisation()
    link = link_to_the_host(own, "Medlem.Forening.example.")
    own.refresh_from_db()
    before, there = own.host, {"host": "medlem.forening.example"}

    shown = client.get(link, headers=there)
    client.post(link, headers=there)

    own.refresh_from_db()
    assert (before, shown.status_code, own.host) == ("", 200, "medlem.forening.example")
    assert LedgerEntry.objects.get(kind="changed").content["fields"] == ["host"]


@pytest.mark.parametrize("host", ["testserver", "ond.example"])
def test_the_link_of_a_host_works_on_no_other(host: str, client: Client) -> None:
    own = factories.organisation()
    link = link_to_the_host(own, "medlem.forening.example")

    answer = client.post(link, headers={"host": host})

    own.refresh_from_db()
    assert (answer.status_code, own.host) == (410, "")


def test_the_operator_takes_a_host_back() -> None:
    own = factories.organisation(host="medlem.forening.example")

    call_command("host", own.slug, "--none")

    own.refresh_from_db()
    assert own.host == ""


@pytest.mark.parametrize(
    "host", ["localhost", "ikke en vert", "ett-ord", "-a.example", "tatt.example", "a..example"]
)
def test_a_host_that_cannot_be_ones_own_is_refused(host: str) -> None:
    own = factories.organisation()
    factories.organisation(host="tatt.example")

    answer = factories.desk(own).post(
        factories.at(own, "desk:settings"), {"name": "Navn", "language": "nb", "host": host}
    )

    assert answer.status_code == 422
    own.refresh_from_db()
    assert own.host == ""


def test_search_finds_events_and_people_only_for_who_may_see_them() -> None:
    own, other = factories.organisation(), factories.organisation()
    factories.event(own, title="Solvendsfest")
    factories.event(other, title="Solvendsfest hos naboen")
    address = f"{factories.at(own, 'desk:search')}?q=solvend"

    assert "Solvendsfest" in factories.desk(own, "editor").get(address).text
    assert "naboen" not in factories.desk(own, "editor").get(address).text
    assert factories.desk(own, "auditor").get(address).context["found"] == []


def test_search_finds_people_with_norwegian_letters_written_as_one_likes() -> None:
    own, other = factories.organisation(), factories.organisation()
    person = factories.person(own, first_name="Åse", last_name="Ødegård")
    factories.person(other, first_name="Åse", last_name="Ødegård")
    address = f"{factories.at(own, 'desk:search')}?q=aase+ødeg"

    found = factories.desk(own).get(address).context["found"]

    assert [hit.url for group in found for hit in group.hits] == [
        factories.at(own, "people:card", person.uuid)
    ]
    assert factories.desk(own, "event_host").get(address).context["found"] == []


def test_a_new_organisation_is_led_on_to_what_comes_next() -> None:
    new = factories.organisation()
    office = factories.desk(new, "secretary", "event_host", "privacy_officer")
    office.cookies["language"] = "nb"

    page = office.get(factories.at(new, "desk:today")).text

    assert "Les inn listen dere har" in page
    assert "Lag det første arrangementet" in page
    factories.person(new)
    factories.event(new)
    page = office.get(factories.at(new, "desk:today")).text
    assert "Les inn listen dere har" not in page
    assert "Lag det første arrangementet" not in page
