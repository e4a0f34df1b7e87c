from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.kernel.deadlines import deadline
from tillit.kernel.holidays import easter, is_working_day, next_working_day, public_holidays
from tillit.kernel.law import SOURCES

days = st.dates(date(2018, 7, 20), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("received", "legal"),
    [
        (date(2027, 3, 10), date(2027, 4, 10)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_the_law_gives_a_month_to_the_same_numbered_day(received: date, legal: date) -> None:
    told = deadline(received, promised_days=None, extended=False)

    assert told.legal_on == told.aim_on == told.tell_of_extension_by == legal
    assert not told.is_promise_stricter


def test_thirty_days_promised_is_stricter_than_a_long_month() -> None:
    told = deadline(date(2027, 3, 10), promised_days=30, extended=False)

    assert (told.aim_on, told.legal_on) == (date(2027, 4, 9), date(2027, 4, 10))
    assert "own-promise" in told.rules


def test_february_is_stricter_than_thirty_days_promised() -> None:
    told = deadline(date(2027, 2, 1), promised_days=30, extended=False)

    assert told.aim_on == told.legal_on == date(2027, 3, 1)
    assert "own-promise" not in told.rules


def test_an_extension_gives_two_months_more_and_must_be_told_within_the_first() -> None:
    told = deadline(date(2026, 11, 30), promised_days=None, extended=True)

    assert told.legal_on == date(2027, 2, 28)
    assert told.tell_of_extension_by == date(2026, 12, 30)


def test_an_extension_does_not_lift_the_organisations_own_promise() -> None:
    told = deadline(date(2027, 3, 10), promised_days=30, extended=True)

    assert told.aim_on == date(2027, 4, 9)
    assert told.legal_on == date(2027, 6, 10)


def test_thirty_days_promised_give_no_days_beyond_a_short_first_month() -> None:
    told = deadline(date(2027, 2, 1), promised_days=30, extended=True)

    assert told.aim_on == date(2027, 3, 1)


def test_a_deadline_on_the_national_day_rolls_over_apart() -> None:
    told = deadline(date(2027, 4, 17), promised_days=None, extended=False)

    assert told.aim_on == date(2027, 5, 17)
    assert told.rolled_over_on == date(2027, 5, 18)
    assert told.rules == ("gdpr-12-3", "reg-1182-71-3", "reg-1182-71-3-4")


def test_the_day_itself_is_in_time_and_the_next_is_late() -> None:
    told = deadline(date(2027, 3, 10), promised_days=None, extended=False)

    assert not told.is_late_on(told.aim_on)
    assert told.is_late_on(told.aim_on + timedelta(days=1))
    assert told.days_left_on(date(2027, 4, 8)) == 2


@pytest.mark.parametrize("promised", [0, -1])
def test_a_promise_is_at_least_a_day(promised: int) -> None:
    with pytest.raises(ValueError, match="at least 1 day"):
        deadline(date(2027, 3, 10), promised_days=promised, extended=False)


@given(days, st.none() | st.integers(1, 120), st.booleans())
def test_one_never_aims_later_than_law_or_promise(
    received: date, promised: int | None, extended: bool
) -> None:
    told = deadline(received, promised_days=promised, extended=extended)

    assert received < told.aim_on <= told.legal_on <= told.rolled_over_on
    assert promised is None or told.aim_on <= received + timedelta(days=promised)
    assert is_working_day(told.rolled_over_on)
    assert all(rule in SOURCES for rule in told.rules)


@given(days)
def test_a_day_later_received_is_never_due_earlier(received: date) -> None:
    one = deadline(received, promised_days=None, extended=False)
    next_day = deadline(received + timedelta(days=1), promised_days=None, extended=False)

    assert one.legal_on <= next_day.legal_on


@pytest.mark.parametrize(
    "sunday",
    [date(2000, 4, 23), date(2008, 3, 23), date(2024, 3, 31), date(2026, 4, 5), date(2027, 3, 28),
     date(2038, 4, 25), date(1954, 4, 18), date(1981, 4, 19), date(2049, 4, 18)],
)  # fmt: skip
def test_easter_falls_where_the_almanac_has_it(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@given(st.integers(1900, 2299))
def test_easter_is_a_sunday_from_22_march_to_25_april(year: int) -> None:
    assert easter(year).isoweekday() == 7
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


def test_the_holidays_of_2026_are_the_almanacs() -> None:
    assert sorted(public_holidays(2026)) == [
        date(2026, 1, 1), date(2026, 4, 2), date(2026, 4, 3), date(2026, 4, 5), date(2026, 4, 6),
        date(2026, 5, 1), date(2026, 5, 14), date(2026, 5, 17), date(2026, 5, 24),
        date(2026, 5, 25), date(2026, 12, 25), date(2026, 12, 26),
    ]  # fmt: skip


def test_the_working_day_after_christmas_is_found() -> None:
    assert next_working_day(date(2026, 12, 25)) == date(2026, 12, 28)
    assert next_working_day(date(2026, 12, 28)) == date(2026, 12, 28)
