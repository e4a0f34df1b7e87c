"""When an event can be signed up for, and times as they are on a clock in Norway. Pure."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

from tillit.kernel.clock import OSLO

# Further ahead than this a year has most likely been mistyped.
FURTHEST_AHEAD = dt.timedelta(days=5 * 366)
# Longer than this an event would keep what was given at the sign-up out of all proportion.
LONGEST = dt.timedelta(days=366)
_WRITTEN = (
    re.compile(
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})[T ](?P<h>\d{1,2})[:.](?P<n>\d{2})(:00)?"
    ),
    re.compile(
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4}),?\s+"
        r"(?:kl\.?\s*)?(?P<h>\d{1,2})[:.](?P<n>\d{2})"
    ),
)


class Availability(StrEnum):
    """Whether someone can sign up now, and if not, why."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    HELD = "held"
    CANCELLED = "cancelled"
    DRAFT = "draft"


class NoSuchTimeError(ValueError):
    """The clock skips this time at the change to summer time."""


def availability(
    *,
    state: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    closes_at: dt.datetime | None,
    capacity: int | None,
    taken: int,
    now: dt.datetime,
) -> Availability:
    """What someone who wants to sign up meets; without a deadline until the event starts."""
    if state == "draft":
        return Availability.DRAFT
    if state == "cancelled":
        return Availability.CANCELLED
    if now >= ends_at:
        return Availability.HELD
    if now >= (closes_at or starts_at):
        return Availability.CLOSED
    if capacity is not None and taken >= capacity:
        return Availability.FULL
    return Availability.OPEN


def read_local(text: str) -> dt.datetime:
    """“2027-05-17T18:00”, “17.05.2027 18:00” or “17.5.2027 kl. 18.00”, as written on the wall.

    Raises ValueError when it is no date and time.
    """
    for pattern in _WRITTEN:
        if match := pattern.fullmatch(text.strip()):
            year, month, day, hour, minute = (int(match[part]) for part in "ymdhn")
            return dt.datetime(year, month, day, hour, minute)  # noqa: DTZ001 - a wall clock's
    raise ValueError(text)


def in_oslo(wall: dt.datetime) -> dt.datetime:
    """A time on a clock in Norway as an instant.

    Of a time that comes twice in autumn, the first is meant. Raises NoSuchTimeError for one that
    spring skips, ValueError for one that is on no day in UTC.
    """
    instant = wall.replace(tzinfo=OSLO, fold=0)
    try:
        back = instant.astimezone(dt.UTC).astimezone(OSLO).replace(tzinfo=None)
    except OverflowError:  # on the first or last day there is
        raise ValueError(wall) from None
    if back != wall:
        raise NoSuchTimeError(wall)
    return instant


def clock_starts(ends_at: dt.datetime, cancelled_at: dt.datetime | None) -> dt.datetime:
    """When the retention of an event's registrations starts: held or cancelled, what is first."""
    return min(ends_at, cancelled_at) if cancelled_at else ends_at


# Words that a message about an event seldom needs, and one that sells seldom does without.
_SELLING = re.compile(
    r"""\b(rabatt\w*|tilbud(?:et|a|ene)?|tilbod\w*|kampanje\w*|salg\w*|sal[gs]stilbud|kjøp\w*|
    bestill\s+nå|bli\s+medlem|abonner\w*|abonnement\w*|gratis\s+prøve\w*|
    discount\w*|special\s+offer|sale|buy|subscribe|become\s+a\s+member|free\s+trial)\b
    |\b\d+\s*%""",
    re.IGNORECASE | re.VERBOSE,
)


def selling_words(text: str) -> list[str]:
    """Words of a text that speak for marketing, once each (markedsføringsloven § 15).

    A hint to who writes: what is marketing, words alone do not tell.
    """
    return list(dict.fromkeys(" ".join(m[0].lower().split()) for m in _SELLING.finditer(text)))
