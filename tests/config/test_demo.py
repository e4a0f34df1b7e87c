"""The demo organisation: alive with a year of data, whole, invented, made once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from tests.factories import at, logged_in, organisation
from tillit.config.demo.make import make, standing
from tillit.config.demo.names import NUMBERS
from tillit.events.models import Event, Registration
from tillit.kernel import clock
from tillit.memberships.models import Application, DirectoryEntry, MembershipType
from tillit.memberships.queries import members
from tillit.organisations.accounts import CONSOLE_SESSION
from tillit.organisations.actions import enter_demo
from tillit.organisations.models import Organisation, Role, User
from tillit.organisations.roles import ROLE_TYPES
from tillit.people.models import Person
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.gate.models import Delivery
from tillit.privacy.holds.models import TallyCount
from tillit.privacy.holds.queries import is_anything_overdue
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.ledger.verify import verify
from tillit.privacy.rights.models import Request
from tillit.privacy.statement.models import StatementVersion


@pytest.fixture(scope="module")
def lysbrua(django_db_setup: None, django_db_blocker: Any) -> Iterator[Organisation]:
    """The demo organisation, made once for all tests here and gone afterwards."""
    with django_db_blocker.unblock():
        with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
            # Nothing is committed here; the witness would hear nothing.
            patch.setattr("tillit.privacy.ledger.chain.after_commit", lambda tell: tell())
            yield make(lambda _done, _of: None)
            transaction.set_rollback(True)
        connection.close()


pytestmark = pytest.mark.django_db


def test_it_has_a_year_of_members_who_came_and_went(lysbrua: Organisation) -> None:
    persons = Person.objects.filter(organisation=lysbrua)
    ages = {(clock.now() - at).days for at in persons.values_list("created_at", flat=True)}

    assert 225 <= members(lysbrua).count() <= 255
    assert 5 <= members(lysbrua, state="ended").count() <= 20
    assert 20 <= DirectoryEntry.objects.filter(organisation=lysbrua).count() <= 30
    assert MembershipType.objects.filter(organisation=lysbrua).count() == 3
    assert min(ages) <= 7
    assert max(ages) >= 365
    assert Application.objects.filter(organisation=lysbrua, state="waiting").count() == 3


def test_events_are_past_to_come_full_and_called_off(lysbrua: Organisation) -> None:
    events = Event.objects.filter(organisation=lysbrua)
    now = clock.now()

    assert events.filter(state="published", ends_at__lt=now).count() >= 10
    assert events.filter(state="published", starts_at__gt=now).count() >= 4
    assert events.filter(state="cancelled").count() == 2
    assert events.filter(state="draft").count() == 1
    full = events.get(capacity=40)
    assert full.registrations.filter(cancelled_at=None).count() <= 40


def test_what_was_due_has_been_swept_and_left_counts(lysbrua: Organisation) -> None:
    long_over = clock.now() - dt.timedelta(days=62)

    kept = Registration.objects.filter(organisation=lysbrua, event__ends_at__lt=long_over)

    assert not kept.exists()
    assert not is_anything_overdue(lysbrua)
    counts = TallyCount.objects.filter(organisation=lysbrua, measure="participants")
    assert sum(counts.values_list("count", flat=True)) > 200


def test_two_statements_differ_both_ways(lysbrua: Organisation) -> None:
    first, second = StatementVersion.objects.filter(organisation=lysbrua).order_by("number")

    assert not first.changes
    assert {change["class"] for change in second.changes} >= {"widening", "narrowing"}


def test_requests_are_answered_in_time_and_one_waits(lysbrua: Organisation) -> None:
    requests = Request.objects.filter(organisation=lysbrua)

    assert requests.filter(state="open", due_on__gt=clock.today()).count() == 1
    answered = requests.filter(state="answered")
    assert all(each.closed_at.date() <= each.due_on for each in answered)
    assert answered.count() >= 1


def test_each_role_type_has_someone_and_one_has_left(lysbrua: Organisation) -> None:
    in_force = Role.objects.in_force_on(clock.today()).filter(organisation=lysbrua)

    assert set(in_force.values_list("type", flat=True)) == set(ROLE_TYPES)
    assert Role.objects.over_on(clock.today()).filter(organisation=lysbrua).count() == 1


def test_the_ledger_is_chained_and_whole(lysbrua: Organisation) -> None:
    verdict = verify(lysbrua)

    assert verdict.is_whole
    assert not LedgerEntry.objects.filter(organisation=lysbrua, sequence=None).exists()


def test_every_promise_is_measured_and_kept(lysbrua: Organisation) -> None:
    measured = Measurement.objects.filter(organisation=lysbrua)

    assert measured.count() >= 20
    assert not measured.exclude(outcome="kept").values_list("probe", "about", "measured")
    assert Client().get(at(lysbrua, "site:evidence")).status_code == 200


def test_nothing_is_left_for_the_worker_to_send(lysbrua: Organisation) -> None:
    assert not Delivery.objects.filter(organisation=lysbrua).exclude(state="sent").exists()


def test_nobody_in_it_can_be_reached(lysbrua: Organisation) -> None:
    persons = Person.objects.filter(organisation=lysbrua)
    numbers = [int(phone.removeprefix("+46")) for phone in persons.values_list("phone", flat=True)]

    assert all(email.endswith(".example") for email in persons.values_list("email", flat=True))
    assert all(any(low <= each <= high for low, high in NUMBERS) for each in numbers)


@pytest.mark.parametrize(
    "view", ["site:front", "site:statement", "events:list", "memberships:directory"]
)
def test_its_public_pages_answer(lysbrua: Organisation, view: str) -> None:
    assert Client().get(at(lysbrua, view)).status_code == 200


@pytest.mark.parametrize(
    "view", ["desk:today", "people:list", "memberships_desk:list", "events_desk:list"]
)
def test_whoever_starts_it_sees_its_desk(lysbrua: Organisation, view: str) -> None:
    user = User.objects.create_user("vert@arbeid.example", name="Vert")
    enter_demo(user)
    browser = logged_in(user)
    session = browser.session
    session[CONSOLE_SESSION] = True
    session.save()

    assert browser.get(at(lysbrua, view)).status_code == 200


def test_a_second_run_does_nothing(lysbrua: Organisation) -> None:
    before, said = LedgerEntry.objects.count(), StringIO()

    call_command("demo", stdout=said)

    assert "is there already" in said.getvalue()
    assert standing() == lysbrua
    assert (Organisation.objects.count(), LedgerEntry.objects.count()) == (1, before)


def test_it_stays_away_from_real_organisations_in_production(settings: Any) -> None:
    Organisation.objects.update(is_demo=False)
    organisation()
    settings.PUBLIC_URL = "https://medlem.example.no"

    with pytest.raises(CommandError, match="--force"):
        call_command("demo")
