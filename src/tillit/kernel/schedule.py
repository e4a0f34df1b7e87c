"""What is done by itself, how often, and what for.

A module states it next to the task, in its ``tasks.py``::

    @every(minutes=5, why="Sends what waits in the outbox.")
    @task()
    def send_waiting() -> None: ...

    @every_day(at=time(3, 15), why="Deletes what no purpose holds any longer.")
    @task()
    def sweep() -> None: ...

The worker enqueues a task when it is due, once across any number of workers. After a pause one run
is due, not one for every time that was missed: a scheduled task looks at what is to be done now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Protocol, TypeVar

from tillit.kernel.clock import OSLO


class Enqueueable(Protocol):
    """A task: has a name of its own and can be put in the queue."""

    @property
    def module_path(self) -> str: ...

    def enqueue(self) -> Any: ...


Chosen = TypeVar("Chosen", bound=Enqueueable)


@dataclass(frozen=True)
class Scheduled:
    """A task and when it is due: each ``interval``, or each day ``at`` that time in Norway."""

    task: Enqueueable
    why: str
    interval: timedelta | None = None
    at: time | None = None

    @property
    def key(self) -> str:
        return self.task.module_path

    def next_after(self, moment: datetime) -> datetime:
        """The first instant after ``moment`` at which the task is due.

        A daily time that the change to summer time skips falls an hour later that day; one that
        comes twice in autumn counts once.
        """
        if self.interval is not None:
            return moment + self.interval
        assert self.at is not None
        local = moment.astimezone(OSLO)
        due = datetime.combine(local.date(), self.at, tzinfo=OSLO).astimezone(UTC)
        if due <= moment:
            tomorrow = local.date() + timedelta(days=1)
            due = datetime.combine(tomorrow, self.at, tzinfo=OSLO).astimezone(UTC)
        return due


_schedule: dict[str, Scheduled] = {}


def _add(scheduled: Scheduled) -> None:
    if not scheduled.why.strip():
        raise ValueError(f"Say why {scheduled.key} is scheduled.")
    known = _schedule.get(scheduled.key)
    if known is not None and known.task is not scheduled.task:
        raise ValueError(f"{scheduled.key} is scheduled twice.")
    _schedule[scheduled.key] = scheduled


def every(
    *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0, why: str
) -> Callable[[Chosen], Chosen]:
    """The task below is done again and again, that long apart. Raises ValueError on no time."""
    interval = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if interval <= timedelta(0):
        raise ValueError("Say how long apart.")

    def choose(task: Chosen) -> Chosen:
        _add(Scheduled(task=task, why=why, interval=interval))
        return task

    return choose


def every_day(*, at: time, why: str) -> Callable[[Chosen], Chosen]:
    """The task below is done once a day, at that time in Norway."""

    def choose(task: Chosen) -> Chosen:
        _add(Scheduled(task=task, why=why, at=at))
        return task

    return choose


def scheduled() -> list[Scheduled]:
    """All that is done by itself, by name."""
    return [_schedule[key] for key in sorted(_schedule)]
