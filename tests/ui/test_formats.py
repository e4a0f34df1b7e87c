"""Norwegian ways of writing things."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tillit.ui import formats

MOMENT = dt.datetime(2027, 5, 17, 16, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("language", "day", "weekday", "moment"),
    [
        ("nb", "17. mai 2027", "mandag 17. mai 2027", "17. mai 2027 kl.\xa018.00"),
        ("nn", "17. mai 2027", "måndag 17. mai 2027", "17. mai 2027 kl.\xa018.00"),
        ("en", "17 May 2027", "Monday 17 May 2027", "17 May 2027 18:00"),
    ],
)
def test_dates_are_written_as_the_language_has_them(
    language: str, day: str, weekday: str, moment: str
) -> None:
    with translation.override(language):
        assert formats.day(MOMENT.date()) == day
        assert formats.day(MOMENT.date(), weekday=True) == weekday
        assert formats.moment(MOMENT) == moment


def test_a_moment_is_told_in_norwegian_time() -> None:
    with translation.override("nb"):
        assert formats.day(dt.datetime(2027, 5, 16, 22, 30, tzinfo=dt.UTC)) == "17. mai 2027"
        assert formats.clock_time(dt.datetime(2027, 1, 1, 11, 5, tzinfo=dt.UTC)) == "kl.\xa012.05"


@pytest.mark.parametrize(
    ("language", "text"), [("nb", "1\xa0234\xa0567,5"), ("nn", "1\xa0234\xa0567,5"),
                           ("en", "1,234,567.5")],
)  # fmt: skip
def test_thousands_stand_apart_and_never_break(language: str, text: str) -> None:
    with translation.override(language):
        assert formats.number(Decimal("1234567.5")) == text


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("+4741234567", "41 23 45 67"),
        ("41234567", "41 23 45 67"),
        ("+4781549300", "815 49 300"),
        ("+46812345678", "+46 8 123 456 78"),
        ("ring Kari", "ring Kari"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_phone_number_is_grouped_as_people_read_it(stored: str | None, read: str) -> None:
    assert formats.phone(stored) == read.replace(" ", "\xa0" if stored != "ring Kari" else " ")


def test_a_size_is_told_in_its_own_unit() -> None:
    with translation.override("nb"):
        assert formats.size(999) == "999\xa0B"
        assert formats.size(1_400_000) == "1,4\xa0MB"
        assert formats.size(None) == ""


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_number_reads_back_as_itself(value: int) -> None:
    with translation.override("nb"):
        text = formats.number(value)

    assert int(text.replace("\xa0", "").replace("\N{MINUS SIGN}", "-")) == value


def test_nothing_is_written_as_nothing() -> None:
    assert formats.day(None) == formats.moment(None) == formats.number(None) == ""
    assert formats.clock_time(None) == ""
