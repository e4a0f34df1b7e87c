"""A worker is killed outright in the middle of an import: nothing is half-done."""

import datetime as dt
import signal
import subprocess
import sys

import pytest

from tests import factories as make
from tests.people import spreadsheets
from tests.processes import ROOT, environment
from tillit.kernel import clock as kernel_clock
from tillit.memberships.models import Membership
from tillit.people.imports import actions
from tillit.people.models import Import, ImportRow, Person, Relation, SearchTerm
from tillit.privacy.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 300
# A worker that commits ten rows at a time, and says when a batch is as good as done.
SLOW_WORKER = """
import sys, time
import django
django.setup()
from tillit.people.imports import actions, running
from tillit.people.models import Import
running.BATCH = 10
tell = running._tell_extensions
def slowly(*given):
    tell(*given)
    print("batch", flush=True)
    time.sleep(0.1)
running._tell_extensions = slowly
actions.work(Import.objects.select_related("organisation", "source").get())
"""


@pytest.fixture
def run():
    """An import of members, looked over and started."""
    ours = make.organisation("lysbuen")
    make.membership_type(ours)
    content = spreadsheets.csv(spreadsheets.members(ROWS))
    started = actions.receive(
        ours, spreadsheets.upload(content, "medlemmer.csv"), kind="member", by="system"
    )
    actions.work(started)
    actions.plan(
        started, mapping=started.plan["guess"], source="self", detail="", extra={},
        started_on=dt.date(2026, 2, 1), on_match="update",
    )  # fmt: skip
    actions.work(started)
    actions.start(started, without_wrong_rows=False)
    return started


def kill_in_the_middle(batches: int) -> None:
    """SIGKILL, which no program can catch, while a batch is open."""
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_WORKER], env=environment(), stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        for _number in range(batches):
            assert process.stdout.readline() == "batch\n"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)


def everything() -> set[int]:
    """How many there are of each thing that a row makes; one number when none is half-made."""
    return {
        Person.objects.count(),
        Relation.objects.count(),
        Membership.objects.count(),
        ImportRow.objects.filter(done=True).count(),
        SearchTerm.objects.filter(field="first_name").count(),
        LedgerEntry.objects.filter(kind="registered", subject__startswith="person:").count(),
    }


def test_a_killed_import_has_whole_batches_and_is_taken_up_to_the_end(run):
    kill_in_the_middle(4)

    [made] = everything()
    assert made in (30, 40)
    assert Import.objects.get().state == "running"

    again = Import.objects.select_related("organisation", "source").get()
    actions.work(again)

    assert everything() == {ROWS}
    assert Import.objects.get().state == "done"
    assert len(set(Membership.objects.values_list("number", flat=True))) == ROWS


def test_after_a_kill_what_is_done_is_counted_from_the_rows(run):
    kill_in_the_middle(4)
    # Killed between a batch and its telling, again and again.
    Import.objects.update(counts=Import.objects.get().counts | {"done": 10})

    again = Import.objects.select_related("organisation", "source").get()
    actions.work(again)
    done = Import.objects.get().counts["done"]
    actions.undo(again)
    actions.work(again)

    assert done == ROWS
    assert Import.objects.get().counts["undone"] == ROWS


def test_a_killed_import_taken_up_can_be_undone_whole(run):
    kill_in_the_middle(2)

    again = Import.objects.select_related("organisation", "source").get()
    actions.work(again)
    actions.undo(again)
    actions.work(again)

    assert Import.objects.get().state == "undone"
    assert not Person.objects.exists()
    assert not Relation.objects.exists()
    assert not Membership.objects.exists()


def test_the_schedule_takes_up_what_a_killed_worker_left(run, clock):
    kill_in_the_middle(2)

    too_early = actions.take_up_all()
    clock.forward(minutes=5)

    assert too_early == 0
    assert actions.take_up_all() == 1
    assert actions.take_up_all() == 0


def test_a_clock_set_back_keeps_nothing_waiting(run):
    Import.objects.update(beat_at=kernel_clock.now() + dt.timedelta(days=300))

    assert actions.take_up_all() == 1


def test_a_file_that_ends_one_worker_after_the_other_is_given_up(clock, client):
    ours = make.organisation("lysbuen")
    content = spreadsheets.csv(spreadsheets.members(5))
    upload = spreadsheets.upload(content, "medlemmer.csv")
    actions.receive(ours, upload, kind="customer", by="system")

    taken_up = 0
    for _number in range(10):
        clock.forward(minutes=5)
        taken_up += actions.take_up_all()

    assert taken_up == actions.MOST_TRIES
    given_up = Import.objects.get()
    assert (given_up.state, given_up.error, given_up.file.name) == ("failed", "given_up", "")
    client.force_login(make.staff_user(ours), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(make.at(ours, "people:import", given_up.uuid)).content.decode()
    assert "Vi har prøvd flere ganger" in page
