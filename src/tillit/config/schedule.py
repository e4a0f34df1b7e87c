"""Scheduled tasks are enqueued when due, once across any number of workers; lost ones are found.

The worker runs :func:`tick` every few seconds beside its tasks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.models import DBTaskResult

from tillit.config.models import ScheduledRun, Worker
from tillit.kernel import clock
from tillit.kernel.schedule import Scheduled, scheduled

TICK: Final = timedelta(seconds=5)
# A worker that has not been heard from for this long is taken for dead. Its tasks are done again.
SILENCE: Final = timedelta(minutes=2)
ATTEMPTS: Final = 3

log = structlog.get_logger(__name__)


def load() -> list[Scheduled]:
    """Every task that some module has put on the schedule."""
    autodiscover_modules("tasks")
    return scheduled()


def enqueue_due(now: datetime) -> list[str]:
    """What is due is put in the queue; says which tasks.

    Moving ``due_at`` and enqueueing are one transaction, and the move only succeeds for the worker
    which saw the same ``due_at``: each time is enqueued by exactly one. A task seen for the first
    time is due at its next time. When the clock was set back, times too far ahead are pulled in.
    """
    plan = load()
    runs = {run.key: run for run in ScheduledRun.objects.all()}
    ScheduledRun.objects.bulk_create(
        [
            ScheduledRun(key=task.key, due_at=task.next_after(now))
            for task in plan
            if task.key not in runs
        ],
        ignore_conflicts=True,
    )
    ScheduledRun.objects.exclude(key__in=[task.key for task in plan]).delete()
    enqueued = []
    for task in plan:
        run = runs.get(task.key)
        if run is None:
            continue
        following = task.next_after(now)
        if run.due_at <= now:
            if _claim(task, run, now, following):
                enqueued.append(task.key)
        elif run.due_at > following:
            ScheduledRun.objects.filter(key=run.key, due_at=run.due_at).update(due_at=following)
    return enqueued


def _claim(task: Scheduled, run: ScheduledRun, now: datetime, following: datetime) -> bool:
    waiting = Q(task_path=task.key, status="READY")
    with transaction.atomic():
        claimed = ScheduledRun.objects.filter(key=run.key, due_at=run.due_at).update(
            due_at=following, enqueued_at=now
        )
        if not claimed or DBTaskResult.objects.filter(waiting).exists():
            return False
        task.task.enqueue()
    return True


def is_alive(worker: str, now: datetime) -> None:
    """The worker has been heard from. The true time: a rehearsal's clock may jump."""
    Worker.objects.update_or_create(
        name=worker, defaults={"seen_at": now}, create_defaults={"started_at": now, "seen_at": now}
    )


def retry_lost(now: datetime) -> int:
    """Tasks whose worker died in the middle wait for another; the third death fails them.

    Tasks are written so that doing one twice does no harm.
    """
    alive = set(Worker.objects.filter(seen_at__gt=now - SILENCE).values_list("name", flat=True))
    # A handful at most: as many as there are workers.
    running = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=now - SILENCE)
    lost = [task for task in running if not alive.intersection(task.worker_ids)]
    again = [task.pk for task in lost if len(task.worker_ids) < ATTEMPTS]
    given_up = [task.pk for task in lost if len(task.worker_ids) >= ATTEMPTS]
    still = DBTaskResult.objects.filter(status="RUNNING")
    found = still.filter(pk__in=again).update(status="READY", started_at=None)
    still.filter(pk__in=given_up).update(
        status="FAILED", finished_at=now, exception_class_path="tillit.config.schedule.LostError",
        traceback="The worker died each time.",
    )  # fmt: skip
    Worker.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()
    return found


class LostError(Exception):
    """The process that did the task ended before the task did, every time."""


def tick(worker: str, true_time: Callable[[], datetime]) -> None:
    """One turn: say that we live, find lost tasks, enqueue what is due."""
    is_alive(worker, true_time())
    if found := retry_lost(true_time()):
        log.warning("tasks_of_a_dead_worker_wait_again", tasks=found)
    for key in enqueue_due(clock.now()):
        log.debug("scheduled_task_enqueued", task=key)


class Scheduler(threading.Thread):
    """The turns, in a thread of their own beside the tasks, so that a long task delays none."""

    def __init__(self, worker: str, true_time: Callable[[], datetime]) -> None:
        super().__init__(name="scheduler", daemon=True)
        self._worker = worker
        self._true_time = true_time
        self._stopped = threading.Event()

    def run(self) -> None:
        while True:
            close_old_connections()
            try:
                tick(self._worker, self._true_time)
            except (
                DatabaseError,
                InterfaceError,
            ) as error:  # away for a moment; it must not end the schedule
                log.warning("schedule_turn_failed", error=type(error).__name__)
            except Exception:
                log.exception("schedule_turn_failed")
            connection.close()
            if self._stopped.wait(TICK.total_seconds()):
                return

    def stop(self) -> None:
        self._stopped.set()
