"""The sweep beside one raw DELETE with the same predicate, and its longest lock."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.figures import Figure
    from benchmarks.stage import Stage

KEPT_DAYS = 60


def measure(stage: Stage, quick: bool) -> list[Figure]:
    """200,000 overdue of 1,000,000 sign-ups; each time on a fresh copy, in turns."""
    from benchmarks.figures import Figure

    total, times = (5_000, 1) if quick else (1_000_000, 3)
    raw, ours, lock = [], [], []
    with stage.database("sweep_filled") as filled:
        stage.child(filled, "benchmarks.sweep", "fill", total=total)
        for _ in range(times):
            with stage.database("sweep_one", of=filled) as one:
                answer = stage.child(one, "benchmarks.sweep", "delete_raw")
                raw.append(answer["seconds"])
            with stage.database("sweep_one", of=filled) as one:
                swept = stage.child(one, "benchmarks.sweep", "sweep_it")
                ours.append(swept["seconds"])
                lock.append(swept["longest"])
            assert swept["gone"] == answer["gone"] == total // 5, (swept, answer)
    return [
        Figure("sweep: one raw DELETE", statistics.median(raw), "s"),
        Figure("sweep: the sweep", statistics.median(ours), "s"),
        Figure("sweep: ratio", statistics.median(ours) / statistics.median(raw), "×", 1.5),
        Figure("sweep: longest lock", max(lock) * 1000, "ms", 200),
    ]


def fill(total: int) -> None:
    """A fifth of the sign-ups are for events long over, the others for events to come."""
    from benchmarks import data

    of = data.organisation()
    number = min(total // 1000 or 5, 1000)
    over = data.events(of, number // 5, days_from_now=-KEPT_DAYS - 100)
    coming = data.events(of, number - number // 5, days_from_now=20)
    data.registrations(of, [*over, *coming], total, persons=total)
    data.settle()


def delete_raw() -> dict[str, Any]:
    """One statement, as someone with a database prompt would write it."""
    import datetime as dt

    from django.db import connection

    from tillit.kernel import clock
    from tillit.organisations.models import Organisation

    of = Organisation.objects.get().pk
    day = clock.start_of_day(clock.today() - dt.timedelta(days=KEPT_DAYS))
    limit = connection.ops.adapt_datetimefield_value(day)
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(
            "DELETE FROM events_registration WHERE organisation_id = %s AND event_id IN "
            "(SELECT id FROM events_event WHERE organisation_id = %s "
            "AND (ends_at < %s OR cancelled_at < %s))",
            [of, of, limit, limit],
        )
        return {"seconds": time.perf_counter() - began, "gone": cursor.rowcount}


def sweep_it() -> dict[str, Any]:
    """The product's sweep, with each transaction's length noted."""
    from django.db import connection, transaction

    from tillit.organisations.models import Organisation
    from tillit.privacy.holds.actions import sweep

    longest = began_at = 0.0
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__

    def entered(self: Any) -> None:
        nonlocal began_at
        if not connection.in_atomic_block:
            began_at = time.perf_counter()
        enter(self)

    def left(self: Any, *details: Any) -> None:
        nonlocal longest
        leave(self, *details)
        if not connection.in_atomic_block:
            longest = max(longest, time.perf_counter() - began_at)

    transaction.Atomic.__enter__ = entered  # type: ignore[method-assign]
    transaction.Atomic.__exit__ = left  # type: ignore[method-assign]
    of = Organisation.objects.get()
    began = time.perf_counter()
    run = sweep(of)
    seconds = time.perf_counter() - began
    gone = run.counts["events.registration"]["deleted"]
    return {"seconds": seconds, "longest": longest, "gone": gone}
