"""Scheduled tasks are enqueued once when due; tasks of a dead worker are done by another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tillit.config import schedule
from tillit.config.models import ScheduledRun, Worker
from tillit.config.tasks import forget_finished_tasks
from tillit.kernel.schedule import Scheduled

NOON = datetime(2026, 5, 4, 10, tzinfo=UTC)


@task()
def tidy() -> str:
    return "tidied"


HOURLY = Scheduled(task=tidy, why="tests", interval=timedelta(hours=1))


@pytest.fixture(autouse=True)
def only_hourly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "load", lambda: [HOURLY])


@pytest.mark.django_db
def test_a_task_is_enqueued_when_its_time_has_come_and_not_before() -> None:
    schedule.enqueue_due(NOON)

    early = schedule.enqueue_due(NOON + timedelta(minutes=59))
    on_time = schedule.enqueue_due(NOON + timedelta(minutes=60))

    assert early == []
    assert on_time == [HOURLY.key]
    assert DBTaskResult.objects.get().task_path == HOURLY.key


@pytest.mark.django_db
def test_after_a_long_pause_one_run_is_due_not_one_for_each_hour_missed() -> None:
    schedule.enqueue_due(NOON)

    schedule.enqueue_due(NOON + timedelta(days=3))
    schedule.enqueue_due(NOON + timedelta(days=3, minutes=1))

    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_a_run_that_still_waits_is_not_enqueued_once_more() -> None:
    schedule.enqueue_due(NOON)
    schedule.enqueue_due(NOON + timedelta(hours=1))

    again = schedule.enqueue_due(NOON + timedelta(hours=2))

    assert again == []
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_when_the_clock_is_set_back_the_task_does_not_wait_for_the_time_to_come_round() -> None:
    schedule.enqueue_due(NOON + timedelta(days=60))
    schedule.enqueue_due(NOON + timedelta(days=60))

    schedule.enqueue_due(NOON)

    assert ScheduledRun.objects.get().due_at == NOON + timedelta(hours=1)


@pytest.mark.django_db
def test_a_task_that_is_no_longer_scheduled_is_forgotten() -> None:
    ScheduledRun.objects.create(key="gone.task", due_at=NOON)

    schedule.enqueue_due(NOON)

    assert not ScheduledRun.objects.filter(key="gone.task").exists()


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_enqueue_a_due_task_once() -> None:
    schedule.enqueue_due(NOON)
    together = threading.Barrier(4)
    claimed: list[list[str]] = []

    def turn() -> None:
        together.wait()
        claimed.append(schedule.enqueue_due(NOON + timedelta(hours=1)))
        connection.close()

    threads = [threading.Thread(target=turn) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(claimed) == 4
    assert sum(len(keys) for keys in claimed) == 1
    assert DBTaskResult.objects.count() == 1


def running(worker: str, *, times: int = 1) -> DBTaskResult:
    result = tidy.enqueue()
    row = DBTaskResult.objects.get(pk=result.id)
    for _ in range(times):
        row.claim(worker)
    long_ago = timezone.now() - timedelta(minutes=10)
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=long_ago)
    return row


@pytest.mark.django_db
def test_a_task_whose_worker_died_is_done_by_another(run_tasks: Callable[[], int]) -> None:
    row = running("dead")

    found = schedule.retry_lost(timezone.now())

    assert found == 1
    assert run_tasks() == 1
    row.refresh_from_db()
    assert row.return_value == "tidied"


@pytest.mark.django_db
def test_a_long_task_of_a_living_worker_is_left_alone() -> None:
    running("alive")
    schedule.is_alive("alive", timezone.now())

    assert schedule.retry_lost(timezone.now()) == 0


@pytest.mark.django_db
def test_a_task_that_kills_every_worker_is_given_up_after_the_third() -> None:
    row = running("dead", times=schedule.ATTEMPTS)

    schedule.retry_lost(timezone.now())

    row.refresh_from_db()
    assert row.status == "FAILED"


@pytest.mark.django_db
def test_a_turn_says_that_the_worker_lives() -> None:
    schedule.tick("me", lambda: NOON)
    schedule.tick("me", lambda: NOON + timedelta(seconds=5))

    worker = Worker.objects.get()
    assert (worker.started_at, worker.seen_at) == (NOON, NOON + timedelta(seconds=5))


@pytest.mark.django_db
def test_finished_tasks_are_forgotten_after_a_day_and_failed_ones_after_two_weeks() -> None:
    ages: list[tuple[str, dict[str, Any]]] = [
        ("SUCCESSFUL", {"days": 2}),
        ("SUCCESSFUL", {"hours": 2}),
        ("FAILED", {"days": 2}),
        ("FAILED", {"days": 15}),
    ]
    for status, age in ages:
        row = DBTaskResult.objects.get(pk=tidy.enqueue().id)
        DBTaskResult.objects.filter(pk=row.pk).update(
            status=status, finished_at=timezone.now() - timedelta(**age)
        )

    forgotten = forget_finished_tasks.call()

    assert forgotten == 2
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]
