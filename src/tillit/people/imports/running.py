"""The checked rows become cards, in batches that each are whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from tillit.people import actions, search
from tillit.people.imports import columns
from tillit.people.imports.extensions import Landed, extensions_of
from tillit.people.models import Import, ImportRow, Person, Relation, SourceRecord
from tillit.people.values import TEXT_FIELDS, sort_key_of
from tillit.privacy import bulk
from tillit.privacy.holds.actions import erase_rows
from tillit.privacy.ledger.actions import record_many
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force

BATCH: Final = 2000
Decision = ImportRow.Decision
_NOTHING: Final = bulk.Json("{}")
Beat = Callable[[int], None]


@dataclass(slots=True)
class Row:
    """An :class:`ImportRow` as far as its carrying out needs it."""

    pk: int
    line: int
    values: dict[str, Any]
    decision: str
    person_id: int | None
    before: dict[str, Any] | None = None


def carry_out(run: Import, *, beat: Beat) -> None:
    """Every new and every changed row, from where an earlier run was stopped."""
    while done := _next_batch(run):
        beat(done)


@transaction.atomic
def _next_batch(run: Import) -> int:
    # Two workers on the same file take turns, and none takes a row the other has taken.
    run = _locked(run)
    waiting = ImportRow.objects.filter(
        run=run, done=False, decision__in=[Decision.NEW, Decision.UPDATE]
    ).order_by("line")
    rows = [
        Row(*found)
        for found in waiting.values_list("pk", "line", "values", "decision", "person_id")[:BATCH]
    ]
    if not rows:
        return 0
    actions.refuse_kind(in_force(run.organisation), run.relation_kind)
    new = [row for row in rows if row.decision == Decision.NEW or row.person_id is None]
    changed = [row for row in rows if row.decision == Decision.UPDATE and row.person_id]
    _add(run, new)
    _change(run, changed)
    _mark(rows)
    _tell_extensions(run, rows, {row.pk for row in new})
    return len(rows)


def _locked(run: Import) -> Import:
    rows = Import.objects.select_for_update(of=("self",))
    return rows.select_related("organisation", "source").get(pk=run.pk)


def _values(row: Row) -> dict[str, str]:
    return {name: row.values[name] for name in TEXT_FIELDS if row.values.get(name)}


def _day(run: Import, row: Row) -> dt.date:
    return dt.date.fromisoformat(row.values.get(columns.STARTED_ON) or run.plan["started_on"])


def _source(run: Import) -> SourceRecord:
    assert run.source is not None
    return run.source


def _add(run: Import, rows: list[Row]) -> None:
    if not rows:
        return
    persons = actions.add_persons(
        run.organisation,
        [actions.NewPerson(_values(row), _day(run, row)) for row in rows],
        source=_source(run),
        by=run.created_by,
        kind=run.relation_kind,
        run=reference(run),
    )
    for row, pk in zip(rows, persons, strict=True):
        row.person_id, row.before = pk, {}


def _change(run: Import, rows: list[Row]) -> None:
    """Given values replace those on the card; what the file leaves empty stays."""
    cards = Person.objects.select_for_update().in_bulk({row.person_id for row in rows})
    touched: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        row.before = {}
        if (person := cards.get(row.person_id or 0)) is None:
            continue
        for name, value in _values(row).items():
            if value != getattr(person, name):
                row.before[name] = [getattr(person, name), person.sources.get(name)]
                setattr(person, name, value)
                person.sources[name] = _source(run).pk
                touched[person.pk][name] = value
    write_cards(run, cards, touched)
    _begin_relations(run, rows, cards)


def write_cards(
    run: Import, cards: Mapping[int, Person], touched: Mapping[int, Mapping[str, str]]
) -> None:
    """Changed cards with their words, places and ledger entries, set-based."""
    persons = [cards[pk] for pk in touched]
    if not persons:
        return
    for person in persons:
        person.sort_key = sort_key_of(person.first_name, person.last_name)
    columns = (*TEXT_FIELDS, "sources", "sort_key")
    bulk.update(
        Person, columns, ((each.pk, *(getattr(each, name) for name in columns)) for each in persons)
    )
    search.rewrite_many(run.organisation_id, {pk: dict(values) for pk, values in touched.items()})
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for person in persons:
        alike[tuple(sorted(touched[person.pk]))].append(reference(person))
    for fields, subjects in alike.items():
        record_many(
            run.organisation, "changed", subjects=subjects, actor=run.created_by,
            fields=list(fields), how="import", run=reference(run),
        )  # fmt: skip


def _begin_relations(run: Import, rows: Iterable[Row], cards: Mapping[int, Person]) -> None:
    held = set(_open_relations(run, cards).keys())
    begun: dict[int, tuple[Row, Relation]] = {}
    for row in rows:
        pk = row.person_id or 0
        if pk in cards and pk not in held and pk not in begun:
            begun[pk] = (row, actions.new_relation(cards[pk], run.relation_kind, _day(run, row)))
    Relation.objects.bulk_create([relation for _row, relation in begun.values()])
    for row, relation in begun.values():
        assert row.before is not None
        row.before[""] = relation.pk
    record_many(
        run.organisation, "registered", actor=run.created_by,
        subjects=[reference(cards[pk]) for pk in begun],
        relation=run.relation_kind, how="import", run=reference(run),
    )  # fmt: skip


def _open_relations(run: Import, persons: Iterable[int]) -> dict[int, int]:
    """{person: its lasting relation of the file's kind}."""
    return dict(
        Relation.objects.filter(
            person__in=list(persons), kind=run.relation_kind, ended_on=None
        ).values_list("person_id", "pk")
    )


def _mark(rows: list[Row]) -> None:
    bulk.update(
        ImportRow,
        ("done", "person_id", "before"),
        ((row.pk, True, row.person_id, row.before or _NOTHING) for row in rows),
    )


def _tell_extensions(run: Import, rows: list[Row], new: set[int]) -> None:
    extensions = extensions_of(run.relation_kind)
    if not extensions:
        return
    relations = _open_relations(run, {row.person_id for row in rows if row.person_id})
    landed = [
        Landed(row.line, row.person_id, relations[row.person_id], row.pk in new, row.values)
        for row in rows
        if row.person_id in relations
    ]
    for extension in extensions:
        extension.after_batch(run, landed)


def undo(run: Import, *, beat: Beat) -> None:
    """The cards it made go, the values it changed come back, where nothing was done since."""
    while done := _undo_batch(run):
        beat(done)


@transaction.atomic
def _undo_batch(run: Import) -> int:
    run = _locked(run)
    rows = list(ImportRow.objects.filter(run=run, done=True).order_by("-line")[:BATCH])
    if not rows:
        return 0
    cards = Person.objects.select_for_update().in_bulk({r.person_id for r in rows if r.person_id})
    made = {row.person_id for row in rows if row.decision == Decision.NEW and row.person_id}
    _restore(run, [row for row in rows if row.person_id not in made], cards)
    keys = _untouched(run, made, cards)
    erase_rows(
        run.organisation, [Person.objects.filter(pk__in=keys)],
        reason="import_undone", actor=run.created_by,
    )  # fmt: skip
    kept = len(made) - len(keys)
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(done=False)
    if kept:
        run.counts["kept"] = run.counts.get("kept", 0) + kept
        run.save(update_fields=["counts"])
    return len(rows)


def _restore(run: Import, rows: list[ImportRow], cards: Mapping[int, Person]) -> None:
    touched: dict[int, dict[str, str]] = defaultdict(dict)
    begun: list[int] = []
    for row in rows:
        before = dict(row.before or {})
        if relation := before.pop("", None):
            begun.append(relation)
        person = cards.get(row.person_id or 0)
        for name, (value, source) in before.items():
            # A value that someone has changed since is theirs.
            if person and person.sources.get(name) == run.source_id:
                setattr(person, name, value)
                if source is None:
                    person.sources.pop(name)
                else:
                    person.sources[name] = source
                touched[person.pk][name] = value
    write_cards(run, cards, touched)
    erase_rows(
        run.organisation, [Relation.objects.filter(pk__in=begun, ended_on=None)],
        reason="import_undone", actor=run.created_by,
    )  # fmt: skip


def _untouched(run: Import, made: set[int], cards: Mapping[int, Person]) -> list[int]:
    """Cards on which everything is still as the file had it."""
    relations: dict[int, list[tuple[str, dt.date | None]]] = defaultdict(list)
    for pk, kind, ended in Relation.objects.filter(person__in=made).values_list(
        "person_id", "kind", "ended_on"
    ):
        relations[pk].append((kind, ended))
    return [
        pk
        for pk in made
        if (person := cards.get(pk))
        and person.last_interaction_at is None
        and set(person.sources.values()) <= {run.source_id}
        and relations[pk] == [(run.relation_kind, None)]
    ]
