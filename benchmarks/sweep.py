"""The sweep beside one raw DELETE with the same predicate, and its longest lock."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.figures import Figure
    from benchmarks.stage import Stage

KEPT_DAYS = 60


def measure(stage: Stage, quick: bool) -> list[Figure]:
    """200,000 overdue of 1,000,000 sign-ups; each time on a fresh copy, in turns."""
    from benchmarks.figures import Figure

    total, times = (5_000, 1) if quick else (1_000_000, 5)
    raw, ours = [], []
    with stage.database("sweep_filled") as filled:
        stage.child(filled, "benchmarks.sweep", "fill", total=total)
        for _ in range(times):
            with stage.database("sweep_one", of=filled) as one:
                raw.append(stage.child(one, "benchmarks.sweep", "delete_raw"))
            with stage.database("sweep_one", of=filled) as one:
                ours.append(stage.child(one, "benchmarks.sweep", "sweep_it"))
            assert ours[-1]["gone"] == raw[-1]["gone"] == total // 5, (ours, raw)

    def middle(runs: list[dict[str, Any]], what: str) -> float:
        return statistics.median(run[what] for run in runs)

    def ratio(what: str) -> float:
        return middle(ours, what) / middle(raw, what)

    return [
        Figure("sweep: one raw DELETE", middle(raw, "seconds"), "s"),
        Figure("sweep: the sweep", middle(ours, "seconds"), "s"),
        Figure("sweep: ratio", ratio("seconds"), "×", 1.5),
        # Of use when something else is at work on the machine.
        Figure("sweep: ratio in processor time", ratio("processor"), "×"),
        Figure("sweep: longest lock", middle(ours, "longest") * 1000, "ms", 200),
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
        began, spent = time.perf_counter(), processor()
        cursor.execute(
            "DELETE FROM events_registration WHERE organisation_id = %s AND event_id IN "
            "(SELECT id FROM events_event WHERE organisation_id = %s "
            "AND (ends_at < %s OR cancelled_at < %s))",
            [of, of, limit, limit],
        )
        seconds = time.perf_counter() - began
        return {"seconds": seconds, "processor": processor() - spent, "gone": cursor.rowcount}


def processor() -> float:
    """Seconds of processor this process has used, and the database's for it."""
    from django.db import connection

    used = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            place = f"/proc/{cursor.fetchone()[0]}/stat"
        times = Path(place).read_text().rpartition(")")[2].split()
        used += (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
    return used


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
    began, spent = time.perf_counter(), processor()
    run = sweep(of)
    seconds, spent = time.perf_counter() - began, processor() - spent
    gone = run.counts["events.registration"]["deleted"]
    return {"seconds": seconds, "processor": spent, "longest": longest, "gone": gone}
