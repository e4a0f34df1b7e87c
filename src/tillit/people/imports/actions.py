"""An import step by step: received, laid out, checked, carried out, undone; each can be resumed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.people import rules
from tillit.people.actions import note_source, refuse_kind
from tillit.people.imports import checking, reading, running
from tillit.people.imports.columns import guess, targets_for
from tillit.people.imports.errors import MESSAGES, UnreadableError
from tillit.people.imports.extensions import extensions_of
from tillit.people.models import Import, ImportRow
from tillit.people.values import TEXT_FIELDS
from tillit.privacy.holds.files import queue_files
from tillit.privacy.register.queries import in_force

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

    from tillit.organisations.models import Organisation
    from tillit.people.imports.columns import Target

log = structlog.get_logger(__name__)
State = Import.State
WORKING = (State.READING, State.CHECKING, State.RUNNING, State.UNDOING)
# A worker that has said nothing for so long is taken for dead; its work is taken up again.
SILENT = dt.timedelta(seconds=90)
# What depends on the file alone; the rest does a row only once, so that it comes to its end.
ABOUT_THE_FILE = (State.READING, State.CHECKING)
MOST_TRIES = 3
# What can be done with a row that repeats an earlier one.
REPEATED = ("skip", "new")


def receive(organisation: Organisation, upload: UploadedFile[Any], *, kind: str, by: str) -> Import:
    """A file has come in; the worker reads it. Raises ValidationError, UnreadableError."""
    refuse_kind(in_force(organisation), kind)
    file: Any = upload.file
    reading.is_workbook(file)
    upload.seek(0)
    now = clock.now()
    with transaction.atomic():
        run = Import(
            organisation=organisation,
            relation_kind=kind,
            filename=(upload.name or "")[-200:],
            created_by=by,
            created_at=now,
            beat_at=now,
        )
        run.file.save(upload.name or "file", upload, save=False)
        run.save(force_insert=True)
        _enqueue(run)
    return run


def choose_sheet(run: Import, sheet: str) -> None:
    """Another sheet of the file is meant; it is read anew."""
    run.plan = {"sheet": sheet}
    _move(run, (State.MAPPING,), State.READING, plan=run.plan)


def plan(
    run: Import,
    *,
    mapping: dict[str, int],
    source: str,
    detail: str,
    started_on: dt.date,
    on_match: str,
    extra: dict[str, str],
) -> None:
    """The columns have been chosen: every row is checked next.

    Raises ValidationError for a source the register does not list, and when neither name nor
    address has a column.
    """
    named = {"first_name", "last_name", "full_name", "email"}
    if not named & mapping.keys():
        raise ValidationError(MESSAGES["nothing_mapped"])
    with transaction.atomic():
        record = note_source(
            run.organisation, source, how="import", by=run.created_by, detail=detail
        )
        kept = {key: value for key, value in run.plan.items() if key not in ("sample", "tries")}
        chosen = kept | {
            "mapping": mapping,
            "started_on": started_on.isoformat(),
            "on_match": on_match,
            "extra": extra,
        }
        _move(run, (State.MAPPING, State.PREVIEW), State.CHECKING, plan=chosen, source=record)


def back_to_columns(run: Import) -> None:
    """The columns are to be chosen again; what was checked is put away."""
    with transaction.atomic():
        ImportRow.objects.filter(run=run).delete()
        _move(run, (State.PREVIEW,), State.MAPPING, enqueue=False, counts={})


def decide_all(run: Import, decision: str) -> None:
    """The same for every row that matches a card."""
    matched(run).update(decision=decision)
    recount(run)


def decide(run: Import, decisions: dict[int, str]) -> None:
    """{line: what to do}, for rows that match a card or repeat an earlier row."""
    by_decision: dict[str, list[int]] = {}
    for line, decision in decisions.items():
        by_decision.setdefault(decision, []).append(line)
    for decision, lines in by_decision.items():
        matched(run).filter(line__in=lines).update(decision=decision)
        if decision in REPEATED:
            repeated(run).filter(line__in=lines).update(decision=decision)
    recount(run)


def matched(run: Import) -> QuerySet[ImportRow]:
    """The rows that match a card and would change it, whatever is to be done with them."""
    rows = ImportRow.objects.filter(run=run, person__isnull=False, errors=[])
    return rows.filter(decision__in=["new", "update", "skip"])


def repeated(run: Import) -> QuerySet[ImportRow]:
    """The rows of someone who is on an earlier line; left out, unless they are another."""
    return ImportRow.objects.filter(run=run, decision__in=REPEATED).exclude(errors=[])


def start(run: Import, *, without_wrong_rows: bool) -> None:
    """Carry it out. Rows with errors are left behind only when that was said.

    Raises ValidationError when it was not.
    """
    wrong = run.counts.get("error", 0)
    if wrong and not without_wrong_rows:
        raise ValidationError(
            _("Say that the rows with errors are to be left out, or mend them first.")
        )
    _move(run, (State.PREVIEW,), State.RUNNING, counts=run.counts | {"done": 0})


def undo(run: Import) -> None:
    """Take it back."""
    _move(run, (State.DONE,), State.UNDOING, counts=run.counts | {"undone": 0, "kept": 0})


def take_up(run: Import) -> bool:
    """Work that its worker left lying is given to another; says whether it was.

    A file that ends one worker after the other is given up. A beat far ahead is of a clock that was
    set back since.
    """
    now = clock.now()
    if run.state not in WORKING or abs(now - run.beat_at) < SILENT:
        return False
    tries = run.plan.get("tries", 0) + 1 if run.state in ABOUT_THE_FILE else 0
    if tries > MOST_TRIES:
        _fail(run, "given_up")
        ImportRow.objects.filter(run=run).delete()
        return False
    claimed = Import.objects.filter(pk=run.pk, beat_at=run.beat_at, state=run.state).update(
        beat_at=now, plan=run.plan | {"tries": tries}
    )
    if claimed:
        _enqueue(run)
    return bool(claimed)


def take_up_all() -> int:
    """The same for every import; gives how many."""
    return sum(take_up(run) for run in Import.objects.filter(state__in=WORKING).order_by("pk"))


def work(run: Import) -> None:
    """Do the step the import is at; called by the worker, again after a kill."""
    try:
        match run.state:
            case State.READING:
                _lay_out(run)
            case State.CHECKING:
                _check(run)
            case State.RUNNING:
                _count_rows(run, "done")
                running.carry_out(run, beat=lambda number: _beat(run, "done", number))
                _count_rows(run, "done")
                _finish(run, State.DONE)
            case State.UNDOING:
                _count_rows(run, "undone")
                running.undo(run, beat=lambda number: _beat(run, "undone", number))
                _count_rows(run, "undone")
                _finish(run, State.UNDONE)
    except UnreadableError as error:
        log.info("import cannot be read", run=run.pk, code=error.code)
        _fail(run, error.code)


def targets_of(run: Import) -> list[Target]:
    """What the file's columns can be put in."""
    added = [target for each in extensions_of(run.relation_kind) for target in each.targets()]
    return targets_for(in_force(run.organisation), run.relation_kind, added)


def required_missing(run: Import) -> list[str]:
    """Fields the register requires that no column of the file gives."""
    required = rules.fields_required(in_force(run.organisation), [run.relation_kind])
    given = set(run.plan.get("mapping", {}))
    if "full_name" in given:
        given |= {"first_name", "last_name"}
    if "postal_place" in given:
        given |= {"postal_code", "city"}
    return [name for name in TEXT_FIELDS if name in required - given]


def recount(run: Import) -> None:
    """How many rows are to be new, changed, left out."""
    found = dict(
        ImportRow.objects.filter(run=run)
        .values_list("decision")
        .annotate(number=Count("pk"))
        .order_by("decision")
    )
    run.counts = {"rows": sum(found.values())} | found
    run.save(update_fields=["counts"])


def _lay_out(run: Import) -> None:
    targets = targets_of(run)
    with _opened(run) as file:
        layout = reading.lay_out(file, targets, run.plan.get("sheet", ""), run.filename)
    found = {
        "sheets": layout.sheets,
        "sheet": layout.sheet,
        "heading": layout.heading,
        "columns": layout.columns,
        "sample": layout.sample,
        "guess": guess(layout.columns, targets),
    }
    _move(run, (State.READING,), State.MAPPING, enqueue=False, plan=found)


def _check(run: Import) -> None:
    def beat(counts: Counter[str]) -> None:
        Import.objects.filter(pk=run.pk).update(counts=dict(counts), beat_at=clock.now())

    with _opened(run) as file:
        rows = reading.rows(file, run.plan["sheet"], run.plan["heading"])
        counts = checking.check(run, rows, beat=beat)
    if not counts["rows"]:
        raise UnreadableError("no_rows")
    _move(run, (State.CHECKING,), State.PREVIEW, enqueue=False, counts=dict(counts))
    if run.state == State.FAILED:  # put away meanwhile: someone in it was erased
        ImportRow.objects.filter(run=run).delete()


def _opened(run: Import) -> Any:
    try:
        return run.file.open("rb")
    except (FileNotFoundError, ValueError):
        raise UnreadableError("gone") from None


def _beat(run: Import, measure: str, number: int) -> None:
    # Read anew: undoing counts what it had to keep, in its own transaction.
    counts = Import.objects.values_list("counts", flat=True).get(pk=run.pk)
    run.counts = counts | {measure: counts.get(measure, 0) + number}
    Import.objects.filter(pk=run.pk).update(counts=run.counts, beat_at=clock.now())


@transaction.atomic
def _count_rows(run: Import, measure: str) -> None:
    """How far it has come, by the rows themselves: who was killed has not told of the last ones."""
    counts = Import.objects.select_for_update().values_list("counts", flat=True).get(pk=run.pk)
    done = ImportRow.objects.filter(run=run, done=True).count()
    run.counts = counts | {measure: done if measure == "done" else counts.get("done", 0) - done}
    Import.objects.filter(pk=run.pk).update(counts=run.counts)


@transaction.atomic
def _finish(run: Import, state: str) -> None:
    """The file itself is no longer needed: its rows are kept, as long as undoing makes sense."""
    queue_files(run.organisation, [run.file.name or ""])
    Import.objects.filter(pk=run.pk).update(state=state, finished_at=clock.now(), file="")
    run.refresh_from_db()


def _fail(run: Import, code: str) -> None:
    with transaction.atomic():
        queue_files(run.organisation, [run.file.name or ""])
        Import.objects.filter(pk=run.pk, state__in=WORKING).update(
            state=State.FAILED, error=code, file="", finished_at=clock.now()
        )
    run.refresh_from_db()


def _move(
    run: Import, before: tuple[str, ...], after: str, *, enqueue: bool = True, **changes: Any
) -> None:
    """From one step to the next, once, however often the button is pressed."""
    now = clock.now()
    with transaction.atomic():
        moved = Import.objects.filter(pk=run.pk, state__in=before).update(
            state=after, beat_at=now, **changes
        )
        if moved and enqueue:
            run.refresh_from_db()
            _enqueue(run)
    run.refresh_from_db()


def _enqueue(run: Import) -> None:
    from tillit.people.tasks import work_on_import

    transaction.on_commit(lambda: work_on_import.enqueue(run.pk))
