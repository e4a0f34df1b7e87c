"""Sign-ups go by their event: an event larger than a batch, and sign-ups that change meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import factories as make
from tillit.events.models import Registration
from tillit.privacy.holds import actions, groups, sql
from tillit.privacy.holds.actions import sweep
from tillit.privacy.holds.models import TallyCount
from tillit.privacy.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(clock: Any) -> None:
    clock.stop(at=dt.datetime(2026, 6, 15, 3, 15, tzinfo=dt.UTC))


def _event_with(number: int, organisation: Any, days_ago: int = 100) -> Any:
    held = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC) - dt.timedelta(days=days_ago)
    event = make.event(organisation, starts_at=held)
    for _ in range(number):
        make.registration(event)
    return event


def _participants() -> dict[str, int]:
    counted = TallyCount.objects.filter(measure="participants").order_by("by")
    return dict(counted.values_list("by", "count"))


def test_an_event_larger_than_a_batch_goes_in_parts_and_is_counted_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    org = make.organisation()
    small, large, other = (_event_with(number, org) for number in (2, 11, 3))
    young = _event_with(1, org, days_ago=10)
    for name in ("SMALLEST", "FIRST", "LARGEST"):
        monkeypatch.setattr(actions, name, 4)

    run = sweep(org)

    assert run.counts["events.registration"] == {"deleted": 16}
    assert list(Registration.objects.values_list("event", flat=True)) == [young.pk]
    assert _participants() == {
        f"event__uuid={small.uuid}": 2,
        f"event__uuid={large.uuid}": 11,
        f"event__uuid={other.uuid}": 3,
    }
    entries = LedgerEntry.objects.filter(kind="deleted", content__model="events.registration")
    told = [entry.content["count"] for entry in entries.order_by("pk")]
    assert sum(told) == 16
    assert max(told) <= 4


def test_sign_ups_that_went_by_themselves_meanwhile_are_counted_by_what_the_sweep_deleted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    org = make.organisation()
    first, second = _event_with(5, org), _event_with(3, org)
    counted, fallen_back = sql.numbers_behind, []
    delete_each = groups.removal.delete_each

    def and_then_one_is_erased(*asked: Any) -> dict[Any, int]:
        numbers = counted(*asked)
        Registration.objects.filter(event=first).earliest("pk").delete()
        return numbers

    def noted(*given: Any) -> int:
        fallen_back.append(given)
        return delete_each(*given)

    monkeypatch.setattr(sql, "numbers_behind", and_then_one_is_erased)
    monkeypatch.setattr(groups.removal, "delete_each", noted)

    run = sweep(org)

    assert fallen_back
    assert run.counts["events.registration"] == {"deleted": 7}
    assert not Registration.objects.exists()
    assert _participants() == {
        f"event__uuid={first.uuid}": 4,
        f"event__uuid={second.uuid}": 3,
    }


def test_a_sign_up_that_came_after_the_counting_goes_and_is_counted_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    org = make.organisation()
    event = _event_with(2, org)
    counted = sql.numbers_behind

    def and_then_one_more(*asked: Any) -> dict[Any, int]:
        numbers = counted(*asked)
        make.registration(event)
        return numbers

    monkeypatch.setattr(sql, "numbers_behind", and_then_one_more)

    run = sweep(org)

    assert run.counts["events.registration"] == {"deleted": 3}
    assert _participants() == {f"event__uuid={event.uuid}": 3}
