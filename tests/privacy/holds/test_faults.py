"""Kills, crowds, clocks moved back: nothing lost, nothing half-done, told plainly."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
import time
from threading import Barrier, Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from tests import factories as make
from tests.processes import ROOT, environment
from tillit.events.models import Registration
from tillit.kernel import clock as kernel_clock
from tillit.organisations.models import Organisation
from tillit.people.models import Person, Relation
from tillit.privacy.holds import actions, groups
from tillit.privacy.holds.actions import sweep
from tillit.privacy.holds.models import SweepRun, SweptFile, TallyCount
from tillit.privacy.holds.runs import AlreadyRunning, TakenOver, beat, start
from tillit.privacy.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)


def overdue(org, count: int = 1):
    event = make.event(org, starts_at=kernel_clock.now() - dt.timedelta(days=100))
    Registration.objects.bulk_create(
        Registration(
            organisation=org, event=event, email=f"gjest{number}@post.example",
            registered_at=kernel_clock.now(),
        )
        for number in range(count)
    )  # fmt: skip
    return event


def accounted_for() -> tuple[int, int]:
    """What the counts and the ledger say has gone."""
    counted = sum(TallyCount.objects.values_list("count", flat=True))
    entries = LedgerEntry.objects.filter(kind="deleted").values_list("content", flat=True)
    return counted, sum(entry["count"] for entry in entries)


SLOW_SWEEP = """
import os, sys, time
import django
django.setup()
from tillit.organisations.models import Organisation
from tillit.privacy.holds import actions
actions.FIRST = actions.LARGEST = 20
def slowly(progress):
    print(progress.rows, flush=True)
    time.sleep(0.2)
actions.sweep(Organisation.objects.get(slug="lysbuen"), on_progress=slowly)
"""


def sweeping_process() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SLOW_SWEEP], env=environment(), stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
    )  # fmt: skip


def test_a_sweep_killed_in_the_middle_is_taken_up_and_nothing_is_counted_twice():
    org = make.organisation("lysbuen")
    overdue(org, 200)
    process = sweeping_process()
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip().isdigit() and int(line) >= 40:
                break
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    left = Registration.objects.count()
    assert 0 < left < 200
    assert accounted_for() == (200 - left, 200 - left)

    run = sweep(org)

    assert run.state == SweepRun.State.DONE
    assert Registration.objects.count() == 0
    assert accounted_for() == (200, 200)
    assert SweepRun.objects.get(note="killed").state == SweepRun.State.FAILED


def test_a_second_sweep_steps_aside_while_the_first_is_alive(capsys):
    org = make.organisation("lysbuen")
    overdue(org)
    start(org)

    with pytest.raises(AlreadyRunning):
        sweep(org)
    call_command("sweep", organisation="lysbuen")

    assert "stepping aside" in capsys.readouterr().out
    assert Registration.objects.count() == 1


def test_two_sweeps_at_once_take_each_row_once():
    org = make.organisation("lysbuen")
    overdue(org, 300)
    barrier, runs, aside = Barrier(2), [], []

    def run() -> None:
        try:
            mine = Organisation.objects.get(pk=org.pk)
            barrier.wait(10)
            runs.append(sweep(mine))
        except AlreadyRunning:
            aside.append(True)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(runs) + len(aside) == 2
    assert runs
    assert Registration.objects.count() == 0
    assert accounted_for() == (300, 300)


def test_a_run_that_fell_silent_is_replaced_and_stops_when_it_wakes(clock):
    org = make.organisation()
    clock.stop(at=dt.datetime(2026, 6, 15, 3, 0, tzinfo=dt.UTC))
    old = start(org)
    clock.forward(minutes=6)

    assert sweep(org).state == SweepRun.State.DONE
    with pytest.raises(TakenOver):
        beat(old)


def test_a_clock_moved_back_deletes_nothing_early_and_is_noted(clock, capsys):
    org = make.organisation("lysbuen")
    clock.stop(at=dt.datetime(2026, 6, 15, 3, 0, tzinfo=dt.UTC))
    make.registration(make.event(org, starts_at=kernel_clock.now() - dt.timedelta(days=59)))
    sweep(org)

    with kernel_clock.moved(by=dt.timedelta(days=-300)):
        call_command("sweep", organisation="lysbuen")
        assert SweepRun.objects.latest("pk").note == "clock_moved_back"

    assert "the clock is behind" in capsys.readouterr().out
    assert Registration.objects.count() == 1


def test_no_batch_holds_its_locks_for_long(monkeypatch):
    """With rows that are slow to delete the batches get smaller until they are quick."""
    org = make.organisation()
    overdue(org, 3000)
    monkeypatch.setattr(actions, "FIRST", 500)
    sizes = []
    quick = groups.delete

    def slow(holding, behind, keys, most, gone):
        sizes.append(most)
        time.sleep(most * 0.0004)
        return quick(holding, behind, keys, most, gone)

    monkeypatch.setattr(groups, "delete", slow)

    sweep(org)

    assert sizes[0] == 500
    assert sizes[-2] < 300
    assert Registration.objects.count() == 0


def picture_of_a_past_member(org) -> tuple[Person, str]:
    person = make.person(org, "member", created_at=kernel_clock.now() - dt.timedelta(days=900))
    person.picture.save("bilde.png", ContentFile(b"x"))
    Relation.objects.update(ended_on=dt.date(2020, 1, 1))
    return person, person.picture.name


def test_a_file_goes_with_its_row(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    org = make.organisation()
    _, name = picture_of_a_past_member(org)
    assert default_storage.exists(name)

    sweep(org)

    assert not default_storage.exists(name)
    assert not SweptFile.objects.exists()


def test_a_file_goes_with_its_field_when_no_relation_asks_for_it(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    org = make.organisation()
    person, name = picture_of_a_past_member(org)
    make.relation(person, "supplier")

    sweep(org)

    person.refresh_from_db()
    assert not person.picture
    assert not default_storage.exists(name)


def test_a_file_that_is_gone_already_is_no_fault(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    org = make.organisation()
    _, name = picture_of_a_past_member(org)
    default_storage.delete(name)

    assert sweep(org).state == SweepRun.State.DONE
    assert not SweptFile.objects.exists()


def test_a_file_that_will_not_go_is_tried_again(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    org = make.organisation()
    _, name = picture_of_a_past_member(org)

    def refuse(*_arguments):
        raise OSError("read-only")

    with monkeypatch.context() as patch:
        patch.setattr(type(default_storage._wrapped), "delete", refuse)
        assert sweep(org).state == SweepRun.State.DONE
    assert default_storage.exists(name)
    assert SweptFile.objects.count() == 1

    sweep(org)

    assert not default_storage.exists(name)
    assert not SweptFile.objects.exists()
