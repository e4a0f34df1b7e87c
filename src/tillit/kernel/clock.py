"""The only place the product learns what time it is.

A test moves the clock with :func:`moved`. A rehearsal ("what will be gone in 60 days?") moves every
process that shares an offset file: web, worker and command line see the same day within a second.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

OSLO: Final = ZoneInfo("Europe/Oslo")
_RECHECK_SECONDS: Final = 1.0


@dataclass(frozen=True)
class _Setting:
    """A moved clock: stopped at an instant (``at``) or running with an offset (``by``)."""

    at: datetime | None = None
    by: timedelta = timedelta(0)


class _OffsetFile:
    """The rehearsal offset, in whole seconds, that all processes read from one file."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self._offset = timedelta(0)
        self._stamp: tuple[int, int, int] | None = None
        self._checked = float("-inf")

    def use(self, path: Path | None) -> None:
        self.path = path
        self.forget()

    def forget(self) -> None:
        self._offset, self._stamp, self._checked = timedelta(0), None, float("-inf")

    def offset(self) -> timedelta:
        if self.path is None:
            return timedelta(0)
        if (tick := time.monotonic()) - self._checked >= _RECHECK_SECONDS:
            self._read(self.path)
            self._checked = tick
        return self._offset

    def _read(self, path: Path) -> None:
        try:
            stat = path.stat()
        except FileNotFoundError:
            self._offset, self._stamp = timedelta(0), None
            return
        stamp = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        if stamp != self._stamp:
            self._offset = _parse_seconds(path)
            self._stamp = stamp


_setting: ContextVar[_Setting | None] = ContextVar("tillit_clock", default=None)
_file = _OffsetFile()


def now() -> datetime:
    """What time it is, as an aware datetime in UTC."""
    setting = _setting.get() or _Setting()
    if setting.at is not None:
        return setting.at
    return datetime.now(UTC) + _file.offset() + setting.by


def today() -> date:
    """Which day it is in Norway."""
    return local_date(now())


def local_date(moment: datetime) -> date:
    """The day in Norway at that instant. Raises ValueError on a datetime without time zone."""
    return _aware(moment).astimezone(OSLO).date()


def start_of_day(day: date) -> datetime:
    """Midnight in Norway at the start of that day, aware."""
    return datetime(day.year, day.month, day.day, tzinfo=OSLO)


@contextmanager
def moved(to: datetime | None = None, by: timedelta | None = None) -> Iterator[None]:
    """The clock is moved within the block: stopped at ``to``, or shifted ``by`` while it runs on.

    Nestable: ``by`` inside a stopped clock stops it that much later; shifts add up. Holds for this
    thread or task and what it starts with its context; other processes need :func:`write_offset`.
    Raises ValueError when neither or both are given, or ``to`` has no time zone.
    """
    if (to is None) == (by is None):
        raise ValueError("Give either to= or by=.")
    outer = _setting.get() or _Setting()
    if to is not None:
        inner = _Setting(at=_aware(to).astimezone(UTC))
    else:
        assert by is not None
        inner = _Setting(at=outer.at + by) if outer.at is not None else _Setting(by=outer.by + by)
    token = _setting.set(inner)
    try:
        yield
    finally:
        _setting.reset(token)


def use_file(path: Path | None) -> None:
    """This process follows the rehearsal offset in that file from now on; None: the true time."""
    _file.use(path)


def offset() -> timedelta:
    """How far the rehearsal file has moved the clock; zero on a true clock."""
    return _file.offset()


def write_offset(path: Path, by: timedelta) -> None:
    """Everyone who follows the file has their clock moved by that much, seen within a second."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(f"{round(by.total_seconds())}\n", encoding="ascii")
    draft.replace(path)
    if path == _file.path:
        _file.forget()


def _parse_seconds(path: Path) -> timedelta:
    text = path.read_text(encoding="ascii", errors="replace").strip()
    try:
        return timedelta(seconds=int(text))
    except (ValueError, OverflowError):
        raise ValueError(
            f"The clock file {path.name} must hold whole seconds, such as 5184000. "
            "Mend or delete it."
        ) from None


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone; this datetime has none.")
    return moment
