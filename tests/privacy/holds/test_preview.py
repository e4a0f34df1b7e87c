"""What is foreseen is what goes; the command line tells it."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from tillit.events.models import Event, Registration
from tillit.kernel import clock as kernel_clock
from tillit.people.models import Person, Relation
from tillit.privacy.holds.actions import sweep, sweep_installation
from tillit.privacy.holds.queries import (
    due_on,
    held_fields,
    is_anything_overdue,
    preview,
    register_of,
)

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 6, 15, 3, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def today(clock):
    clock.stop(at=START)


def days_from_now(days: int) -> dt.datetime:
    return kernel_clock.now() + dt.timedelta(days=days)


def foreseen(org, within: int) -> Counter[tuple[str, tuple[str, ...]]]:
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for line in preview(org, within):
        counts[line.holding.label, line.fields] += line.count
    return counts


def test_what_goes_within_ninety_days_is_foreseen_to_the_day():
    org = make.organisation()
    make.registration(make.event(org, starts_at=days_from_now(30)))

    assert foreseen(org, 89) == {}
    assert foreseen(org, 90) == {("events.registration", ()): 1}


def test_a_card_is_foreseen_to_go_with_its_last_relation():
    org = make.organisation()
    card = make.person(org, "member", created_at=days_from_now(-900), street="Lysbuen 1")
    make.relation(card, "supplier")
    card.relations.filter(kind="member").update(ended_on=dt.date(2025, 7, 1))

    assert foreseen(org, 30) == {
        ("people.relation", ()): 1,
        ("people.person", ("street", "postal_code", "city")): 1,
    }

    card.relations.filter(kind="supplier").update(ended_on=dt.date(2025, 7, 1))
    assert foreseen(org, 30) == {("people.relation", ()): 2, ("people.person", ()): 1}


@given(
    ended=st.lists(st.integers(-150, 40), max_size=6),
    cancelled=st.lists(st.integers(-150, 40), max_size=6),
    left=st.lists(st.one_of(st.none(), st.integers(-420, -300)), max_size=6),
    within=st.integers(0, 120),
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_foreseen_is_what_the_sweep_takes_that_day(ended, cancelled, left, within):
    org = make.organisation()
    for days in ended:
        make.registration(make.event(org, starts_at=days_from_now(days)))
    for days in cancelled:
        event = make.event(org, starts_at=days_from_now(200), state="cancelled")
        Event.objects.filter(pk=event.pk).update(cancelled_at=days_from_now(days))
        make.registration(event)
    for days in left:
        member = make.member(org, created_at=days_from_now(-900))
        if days is not None:
            Relation.objects.filter(membership=member).update(ended_on=days_from_now(days).date())
    expected = {
        (line.holding.label, line.rule.key if line.rule else ""): line.count
        for line in preview(org, within)
    }
    taken = len([d for d in ended if d + 60 <= within]) + len(
        [d for d in cancelled if d + 60 <= within]
    )

    with kernel_clock.moved(by=dt.timedelta(days=within)):
        before = Registration.objects.filter(organisation=org).count()
        run = sweep(org)

    assert before - Registration.objects.filter(organisation=org).count() == taken
    assert expected.get(("events.registration", "events.registrations"), 0) == taken
    went = run.counts.get("people.person", {}).get("deleted", 0)
    assert expected.get(("people.person", ""), 0) == went
    assert not is_anything_overdue(org)


def test_the_same_sweep_leaves_nothing_of_the_day_before_overdue():
    org = make.organisation()
    make.registration(make.event(org, starts_at=days_from_now(-60)))
    assert not is_anything_overdue(org)

    with kernel_clock.moved(by=dt.timedelta(days=1)):
        assert is_anything_overdue(org)


def test_a_row_tells_when_it_goes_and_why(settings):
    from django.utils import translation

    org = make.organisation()
    row = make.registration(make.event(org, starts_at=START))

    with translation.override("en"):
        due = due_on(row, register_of(org))

    assert due.on == dt.date(2026, 8, 14)
    assert due.because == "Deleted on 14 August 2026, 60 days after the event was held."


def test_a_card_stays_as_long_as_a_relation_without_an_end():
    org = make.organisation()
    card = make.person(org, "member")
    make.relation(card, "supplier", ended_on=dt.date(2026, 6, 1))

    assert due_on(card, register_of(org)).on is None
    card.relations.filter(kind="member").update(ended_on=dt.date(2026, 3, 1))
    assert due_on(card, register_of(org)).on == dt.date(2027, 6, 1)


def test_relations_hold_what_their_activity_asks_for():
    org = make.organisation()

    assert held_fields(register_of(org), ["supplier"]) == {
        "first_name", "last_name", "email", "phone",
    }  # fmt: skip
    assert "street" in held_fields(register_of(org), ["supplier", "member"])
    assert held_fields(register_of(org), []) == set()


def test_the_command_says_what_would_go_and_deletes_nothing(capsys):
    org = make.organisation("lysbuen")
    make.registration(make.event(org, starts_at=days_from_now(-10)))

    call_command("sweep", organisation="lysbuen", dry_run=True, within=90)

    said = capsys.readouterr().out
    assert "goes within 90 days" in said
    assert "Registrations for events: deleted (events.registrations)" in said
    assert Registration.objects.count() == 1


def test_the_command_sweeps_and_counts(capsys):
    org = make.organisation("lysbuen")
    make.registration(make.event(org, starts_at=days_from_now(-61)))

    call_command("sweep")

    assert "1  events.registration deleted" in capsys.readouterr().out
    assert not Registration.objects.exists()


def test_the_command_lists_organisations_when_the_name_is_wrong():
    make.organisation("lysbuen")

    with pytest.raises(CommandError, match=r"called 'lysbu'\. There are: lysbuen"):
        call_command("sweep", organisation="lysbu")


def test_looking_ahead_deletes_nothing_by_mistake():
    with pytest.raises(CommandError, match="--dry-run"):
        call_command("sweep", within=90)


def test_a_card_without_an_organisation_in_force_is_swept_by_declared_periods():
    org = make.organisation(adopted=False)
    make.registration(make.event(org, starts_at=days_from_now(-60)))
    Person.objects.create(organisation=org, created_at=days_from_now(-2))

    sweep(org)

    assert (Registration.objects.count(), Person.objects.count()) == (0, 0)


def test_nothing_of_the_installation_is_due_in_an_empty_one():
    assert sum(sweep_installation().values()) == 0
