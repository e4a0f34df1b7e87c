"""When a scheduled task is due, without any database."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.kernel import schedule
from tillit.kernel.clock import OSLO


class Task:
    def __init__(self, module_path: str) -> None:
        self.module_path = module_path

    def enqueue(self) -> None:
        raise AssertionError("nothing here enqueues")


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_schedule", {})


def daily(at: time) -> schedule.Scheduled:
    return schedule.Scheduled(task=Task("a.b"), why="it is needed", at=at)


def test_an_interval_counts_from_the_given_moment() -> None:
    task = schedule.every(minutes=5, why="mail waits")(Task("mail.send"))

    [entry] = schedule.scheduled()

    assert entry.task is task
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert entry.next_after(moment) == moment + timedelta(minutes=5)


def test_a_daily_task_keeps_its_hour_in_norway_when_summer_time_begins() -> None:
    saturday = datetime(2026, 3, 28, 12, tzinfo=OSLO)

    first = daily(time(3, 15)).next_after(saturday)
    second = daily(time(3, 15)).next_after(first)

    assert first.astimezone(OSLO).hour == 3
    assert second.astimezone(OSLO).strftime("%d %H:%M") == "30 03:15"


def test_an_hour_that_comes_twice_in_autumn_counts_once() -> None:
    day_before = datetime(2026, 10, 24, 12, tzinfo=OSLO)

    first = daily(time(2, 30)).next_after(day_before)
    second = daily(time(2, 30)).next_after(first)

    assert first.astimezone(OSLO).day == 25
    assert second.astimezone(OSLO).day == 26


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.times())
def test_a_daily_task_is_always_due_later_and_within_25_hours(moment: datetime, at: time) -> None:
    now = moment.replace(tzinfo=UTC)
    at = at.replace(second=0, microsecond=0)

    due = daily(at).next_after(now)

    assert now < due <= now + timedelta(hours=25)


def test_two_tasks_of_one_name_are_refused() -> None:
    schedule.every(hours=1, why="one")(Task("a.b"))

    with pytest.raises(ValueError, match=r"a\.b is scheduled twice"):
        schedule.every(hours=2, why="two")(Task("a.b"))


def test_a_task_without_a_why_is_refused() -> None:
    with pytest.raises(ValueError, match="Say why"):
        schedule.every_day(at=time(3), why=" ")(Task("a.b"))


def test_no_time_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="how long apart"):
        schedule.every(why="always")
