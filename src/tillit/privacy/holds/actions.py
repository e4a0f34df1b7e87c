"""The sweep: what no purpose holds any longer goes, by the register in force.

In batches, each a short transaction with its counts, its ledger entry and the names of its files;
killed at any point, the next run goes on where this one was.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from tillit.kernel import clock
from tillit.privacy.declare import End, declarations
from tillit.privacy.faults import is_disk_full
from tillit.privacy.holds import files, removal, runs, sql, tallies
from tillit.privacy.holds.models import SweepRun
from tillit.privacy.holds.plan import Planner, Step, held_by_activity
from tillit.privacy.holds.queries import register_of
from tillit.privacy.ledger.actions import record
from tillit.privacy.register.schema import Register

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

log = structlog.get_logger(__name__)

# Keys read at a time, and the seconds a batch should take: well under the 0.2 no lock may last.
ROUND = 200_000
TARGET_SECONDS = 0.12
SMALLEST, FIRST, LARGEST = 50, 2_000, 20_000
ARCHIVED_AT_ONCE = 500
DONE = {End.DELETE: "deleted", End.ANONYMISE: "anonymised", End.ARCHIVE: "archived"}


@dataclass(frozen=True)
class Progress:
    """How far a sweep has come: in which part, how many rows so far."""

    holding: str
    rows: int


OnProgress = Callable[[Progress], None]


def _silently(_progress: Progress) -> None:
    """Nobody watches."""


def sweep(organisation: Organisation, *, on_progress: OnProgress = _silently) -> SweepRun:
    """Everything in the organisation whose time is out goes, today.

    Not inside a transaction: each batch is one. Raises AlreadyRunning when another sweep of the
    organisation is at work. A database that fails (disk full) leaves the batch undone and the run
    failed; what went before stays gone, and the next run goes on.
    """
    run = runs.start(organisation)
    try:
        with sql.seldom_copying():
            _Sweeper(organisation, register_of(organisation), run, on_progress).carry_out()
    except runs.TakenOver:
        log.warning("sweep taken over", run=run.pk)
        run.refresh_from_db()
        return run
    except DatabaseError as error:
        note = "disk_full" if is_disk_full(error) else "database"
        log.error("sweep failed", run=run.pk, reason=note)
        _fail(run, note)
        return run
    runs.finish(run, SweepRun.State.DONE)
    files.remove_files(organisation)
    return run


def sweep_installation(*, on_progress: OnProgress = _silently) -> Counter[str]:
    """What belongs to no single organisation goes: accounts without roles, sessions, links."""
    counts: Counter[str] = Counter()
    for step in Planner(None, None, clock.today()).steps():
        for keys in _batches(step):
            gone = removal.Gone()
            with transaction.atomic():
                number = removal.delete_still_due(step.due, keys.taken, gone)
            keys.took(number)
            counts.update(gone.rows)
            on_progress(Progress(step.holding.label, sum(counts.values())))
    return counts


def _fail(run: SweepRun, note: str) -> None:
    try:
        runs.finish(run, SweepRun.State.FAILED, note)
    except DatabaseError:
        # Not even that could be written; the run falls silent and is taken for dead.
        run.state, run.note = SweepRun.State.FAILED, note


class _Sweeper:
    """Carries out a plan for one run."""

    def __init__(
        self,
        organisation: Organisation,
        register: Register | None,
        run: SweepRun,
        on_progress: OnProgress,
    ) -> None:
        self.organisation = organisation
        self.register = register
        self.run = run
        self.on_progress = on_progress
        self.rows = 0

    def carry_out(self) -> None:
        planner = Planner(self.organisation, self.register, clock.local_date(self.run.as_of))
        for step in planner.steps():
            for keys in _batches(step):
                with transaction.atomic():
                    number = carry_out_batch(
                        self.organisation,
                        self.register,
                        step,
                        keys.taken,
                        counts=self.run.counts,
                        run=self.run.pk,
                    )
                    runs.beat(self.run)
                keys.took(number)
                self.rows += number
                self.on_progress(Progress(step.holding.label, self.rows))
        declared = [t for holding in declarations.holdings.values() for t in holding.tallies]
        with transaction.atomic():
            tallies.fold_small(self.organisation, declared, clock.today().year - 1)


def carry_out_batch(
    organisation: Organisation,
    register: Register | None,
    step: Step,
    keys: list[Any],
    *,
    counts: dict[str, Any],
    **details: Any,
) -> int:
    """One batch of a step, in the caller's transaction: the rows, counts, files, ledger entry."""
    gone = removal.Gone()
    verb = "cleared" if step.fields else DONE[step.end]
    if step.fields:
        number = removal.clear(step.due, keys, step.holding, step.fields, gone)
    elif step.end == End.ANONYMISE:
        number = removal.anonymise(organisation, step.due, keys, step.holding)
    elif step.end == End.ARCHIVE:
        assert step.rule is not None
        wanted = held_by_activity(declarations, register, step.rule.activity)
        rule = (step.rule.activity, step.rule.rule.key)
        number = removal.archive(organisation, step.due, keys, step.holding, rule, gone, wanted)
    else:
        number = removal.delete_still_due(step.due, keys, gone)
    if not number:
        return 0
    tallies.add(organisation, gone.counts)
    files.queue_files(organisation, gone.files)
    _add(counts, step.holding.label, verb, number)
    also = {label: rows for label, rows in gone.rows.items() if label != step.holding.label}
    for label, rows in also.items():
        _add(counts, label, "deleted", rows)
    if step.fields:
        details["fields"] = sorted(step.fields)
    record(organisation, verb, model=step.holding.label, rule=step.key, count=number,
           also=also, **details)  # fmt: skip
    return number


def _add(counts: dict[str, Any], label: str, verb: str, number: int) -> None:
    part = counts.setdefault(label, {})
    part[verb] = part.get(verb, 0) + number


def erase_rows(
    organisation: Organisation, rows: Iterable[QuerySet[Any]], *, reason: str, actor: str = "system"
) -> dict[str, int]:
    """These rows go now, by the same way as in a sweep: children, files, counts, ledger entry.

    In the caller's transaction. Gives how many rows of each model went.
    """
    total: Counter[str] = Counter()
    for chosen in rows:
        gone = removal.Gone()
        keys = list(chosen.order_by().values_list("pk", flat=True))
        if not keys:
            continue
        with transaction.atomic():
            removal.delete(chosen.model, keys, gone)
            tallies.add(organisation, gone.counts)
            files.queue_files(organisation, gone.files)
            label = chosen.model._meta.label_lower
            number = gone.rows[label]
            also = {name: each for name, each in gone.rows.items() if name != label}
            record(organisation, "deleted", actor=actor, model=label, rule=reason, count=number,
                   also=also)  # fmt: skip
        total.update(gone.rows)
    return dict(total)


def release(organisation: Organisation, cards: QuerySet[Any]) -> dict[str, Any]:
    """What no relation of these cards holds any longer is cleared now; a card none holds goes.

    For an erasure on request, after the relations have gone. In the caller's transaction.
    """
    counts: dict[str, Any] = {}
    register = register_of(organisation)
    planner = Planner(organisation, register, clock.today(), grace=timedelta(0))
    chosen = list(cards.order_by().values_list("pk", flat=True))
    for step in planner.steps():
        if step.rule is not None or step.holding.model is not cards.model:
            continue
        limited = replace(step, due=step.due.filter(pk__among=chosen))
        keys = sql.keys_of(limited.due, len(chosen))
        if keys:
            carry_out_batch(organisation, register, limited, keys, counts=counts)
    return counts


class _Batch:
    """Keys taken, and a place to say how many of them went."""

    def __init__(self, taken: list[Any]) -> None:
        self.taken = taken
        self.number = 0

    def took(self, number: int) -> None:
        self.number = number


def _batches(step: Step) -> Iterator[_Batch]:
    """The keys of a step's rows, in batches whose size follows the time they take."""
    largest = ARCHIVED_AT_ONCE if step.end == End.ARCHIVE else LARGEST
    together = tallies.counted_together(step.holding)
    size = min(FIRST, largest)
    while keys := sql.keys_of(step.due, ROUND, together):
        went = place = 0
        while place < len(keys):
            batch = _Batch(keys[place : place + size])
            place += len(batch.taken)
            started = time.monotonic()
            yield batch
            seconds = max(time.monotonic() - started, 0.001)
            went += batch.number
            if len(batch.taken) == size or seconds > TARGET_SECONDS:
                pace = min(2.0, TARGET_SECONDS / seconds)
                size = max(SMALLEST, min(largest, int(size * pace)))
        if len(keys) < ROUND or not went:
            return
