from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.kernel.period import Period, accounting_year_end

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
periods = st.builds(
    Period,
    years=st.integers(0, 30),
    months=st.integers(0, 40),
    days=st.one_of(st.integers(0, 62), st.integers(0, 2000)),
)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("P60D", Period(days=60)),
        ("P3Y6M", Period(years=3, months=6)),
        ("P2W", Period(days=14)),
        (" p1y ", Period(years=1)),
        ("P18M", Period(years=1, months=6)),
        ("P0D", Period()),
    ],
)
def test_iso_durations_are_read(text: str, period: Period) -> None:
    assert Period.parse(text) == period


@pytest.mark.parametrize("text", ["", "P", "60", "60D", "PT5H", "P1.5Y", "P-1D", "P1D2Y", "P٣D"])
def test_what_is_not_a_period_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="Write a period such as P60D"):
        Period.parse(text)


def test_negative_and_endless_periods_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Period(days=-1)
    with pytest.raises(ValueError, match="at most 999 years"):
        Period.parse("P1000Y")


def test_parts_are_given_for_wording() -> None:
    assert Period.parse("P3Y6M").as_parts() == ((3, "years"), (6, "months"))
    assert Period().as_parts() == ((0, "days"),)


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        (date(2027, 1, 31), "P1M", date(2027, 2, 28)),
        (date(2028, 1, 31), "P1M", date(2028, 2, 29)),
        (date(2028, 2, 29), "P3Y", date(2031, 2, 28)),
        (date(2026, 12, 31), "P3Y6M", date(2030, 6, 30)),
        (date(2026, 5, 17), "P60D", date(2026, 7, 16)),
        (date(2027, 1, 31), "P1M1D", date(2027, 3, 1)),
    ],
)
def test_a_period_follows_the_calendar(start: date, text: str, end: date) -> None:
    assert Period.parse(text).add_to(start) == end


@given(periods)
def test_writing_and_reading_a_period_gives_it_back(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(periods, days)
def test_the_cutoff_is_the_latest_start_that_is_due(period: Period, today: date) -> None:
    cutoff = period.cutoff(today)

    assert period.add_to(cutoff) <= today
    assert period.add_to(cutoff + timedelta(days=1)) > today


@given(periods, days, days)
def test_comparing_with_the_cutoff_is_the_same_as_adding(
    period: Period, start: date, today: date
) -> None:
    assert (start <= period.cutoff(today)) == (period.add_to(start) <= today)


@given(periods, days)
def test_no_start_date_takes_a_period_past_its_longest_or_below_its_shortest(
    period: Period, start: date
) -> None:
    taken = (period.add_to(start) - start).days

    assert period.shortest_days <= taken <= period.longest_days


@given(periods, periods, days)
def test_a_period_that_ends_later_from_any_day_exceeds_the_other(
    one: Period, other: Period, start: date
) -> None:
    if one.add_to(start) > other.add_to(start):
        assert one.exceeds(other)
        assert not one <= other


@pytest.mark.parametrize(
    ("one", "other", "exceeds"),
    [
        ("P1Y", "P12M", False),
        ("P30D", "P1M", True),
        ("P1M", "P30D", True),
        ("P28D", "P1M", False),
        ("P31D", "P1M", True),
        ("P1M", "P31D", False),
        ("P365D", "P1Y", False),
        ("P366D", "P1Y", True),
        ("P5Y", "P60M", False),
        ("P1M", "P1M", False),
    ],
)
def test_comparison_errs_on_the_side_of_the_person(one: str, other: str, exceeds: bool) -> None:
    assert Period.parse(one).exceeds(Period.parse(other)) is exceeds


def test_the_accounting_year_ends_on_new_years_eve() -> None:
    assert accounting_year_end(date(2026, 1, 1)) == date(2026, 12, 31)
    assert accounting_year_end(date(2026, 12, 31)) == date(2026, 12, 31)
