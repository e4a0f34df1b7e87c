"""Every probe turns red when its promise is broken, and is green when it is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from tests import factories as make
from tillit.kernel import clock as kernel_clock
from tillit.people.models import Person, Relation
from tillit.privacy.evidence.actions import measure
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.evidence.probes import closed_world
from tillit.privacy.evidence.queries import report
from tillit.privacy.evidence.tasks import measure_all, measure_new
from tillit.privacy.holds.actions import sweep
from tillit.privacy.ledger.actions import record
from tillit.privacy.ledger.chain import chain
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.queries import version_in_force
from tillit.privacy.statement import actions as statement
from tillit.privacy.statement.models import StatementVersion

pytestmark = pytest.mark.django_db


def publish(org) -> None:
    statement.publish(org, make.sealed(version_in_force(org)))


@pytest.fixture
def org(clock, settings, tmp_path):
    """An organisation that keeps every promise."""
    settings.MEDIA_ROOT = tmp_path
    clock.stop(at=dt.datetime(2026, 6, 15, 9, 0, tzinfo=dt.UTC))
    made = make.organisation("lysbuen")
    publish(made)
    chain(made)
    return made


def broken(org) -> set[tuple[str, str]]:
    measure(org)
    return {(line.probe, line.about) for line in report(org).broken}


def days_ago(days: int) -> dt.datetime:
    return kernel_clock.now() - dt.timedelta(days=days)


def test_an_organisation_that_keeps_its_promises_is_green(org):
    make.registration(make.event(org, starts_at=days_ago(59)))
    make.member(org)

    assert broken(org) == set()


def test_what_has_not_been_measured_is_not_taken_for_kept(org):
    found = report(org)

    assert found.lines
    assert {line.state for line in found.lines} == {"missing"}
    assert not found.is_whole


def test_a_measurement_that_is_too_old_is_not_taken_for_kept(org, clock):
    measure(org)
    clock.forward(minutes=61)

    assert {line.state for line in report(org).lines} == {"stale"}


def test_a_measurement_from_the_future_is_not_taken_for_kept(org):
    measure(org)
    Measurement.objects.update(measured_at=kernel_clock.now() + dt.timedelta(hours=2))

    assert not any(line.is_kept for line in report(org).lines)


def test_an_overdue_row_put_in_by_hand_is_found(org):
    make.registration(make.event(org, starts_at=days_ago(100)))

    assert broken(org) == {("retention", "events.registrations")}
    measured = report(org).measured("retention", "events.registrations")
    assert (measured["overdue"], measured["days"]) == (1, 100)

    sweep(org)
    chain(org)
    assert broken(org) == set()


def test_the_last_day_is_not_overdue_and_the_next_one_is(org, clock):
    make.registration(make.event(org, starts_at=days_ago(60)))
    assert broken(org) == set()

    clock.forward(days=1)
    assert ("retention", "events.registrations") in broken(org)


def test_a_session_kept_too_long_is_found(org):
    from tillit.organisations.models import Session

    Session.objects.create(session_key="x", session_data="", expire_date=days_ago(3))

    assert broken(org) == {("retention", "staff.sessions")}


def test_a_card_that_nothing_holds_is_found(org):
    make.person(org, None, created_at=days_ago(3))

    assert broken(org) == {("released", "")}


def test_a_field_that_no_relation_asks_for_is_found(org):
    make.person(org, "supplier", street="Lysbuen 1", created_at=days_ago(3))

    assert broken(org) == {("released", "")}


def test_data_of_an_activity_that_is_not_on_the_register_is_found(org):
    make.person(org, "supplier")
    document = make.register_document(org)
    activities = [a for a in document["activities"] if a["activity"] != "suppliers"]
    make.adopted_register(org, activities=activities)
    publish(org)
    chain(org)

    assert broken(org) == {("unregistered", "")}
    assert Person.objects.count() == Relation.objects.count() == 1


def test_a_statement_that_lags_behind_the_register_is_found(org):
    make.adopted_register(org, promised_answer_days=20)

    assert broken(org) == {("statement", "")}


def test_a_statement_that_was_never_published_is_found(org):
    StatementVersion.objects.all().delete()

    assert broken(org) == {("statement", "")}


def test_a_statement_altered_after_publishing_is_found(org):
    version = StatementVersion.objects.get()
    version.content["nb"] = {"noe": "annet"}
    version.save()

    assert ("statement", "") in broken(org)


def test_a_ledger_that_was_tampered_with_is_found_at_once_and_at_the_next_whole_check(org, clock):
    record(org, "opened", subject="person:1", actor="user:1")
    chain(org)
    assert broken(org) == set()
    record(org, "opened", subject="person:2", actor="user:1")
    chain(org)
    LedgerEntry.objects.filter(subject="person:1").update(kind="sent")
    assert broken(org) == set()  # before the point found good an hour ago

    clock.forward(days=2)

    assert ("ledger", "") in broken(org)


def test_entries_that_wait_to_be_linked_are_found(org, clock):
    record(org, "opened", subject="person:1", actor="user:1")
    clock.forward(minutes=11)

    assert broken(org) == {("ledger", "")}


@pytest.mark.promise("N05")
def test_requests_late_and_answered_are_counted_and_shown_to_anyone(org, client):
    today = kernel_clock.today()
    make.request(org, received_on=today - dt.timedelta(days=40),
                 due_on=today - dt.timedelta(days=10), state="answered",
                 closed_at=days_ago(20))  # fmt: skip
    assert broken(org) == set()

    make.request(org, received_on=today - dt.timedelta(days=40),
                 due_on=today - dt.timedelta(days=10))  # fmt: skip
    assert broken(org) == {("requests", "")}

    page = client.get("/lysbuen/personvern/bevis/", headers={"cookie": "language=en"})
    assert "Answered: 1 (late: 0). Open: 1 (late: 1)." in page.content.decode()


def test_a_late_answer_shows_for_a_month(org, clock):
    today = kernel_clock.today()
    make.request(org, received_on=today - dt.timedelta(days=40),
                 due_on=today - dt.timedelta(days=10), state="answered",
                 closed_at=days_ago(1))  # fmt: skip

    assert broken(org) == {("requests", "")}
    clock.forward(days=31)
    assert ("requests", "") not in broken(org)


def test_a_processor_whose_agreement_is_due_for_review_is_found(org):
    document = make.register_document(org)
    document["activities"][0]["processors"] = ["drift"]
    processor = {
        "key": "drift", "name": "Driftshuset", "role": "it_platform", "what_for": "drift",
        "agreement": {"signed_on": "2024-01-01", "review_on": "2026-06-14"},
    }  # fmt: skip
    make.adopted_register(org, processors=[processor], activities=document["activities"])

    assert ("agreements", "") in broken(org)


def test_a_transfer_on_privacy_shield_is_found(org):
    recipient = {
        "key": "sky", "name": "Skyhuset", "what_for": "lagring", "countries": ["US"],
        "transfer": "privacy_shield",
    }  # fmt: skip
    make.adopted_register(org, recipients=[recipient])

    assert ("transfers", "") in broken(org)


def test_a_register_without_anyone_to_turn_to_is_found(org):
    make.adopted_register(org, contact_points=[])

    assert ("contact", "") in broken(org)


def test_a_sweep_that_has_stopped_running_is_found(org, clock):
    clock.forward(hours=27)

    assert ("sweep", "") in broken(org)
    sweep(org)
    chain(org)
    assert ("sweep", "") not in broken(org)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE kladd (id integer, navn varchar(10))",
        "CREATE VIEW gjester AS SELECT email FROM events_registration",
        "ALTER TABLE events_registration ADD COLUMN allergier varchar(10)",
    ],
)
def test_a_table_view_or_column_nobody_declared_is_found_by_name(org, sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)

    assert broken(org) == {("closed_world", "")}
    found = report(org).measured("closed_world")["unknown"]
    assert found[0] in ("kladd", "gjester", "events_registration.allergier")


def test_a_stored_file_without_a_row_is_found_and_one_with_a_row_is_not(org, monkeypatch):
    monkeypatch.setattr(closed_world, "YOUNGEST_SECONDS", -1)
    person = make.person(org, "member")
    person.picture.save("bilde.png", ContentFile(b"x"))
    person.sources["picture"] = person.sources["first_name"]
    person.save()
    assert broken(org) == set()

    default_storage.save("pictures/2026/glemt.png", ContentFile(b"x"))
    assert broken(org) == {("closed_world", "")}


def test_a_probe_that_fails_leaves_it_unknown_and_red(org, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("kari@post.example")

    monkeypatch.setattr(closed_world, "undeclared_columns", fail)

    assert broken(org) == {("closed_world", "")}
    row = Measurement.objects.get(probe="closed_world")
    assert (row.outcome, row.measured) == ("unknown", {"error": "RuntimeError"})


def test_the_tasks_measure_everyone_and_newcomers_at_once(org):
    assert measure_new.call() == 1
    assert measure_new.call() == 0
    assert measure_all.call() == 0
    make.organisation(adopted=False)
    assert measure_new.call() == 0


def test_the_command_prints_each_promise_and_fails_when_one_is_broken(org, capsys):
    call_command("evidence")
    assert "lysbuen: every promise is kept" in capsys.readouterr().out

    make.registration(make.event(org, starts_at=days_ago(100)))
    with pytest.raises(SystemExit):
        call_command("evidence", broken=True)
    said = capsys.readouterr().out
    assert "1 row is overdue" in said
    assert "Registrations for events: deleted at the latest 60 days after the event was" in said


def test_a_promise_taken_out_of_the_register_is_no_longer_shown(org):
    measure(org)
    document = make.register_document(org)
    activities = [a for a in document["activities"] if a["activity"] != "suppliers"]
    make.adopted_register(org, activities=activities)
    measure(org)

    assert not Measurement.objects.filter(about="suppliers.card").exists()
    assert RegisterVersion.objects.filter(state="in_force").count() == 1
