"""Nights that are short or long, a day that few years have, midnight: nothing goes a day early."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from tests.conftest import Clock
from tillit.events.models import Registration
from tillit.kernel.period import Period
from tillit.privacy.holds.actions import sweep

OSLO = ZoneInfo("Europe/Oslo")
KEPT = dt.timedelta(days=60)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "ends",
    [
        dt.datetime(2026, 6, 1, 0, 0, tzinfo=OSLO),  # still May in UTC
        dt.datetime(2026, 3, 28, 23, 30, tzinfo=OSLO),  # the night that loses an hour
        dt.datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=OSLO),  # the hour that comes twice
        dt.datetime(2028, 2, 29, 23, 59, tzinfo=OSLO),
        dt.datetime(2027, 12, 31, 23, 59, tzinfo=OSLO),
    ],
    ids=["midnight", "spring", "autumn", "leap day", "new year"],
)
def test_a_registration_lives_its_whole_last_day_in_oslo_and_no_longer(
    ends: dt.datetime, clock: Clock
) -> None:
    own = factories.organisation()
    clock.stop(ends.astimezone(dt.UTC) - dt.timedelta(days=1))
    event = factories.event(
        own, starts_at=(ends.astimezone(dt.UTC) - dt.timedelta(hours=1)), ends_at=ends
    )
    factories.registration(event)
    last = ends.date() + KEPT

    clock.stop(dt.datetime.combine(last, dt.time(0, 0, 1), OSLO) - dt.timedelta(seconds=2))
    sweep(own)
    before = Registration.objects.count()
    clock.stop(dt.datetime.combine(last + dt.timedelta(days=1), dt.time(0, 0, 1), OSLO))
    sweep(own)

    assert (before, Registration.objects.count()) == (1, 0)


def test_a_year_from_a_leap_day_ends_in_february() -> None:
    assert Period.parse("P1Y").add_to(dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)
    assert Period.parse("P4Y").add_to(dt.date(2028, 2, 29)) == dt.date(2032, 2, 29)
