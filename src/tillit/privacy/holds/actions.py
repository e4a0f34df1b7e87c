"""The sweep: what no purpose holds any longer goes, by the register in force.

In batches, each a short transaction with its counts, its ledger entry and the names of its files;
killed at any point, the next run goes on where this one was.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from tillit.kernel import clock
from tillit.privacy.declare import End, declarations
from tillit.privacy.faults import is_disk_full
from tillit.privacy.holds import files, groups, removal, runs, sql, tallies
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
TARGET_SECONDS = 0.1
SMALLEST, FIRST, LARGEST = 50, 5_000, 100_000
GROUPS_AT_FIRST = 20
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
        with sql.copying_between() as copy:
            _Sweeper(organisation, register_of(organisation), run, on_progress, copy).carry_out()
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
    sql.empty_write_ahead_log()
    return run


def sweep_installation(*, on_progress: OnProgress = _silently) -> Counter[str]:
    """What belongs to no single organisation goes: accounts without roles, sessions, links."""
    counts: Counter[str] = Counter()
    for step in Planner(None, None, clock.today()).steps():
        for batch in _batches(step):
            gone = removal.Gone()
            with transaction.atomic():
                _delete(step, batch, gone)
            counts.update(gone.rows)
            on_progress(Progress(step.holding.label, sum(counts.values())))
    sql.empty_write_ahead_log()
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
        between: Callable[[], None],
    ) -> None:
        self.organisation = organisation
        self.register = register
        self.run = run
        self.on_progress = on_progress
        self.between = between
        self.rows = 0

    def carry_out(self) -> None:
        planner = Planner(self.organisation, self.register, clock.local_date(self.run.as_of))
        for step in planner.steps():
            for batch in _batches(step):
                with transaction.atomic():
                    self.rows += carry_out_batch(
                        self.organisation,
                        self.register,
                        step,
                        batch,
                        counts=self.run.counts,
                        run=self.run.pk,
                    )
                    runs.beat(self.run)
                self.between()
                self.on_progress(Progress(step.holding.label, self.rows))
        declared = [t for holding in declarations.holdings.values() for t in holding.tallies]
        with transaction.atomic():
            tallies.fold_small(self.organisation, declared, clock.today().year - 1)


def carry_out_batch(
    organisation: Organisation,
    register: Register | None,
    step: Step,
    batch: Batch,
    *,
    counts: dict[str, Any],
    **details: Any,
) -> int:
    """One batch of a step, in the caller's transaction: the rows, counts, files, ledger entry."""
    gone, keys = removal.Gone(), batch.taken
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
        number = _delete(step, batch, gone)
    batch.number = number
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


def _delete(step: Step, batch: Batch, gone: removal.Gone) -> int:
    if batch.most is None:
        batch.number = removal.delete_still_due(step.due, batch.taken, gone)
    else:
        assert step.behind is not None
        batch.number, batch.done = groups.delete(
            step.holding, step.behind, batch.taken, batch.most, gone
        )
    return batch.number


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
    transaction.on_commit(sql.empty_write_ahead_log, robust=True)
    return dict(total)


def release(organisation: Organisation, cards: QuerySet[Any]) -> dict[str, Any]:
    """What no relation of these cards holds any longer is cleared now; a card none holds goes.

    For an erasure on request, after the relations have gone. In the caller's transaction.
    """
    counts: dict[str, Any] = {}
    transaction.on_commit(sql.empty_write_ahead_log, robust=True)
    register = register_of(organisation)
    planner = Planner(organisation, register, clock.today(), grace=timedelta(0))
    chosen = list(cards.order_by().values_list("pk", flat=True))
    for step in planner.steps():
        if step.rule is not None or step.holding.model is not cards.model:
            continue
        limited = replace(step, due=step.due.filter(pk__among=chosen))
        keys = sql.keys_of(limited.due, len(chosen))
        if keys:
            carry_out_batch(organisation, register, limited, Batch(keys), counts=counts)
    return counts


@dataclass
class Batch:
    """Keys taken, and a place to say how many rows went.

    ``most``: the keys are of what rows belong to, and about so many rows are to go; then ``done``
    says with how many of the keys.
    """

    taken: list[Any]
    most: int | None = None
    number: int = 0
    done: int = 0


def _batches(step: Step) -> Iterator[Batch]:
    """The keys of a step's rows, in batches whose size follows the time they take."""
    if groups.can_go_together(step):
        yield from _of_groups(step)
        return
    pace = _Pace(ARCHIVED_AT_ONCE if step.end == End.ARCHIVE else LARGEST)
    while keys := sql.keys_of(step.due, ROUND):
        went = place = 0
        while place < len(keys):
            batch = Batch(keys[place : place + pace.size])
            place += len(batch.taken)
            with pace.of(batch):
                yield batch
            went += batch.number
        if len(keys) < ROUND or not went:
            return


def _of_groups(step: Step) -> Iterator[Batch]:
    assert step.behind is not None
    pace, place, rows_each = _Pace(LARGEST), 0, 0.0
    waiting = step.behind.waiting()
    while place < len(waiting):
        # About as many as make up a batch, going by the last one.
        wanted = int(pace.size / rows_each) + 1 if rows_each else GROUPS_AT_FIRST
        few = waiting[place : place + min(wanted, groups.GROUPS_AT_ONCE)]
        batch = Batch(few, most=pace.size)
        with pace.of(batch):
            yield batch
        place += batch.done
        rows_each = batch.number / batch.done if batch.done else float(pace.size)


class _Pace:
    """How large the next batch is, by the time the last ones took."""

    def __init__(self, largest: int) -> None:
        self.largest = largest
        self.size = min(FIRST, largest)

    @contextmanager
    def of(self, batch: Batch) -> Iterator[None]:
        """Within the block the batch is carried out."""
        started = time.monotonic()
        yield
        seconds = max(time.monotonic() - started, 0.001)
        tried = len(batch.taken) if batch.most is None else batch.number
        if tried >= self.size / 2 or seconds > TARGET_SECONDS:
            pace = min(4.0, TARGET_SECONDS / seconds)
            self.size = max(SMALLEST, min(self.largest, int(tried * pace)))
