"""Norwegian public holidays and the next working day, by calculation.

Sources: lov om helligdager og helligdagsfred 24 February 1995 no. 12 § 2; lov om 1 og 17 mai som
høgtidsdagar 26 April 1947 no. 1.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_DAYS_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
_FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
_SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher's rule)."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = epact - epact // 28 * (1 - 29 // (epact + 1) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    from_march = moon - weekday + 28
    return date(year, 3, 1) + timedelta(days=from_march - 1)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """The year's public holidays, Sundays that are holidays in their own right included."""
    sunday = easter(year)
    moving = (sunday + timedelta(days=days) for days in _DAYS_FROM_EASTER)
    return frozenset(moving) | {date(year, month, day) for month, day in _FIXED}


def is_working_day(day: date) -> bool:
    """Neither Saturday, Sunday nor public holiday."""
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first one after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
