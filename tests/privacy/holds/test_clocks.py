"""Each of the eight clocks, on the modules' own rows: kept the day before, gone on the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import translation

from tests import factories as make
from tests.conftest import Clock as Hands
from tillit.events.models import Registration
from tillit.kernel import clock
from tillit.kernel.period import Period
from tillit.memberships.models import Application
from tillit.organisations.models import Organisation
from tillit.people.models import Person, Relation
from tillit.privacy.declare import Clock, Declarations, End, declarations
from tillit.privacy.evidence.actions import measure
from tillit.privacy.evidence.queries import report
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.gate.models import Delivery, Message
from tillit.privacy.holds.actions import Batch, carry_out_batch, sweep
from tillit.privacy.holds.models import ArchivedRow
from tillit.privacy.holds.plan import Planner
from tillit.privacy.holds.queries import due_on
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.register.queries import in_force
from tillit.privacy.rights.models import Request

pytestmark = pytest.mark.django_db
START = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
Made = Callable[[Organisation], Callable[[], bool]]


@pytest.fixture
def org(clock: Hands) -> Organisation:
    clock.stop(at=START)
    return make.organisation(language="en")


def event_ended(org: Organisation) -> Callable[[], bool]:
    make.registration(make.event(org, starts_at=START))
    return Registration.objects.exists


def event_cancelled(org: Organisation) -> Callable[[], bool]:
    ahead = START + dt.timedelta(days=300)
    make.registration(make.event(org, starts_at=ahead, state="cancelled", cancelled_at=START))
    return Registration.objects.exists


def relation_ended(org: Organisation) -> Callable[[], bool]:
    make.member(org)
    Relation.objects.update(ended_on=START.date())
    return Relation.objects.exists


def last_interaction(org: Organisation) -> Callable[[], bool]:
    # Registered long before; staff open and change the card later, which does not count.
    long_ago = START - dt.timedelta(days=200)
    card = make.person(org, "customer", created_at=long_ago, last_interaction_at=START)
    Relation.objects.update(created_at=long_ago)
    make.desk(org).get(make.at(org, "people:card", card.uuid))
    return Person.objects.exists


def review_date(org: Organisation) -> Callable[[], bool]:
    make.relation(make.person(org, None), "prospect", review_on=START.date())
    return Relation.objects.exists


def request_closed(org: Organisation) -> Callable[[], bool]:
    Request.objects.create(
        organisation=org, kind="access", channel="letter", email="kari@post.example",
        state="answered", received_on=START.date(), due_on=START.date(), closed_at=START,
        created_at=START,
    )  # fmt: skip
    return Request.objects.exists


def row_created(org: Organisation) -> Callable[[], bool]:
    application(org)
    return Application.objects.exists


def application(org: Organisation) -> None:
    Application.objects.create(
        organisation=org, type=make.membership_type(org), email="a@post.example",
        created_at=clock.now(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (event_ended, ("events", "registrations")),
        (event_cancelled, ("events", "registrations")),
        (relation_ended, ("membership", "card")),
        (last_interaction, ("customers", "card")),
        (review_date, ("prospects", "card")),
        (request_closed, ("accountability", "requests")),
        (row_created, ("membership", "applications")),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_rows_go_on_the_day_their_clock_runs_out_and_not_the_day_before(
    rows: Made, rule: tuple[str, str], org: Organisation, clock: Hands
) -> None:
    is_there = rows(org)
    entry = in_force(org).retention(*rule)
    assert entry is not None
    due = entry.period.add_to(START.date())
    noon = dt.datetime(due.year, due.month, due.day, 10, 0, tzinfo=dt.UTC)

    clock.stop(at=noon - dt.timedelta(days=1))
    sweep(org)
    assert is_there()

    clock.stop(at=noon)
    sweep(org)
    assert not is_there()


def test_accounts_go_five_years_after_their_accounting_year(
    org: Organisation, clock: Hands
) -> None:
    """No module keeps accounts yet: sign-ups, declared as vouchers of the year they came in."""
    base = declarations.holdings[Registration]
    activity = declarations.activities[base.activity]
    rule = replace(
        activity.rule("registrations"),
        clocks=(Clock.ACCOUNTING_YEAR_ENDED,),
        default=Period(years=5),
    )
    vouchers = replace(
        base, starts={Clock.ACCOUNTING_YEAR_ENDED: "registered_at"}, rule="registrations"
    )
    declared = Declarations(
        activities={activity.key: replace(activity, rules=(rule,))},
        holdings={Registration: vouchers},
    )
    event = make.event(org)
    old = make.registration(event, registered_at=dt.datetime(2020, 12, 31, 22, 0, tzinfo=dt.UTC))
    # Already the first of January in Norway.
    make.registration(event, registered_at=dt.datetime(2020, 12, 31, 23, 30, tzinfo=dt.UTC))

    def due(day: dt.date) -> list[int]:
        [step] = [step for step in Planner(org, None, day, declared=declared).steps() if step.rule]
        return sorted(step.due.values_list("pk", flat=True))

    assert due(dt.date(2025, 12, 30)) == []
    assert due(dt.date(2025, 12, 31)) == [old.pk]
    assert due(dt.date(2026, 12, 30)) == [old.pk]
    assert len(due(dt.date(2026, 12, 31))) == 2

    [step] = Planner(org, None, dt.date(2025, 12, 31), declared=declared).steps()
    assert carry_out_batch(org, None, step, Batch([old.pk]), counts={}) == 1
    assert not Registration.objects.filter(pk=old.pk).exists()


# What never ends


def retention(org: Organisation, about: str) -> tuple[str, str]:
    with translation.override("en"):
        measure(org)
        [line] = [
            each for each in report(org).lines if (each.probe, each.about) == ("retention", about)
        ]
    return line.state, line.finding


FAR = dt.datetime(9999, 12, 31, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize("ends_at", [FAR, START + dt.timedelta(days=6 * 366)])
def test_a_sign_up_to_an_event_further_ahead_than_anyone_plans_is_told_of(
    ends_at: dt.datetime, org: Organisation
) -> None:
    make.registration(make.event(org, starts_at=START, ends_at=ends_at))

    state, finding = retention(org, "events.registrations")

    assert state == "broken"
    assert finding == "1 row has a date so far ahead that its time would never run out."


def test_a_sign_up_to_an_event_next_year_is_not(org: Organisation) -> None:
    make.registration(make.event(org, starts_at=START + dt.timedelta(days=400)))

    assert retention(org, "events.registrations")[0] == "kept"


def test_an_event_that_far_ahead_but_cancelled_ends_by_that_clock(org: Organisation) -> None:
    cancelled = START - dt.timedelta(days=60)
    event = make.event(org, starts_at=START, ends_at=FAR, state="cancelled", cancelled_at=cancelled)
    make.registration(event)

    sweep(org)

    assert not Registration.objects.exists()
    assert retention(org, "events.registrations")[0] == "kept"


def test_rows_written_while_the_clock_was_ahead_are_told_of_when_it_is_put_back(
    org: Organisation,
) -> None:
    with clock.moved(by=dt.timedelta(days=3000)):
        application(org)

    sweep(org)

    assert retention(org, "membership.applications")[0] == "broken"


def test_what_was_measured_while_the_clock_was_ahead_counts_for_nothing(
    org: Organisation,
) -> None:
    with clock.moved(by=dt.timedelta(days=300)):
        measure(org)

    assert not any(line.is_kept for line in report(org).lines)
    assert "stale" in {line.state for line in report(org).lines}


def test_a_row_that_never_ends_says_so_without_falling_over(org: Organisation) -> None:
    row = make.registration(make.event(org, starts_at=START, ends_at=FAR))

    assert due_on(row, in_force(org)).on == dt.date.max


def to_kari(org: Organisation, clock_at: dt.datetime) -> Delivery:
    queue(
        org,
        "registration_confirmed",
        [Recipient("kari@post.example", "nb", "registration:x")],
        rule="registrations",
        clock_at=clock_at,
        about="event:x",
    )
    return Delivery.objects.get()


@pytest.mark.parametrize("state", Delivery.State.values)
def test_a_message_goes_by_its_clock_whether_it_was_delivered_or_not(
    state: str, org: Organisation
) -> None:
    to_kari(org, START - dt.timedelta(days=60))
    Delivery.objects.update(state=state, queued_at=FAR if state == "queued" else START)

    sweep(org)

    assert not Delivery.objects.exists()
    assert not Message.objects.exists()


def test_a_message_whose_clock_never_starts_is_told_of(org: Organisation) -> None:
    to_kari(org, FAR)

    assert retention(org, "events.registrations")[0] == "broken"


# The archive


def test_the_archive_keeps_the_data_and_no_file(
    settings: object, org: Organisation, tmp_path: object
) -> None:
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    document = make.register_document(org)
    for activity in document["activities"]:
        if activity["activity"] == "membership":
            activity["retention"]["card"]["end"] = End.ARCHIVE.value
    make.adopted_register(org, activities=document["activities"])
    person = make.member(org, created_at=START - dt.timedelta(days=900)).relation.person
    person.picture.save("bilde.png", ContentFile(b"x"))
    name = person.picture.name
    Relation.objects.update(ended_on=dt.date(2024, 1, 1))

    sweep(org)

    archived = ArchivedRow.objects.get(model="people.relation")
    assert archived.row["person"]["email"] == person.email
    assert not default_storage.exists(name)
    assert all("picture" not in str(row.row) for row in ArchivedRow.objects.all())


def test_a_clock_moved_back_loses_no_row_and_no_entry(org: Organisation) -> None:
    for read in (event_ended, relation_ended, request_closed, row_created):
        read(org)
    before = Registration.objects.count(), Relation.objects.count(), LedgerEntry.objects.count()

    with clock.moved(by=dt.timedelta(days=-4000)):
        sweep(org)

    assert (
        Registration.objects.count(),
        Relation.objects.count(),
        LedgerEntry.objects.count(),
    ) == before
