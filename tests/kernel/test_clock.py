from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tillit.kernel import clock

NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def true_clock() -> Iterator[None]:
    clock.use_file(None)
    yield
    clock.use_file(None)


def read_again() -> timedelta:
    """What a process would see at its next check of the file."""
    clock._file._checked = float("-inf")
    return clock.offset()


def test_the_unmoved_clock_tells_the_true_time_in_utc() -> None:
    before = datetime.now(UTC)
    told = clock.now()

    assert before <= told <= datetime.now(UTC)
    assert told.tzinfo is UTC


def test_the_day_is_norways_not_utcs() -> None:
    with clock.moved(to=NEW_YEAR):
        assert clock.now() == NEW_YEAR
        assert clock.today() == date(2027, 1, 1)


def test_a_clock_moved_to_an_instant_stands_still() -> None:
    with clock.moved(to=NEW_YEAR):
        assert clock.now() == clock.now() == NEW_YEAR


def test_moves_nest_and_end_with_their_block() -> None:
    with clock.moved(to=NEW_YEAR):
        with clock.moved(by=timedelta(days=60)):
            assert clock.now() == NEW_YEAR + timedelta(days=60)
            with clock.moved(to=NEW_YEAR):
                assert clock.now() == NEW_YEAR
        assert clock.now() == NEW_YEAR
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_shifts_of_a_running_clock_add_up() -> None:
    with clock.moved(by=timedelta(days=1)), clock.moved(by=timedelta(days=2)):
        ahead = clock.now() - datetime.now(UTC)

    assert timedelta(days=3) - timedelta(minutes=1) < ahead <= timedelta(days=3)


def test_the_clock_is_put_back_when_the_block_fails() -> None:
    with pytest.raises(RuntimeError), clock.moved(by=timedelta(days=900)):
        raise RuntimeError

    assert clock.now() - datetime.now(UTC) < timedelta(minutes=1)


def test_a_move_in_one_thread_does_not_move_another() -> None:
    seen: list[datetime] = []
    with clock.moved(by=timedelta(days=900)):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()

    assert seen[0] - datetime.now(UTC) < timedelta(minutes=1)


@pytest.mark.parametrize("arguments", [{}, {"to": NEW_YEAR, "by": timedelta(1)}])
def test_a_move_needs_exactly_one_of_to_and_by(arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="either"), clock.moved(**arguments):  # type: ignore[arg-type]
        pass


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.local_date(datetime(2027, 1, 1))
    with pytest.raises(ValueError, match="time zone"), clock.moved(to=datetime(2027, 1, 1)):
        pass


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2027, 1, 1), datetime(2026, 12, 31, 23, tzinfo=UTC)),
        (date(2027, 7, 1), datetime(2027, 6, 30, 22, tzinfo=UTC)),
        (date(2027, 3, 28), datetime(2027, 3, 27, 23, tzinfo=UTC)),  # summer time begins that night
    ],
)
def test_the_day_starts_at_midnight_in_oslo(day: date, utc: datetime) -> None:
    assert clock.start_of_day(day) == utc
    assert clock.local_date(clock.start_of_day(day)) == day


def test_everyone_who_follows_the_file_is_moved(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    clock.use_file(path)
    assert clock.offset() == timedelta(0)

    clock.write_offset(path, timedelta(days=60))

    assert clock.offset() == timedelta(days=60)
    assert clock.now() - datetime.now(UTC) > timedelta(days=59)
    with clock.moved(to=NEW_YEAR):
        assert clock.now() == NEW_YEAR


def test_another_process_moving_the_file_is_seen_at_the_next_check(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    clock.write_offset(path, timedelta(days=1))
    clock.use_file(path)
    assert clock.offset() == timedelta(days=1)

    path.write_text("172800")
    os.utime(path, ns=(1, 1))

    assert clock.offset() == timedelta(days=1), "not read more often than each second"
    assert read_again() == timedelta(days=2)
    path.unlink()
    assert read_again() == timedelta(0)


def test_a_broken_clock_file_says_what_to_write(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_text("tomorrow")
    clock.use_file(path)

    with pytest.raises(ValueError, match="whole seconds, such as 5184000"):
        clock.now()
