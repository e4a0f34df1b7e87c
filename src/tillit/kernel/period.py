"""How long something is kept or waited for: calendar periods of whole days or more.

ISO 8601-1:2019 § 5.5.2 durations without a time part. Years and months follow the calendar, so
"three years" from 29 February ends on 28 February; days are days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

_ISO: Final = re.compile(r"P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?", re.ASCII)
_HOW_TO_WRITE: Final = "Write a period such as P60D (days), P2W (weeks), P6M (months) or P3Y6M."
_LONGEST_YEARS: Final = 999


class NotAPeriod(ValueError):
    """What was written is no period, or one too long; ``text`` is what was written."""

    def __init__(self, message: str, text: str) -> None:
        super().__init__(message)
        self.text = text


@dataclass(frozen=True, slots=True)
class Period:
    """So many years, months and days. Twelve months are a year: P18M and P1Y6M are one period.

    Raises ValueError when a part is negative or the whole is longer than 999 years.
    """

    years: int = 0
    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if min(self.years, self.months, self.days) < 0:
            raise ValueError(f"A period cannot be negative. {_HOW_TO_WRITE}")
        months = self.years * 12 + self.months
        if months / 12 + self.days / 365 > _LONGEST_YEARS:
            raise NotAPeriod(
                f"A period can be at most {_LONGEST_YEARS} years. {_HOW_TO_WRITE}", str(self)
            )
        object.__setattr__(self, "years", months // 12)
        object.__setattr__(self, "months", months % 12)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read an ISO 8601 duration. Raises ValueError that says what to write instead."""
        match = _ISO.fullmatch(text.strip().upper())
        if match is None or not any(match.groups()):
            raise NotAPeriod(f"“{text}” is not a period. {_HOW_TO_WRITE}", text)
        years, months, weeks, days = (int(part or 0) for part in match.groups())
        return cls(years, months, weeks * 7 + days)

    def __str__(self) -> str:
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        return "P" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0D")

    def __bool__(self) -> bool:
        return bool(self.years or self.months or self.days)

    def __le__(self, other: Period) -> bool:
        """Claims that this is never longer than the other, whatever the start date."""
        return not self.exceeds(other)

    def as_parts(self) -> tuple[tuple[int, str], ...]:
        """The parts that are not zero, as (count, "years" | "months" | "days"), for wording."""
        parts = ((self.years, "years"), (self.months, "months"), (self.days, "days"))
        return tuple(part for part in parts if part[0]) or ((0, "days"),)

    def add_to(self, start: date) -> date:
        """The day the period ends: months by the calendar, clamped to the month's last day.

        Past the end of the calendar it is the calendar's last day.
        """
        try:
            return _shift_months(start, self._all_months) + timedelta(days=self.days)
        except (OverflowError, ValueError):
            return date.max

    def cutoff(self, today: date) -> date:
        """The latest start day whose period has ended by today, so ``start <= cutoff`` is due.

        Exact inverse of :meth:`add_to`: one comparison in SQL says the same as adding row by row.
        """
        end = today - timedelta(days=self.days)
        start = _shift_months(end, -self._all_months)
        if _is_month_end(end):
            return start.replace(day=monthrange(start.year, start.month)[1])
        return start

    @property
    def longest_days(self) -> int:
        """The most days the period can take, whatever the start date: P1M is 31, P1Y is 366."""
        return _extreme_days(self._all_months)[1] + self.days

    @property
    def shortest_days(self) -> int:
        """The fewest days the period can take, whatever the start date: P1M is 28, P1Y is 365."""
        return _extreme_days(self._all_months)[0] + self.days

    def exceeds(self, other: Period) -> bool:
        """Could end later than the other from some start date. P30D exceeds P1M (February)."""
        months = self._all_months - other._all_months
        shortest, longest = _extreme_days(abs(months))
        return self.days - other.days + (longest if months >= 0 else -shortest) > 0

    @property
    def _all_months(self) -> int:
        return self.years * 12 + self.months


def accounting_year_end(day: date) -> date:
    """The last day of the accounting year the day is in: the calendar year (regnskapsloven § 1-7).

    The bookkeeping clocks start here (bokføringsloven § 13).
    """
    return date(day.year, 12, 31)


def _shift_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


@lru_cache(maxsize=512)
def _extreme_days(months: int) -> tuple[int, int]:
    """Fewest and most days that so many months take, over the calendar's cycle of 400 years."""
    starts = (date(year, month, 1) for year in range(1600, 2000) for month in range(1, 13))
    spans = [(_shift_months(start, months) - start).days for start in starts]
    return min(spans), max(spans)
