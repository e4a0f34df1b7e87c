"""Times on a clock in Norway, and the words that ask too much."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tillit.events.rules import (
    Availability,
    NoSuchTimeError,
    availability,
    clock_starts,
    in_oslo,
    read_local,
)
from tillit.events.sensitive import special_category
from tillit.kernel.clock import OSLO

NOON = dt.datetime(2027, 5, 17, 12, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "text",
    ["2027-05-17T18:00", "2027-05-17T18:00:00", "17.05.2027 18:00", "17.5.2027 kl. 18.00",
     "17. 5. 2027, kl 18.00", " 2027-05-17 18:00 "],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(text: str) -> None:
    assert read_local(text) == dt.datetime(2027, 5, 17, 18, 0)


@pytest.mark.parametrize("text", ["", "i morgen", "17.05.27 18:00", "31.02.2027 18:00", "25:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_local(text)


def test_the_hour_that_spring_skips_does_not_exist() -> None:
    for minute in (0, 30, 59):
        with pytest.raises(NoSuchTimeError):
            in_oslo(dt.datetime(2027, 3, 28, 2, minute))
    assert in_oslo(dt.datetime(2027, 3, 28, 1, 59)).utcoffset() == dt.timedelta(hours=1)
    assert in_oslo(dt.datetime(2027, 3, 28, 3, 0)).utcoffset() == dt.timedelta(hours=2)


def test_a_time_on_no_day_in_utc_is_none():
    with pytest.raises(ValueError, match="0001"):
        in_oslo(dt.datetime(1, 1, 1))


def test_of_the_hour_that_comes_twice_the_first_is_meant() -> None:
    first = in_oslo(dt.datetime(2027, 10, 31, 2, 30))

    assert first.astimezone(dt.UTC) == dt.datetime(2027, 10, 31, 0, 30, tzinfo=dt.UTC)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2040, 1, 1)))
def test_a_time_that_exists_reads_the_same_on_the_clock(wall: dt.datetime) -> None:
    try:
        instant = in_oslo(wall)
    except NoSuchTimeError:
        assert wall.hour == 2
        assert wall.month == 3
    else:
        assert instant.astimezone(dt.UTC).astimezone(OSLO).replace(tzinfo=None) == wall


@pytest.mark.parametrize(
    ("state", "hours", "capacity", "expected"),
    [
        ("draft", -24, None, Availability.DRAFT),
        ("cancelled", -24, None, Availability.CANCELLED),
        ("published", -24, None, Availability.OPEN),
        ("published", -24, 5, Availability.FULL),
        ("published", -24, 6, Availability.OPEN),
        ("published", -6, None, Availability.CLOSED),
        ("published", 1, None, Availability.CLOSED),
        ("published", 2, 5, Availability.HELD),
    ],
)
def test_what_one_who_wants_to_sign_up_meets(
    state: str, hours: int, capacity: int | None, expected: Availability
) -> None:
    met = availability(
        state=state,
        starts_at=NOON,
        ends_at=NOON + dt.timedelta(hours=2),
        closes_at=NOON - dt.timedelta(hours=6),
        capacity=capacity,
        taken=5,
        now=NOON + dt.timedelta(hours=hours),
    )

    assert met == expected


def test_the_clock_starts_when_the_event_is_held_or_called_off_whichever_is_first() -> None:
    day = dt.timedelta(days=1)

    assert clock_starts(NOON, None) == NOON
    assert clock_starts(NOON, NOON - day) == NOON - day
    assert clock_starts(NOON, NOON + day) == NOON


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Matallergier?", "health"),
        ("Er du vegetarianer?", "health"),
        ("Kva slags diett?", "health"),
        ("Do you use a wheelchair?", "health"),
        ("Gluten-free?", "health"),
        ("Hvilket livssyn har du?", "belief"),
        ("Kva politisk parti er du med i?", "politics"),
        ("Trade union", "union"),
        ("Are you a union member?", "union"),
        ("Etnisk bakgrunn", "origin"),
        ("Seksuell legning", "sexuality"),
        ("Fødselsnummer (11 siffer)", "identity"),
    ],
)
def test_a_question_that_asks_too_much_is_known_by_its_words(text: str, kind: str) -> None:
    found = special_category(text)

    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Hvilken økt vil du gå på?",
        "How many in your party?",
        "Hvor mange kommer du med?",
        "Trenger du parkering?",
        "Skal du løpe 5 eller 10 km?",
        "Kva parti spelar laget ditt?",
        "European Union project number",
        "T-skjortestørrelse",
        "Lunsj eller middag?",
        "Tror du at du blir til kl. 20?",
        "Vil du ha en kasse epler?",
    ],
)
def test_an_innocent_question_is_left_alone(text: str) -> None:
    assert special_category(text) is None
