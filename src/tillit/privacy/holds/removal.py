"""What a step does to a batch of rows: delete with all that hangs on them, clear fields, make
anonymous, archive. Always inside the caller's transaction, always set-based.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CASCADE, SET_NULL, Exists, FileField, Model, OuterRef, QuerySet

from tillit.kernel import clock
from tillit.privacy.declare import Holding, declarations
from tillit.privacy.declare.keys import dependants
from tillit.privacy.holds import sql, tallies
from tillit.privacy.holds.models import ArchivedRow
from tillit.privacy.ledger.actions import redact
from tillit.privacy.ledger.models import LedgerEntry

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@dataclass
class Gone:
    """What went: rows by model, counts to keep, files to remove."""

    rows: Counter[str] = field(default_factory=Counter)
    counts: tallies.Counts = field(default_factory=Counter)
    files: list[str] = field(default_factory=list)


def still_due(rows: QuerySet[Any], keys: Sequence[Any]) -> QuerySet[Any]:
    """Those of the keys that are still due; written so that each is looked up by its key.

    PostgreSQL makes a join of the condition, and would else work out all that is due each time.
    """
    listed = sql.Keys(list(keys))
    if sql.is_of_one_table(rows):
        return rows.filter(pk__among=listed)
    own: QuerySet[Any] = rows.model._default_manager.order_by().filter(pk__among=listed)
    if sql.is_postgresql():
        rows = rows.filter(pk__among=listed)
    return own.filter(Exists(rows.filter(pk=OuterRef("pk"))))


def lock(rows: QuerySet[Any], keys: Sequence[Any]) -> list[Any]:
    """The keys of those rows that are still due, locked until the transaction ends.

    Rows another transaction works on are left for the next run. (SQLite has one writer anyway.)
    """
    still = still_due(rows, keys)
    if not sql.is_postgresql():
        return list(still.values_list("pk", flat=True))
    locked = still.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    keys = list(locked)
    if not keys or not sql.asks_other_rows(rows):
        return keys
    # Whether something holds them may have changed until they were locked: a sign-up just tied its
    # confirmation to the message.
    return list(still_due(rows, keys).values_list("pk", flat=True))


def delete(model: type[Model], keys: Sequence[Any], gone: Gone) -> int:
    """Delete rows by key: first what hangs on them, then themselves. Gives the number."""
    return _delete(model, sql.column_of(model), keys, gone) if keys else 0


def delete_still_due(rows: QuerySet[Any], keys: Sequence[Any], gone: Gone) -> int:
    """Delete those of the keys that are still due. Gives the number of rows.

    Rows on which nothing hangs go in one statement that looks at the condition again; others are
    locked first.
    """
    model = rows.model
    if any(True for _ in dependants(model)):
        return delete(model, lock(rows, keys), gone)
    return delete_each(still_due(rows, keys), gone)


def delete_each(rows: QuerySet[Any], gone: Gone) -> int:
    """Delete rows on which nothing hangs, and account for each. Gives the number."""
    columns = _columns(rows.model)
    return _account(rows.model, columns, sql.delete_due(rows, columns), gone)


def _delete(model: type[Model], column: str, keys: Sequence[Any], gone: Gone) -> int:
    dependent = list(dependants(model))
    if dependent:
        if column != sql.column_of(model):
            condition, parameters = sql.among(sql.quote(column), keys)
            table, key = sql.quote(model._meta.db_table), sql.quote(sql.column_of(model))
            with sql.connection().cursor() as cursor:
                cursor.execute(f"SELECT {key} FROM {table} WHERE {condition}", parameters)  # noqa: S608
                keys = [row[0] for row in cursor.fetchall()]
            column = sql.column_of(model)
        if not keys:
            return 0
        for relation in dependent:
            _let_go(relation, keys, gone)
    columns = _columns(model)
    return _account(model, columns, sql.delete_among(model, column, keys, columns), gone)


def _let_go(relation: Any, keys: Sequence[Any], gone: Gone) -> None:
    """Rows that point to rows about to go: deleted or untied, as their model says."""
    child, key = relation.related_model, relation.field
    if relation.on_delete is CASCADE:
        _delete(child, key.column, keys, gone)
    elif relation.on_delete is SET_NULL:
        condition, parameters = sql.among(sql.quote(key.column), keys)
        table, column = sql.quote(child._meta.db_table), sql.quote(key.column)
        with sql.connection().cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET {column} = NULL WHERE {condition}",  # noqa: S608
                parameters,
            )


def _columns(model: type[Model]) -> list[str]:
    holding = declarations.holdings.get(model)
    columns = [sql.column_of(model)]
    if holding is not None:
        columns += tallies.columns_for(holding)
        columns += [str(f.column) for f in file_fields(holding)]
    return columns


def _account(model: type[Model], columns: list[str], rows: list[sql.Row], gone: Gone) -> int:
    holding = declarations.holdings.get(model)
    if rows:
        gone.rows[model._meta.label_lower] += len(rows)
    if holding is None or not rows:
        return len(rows)
    files = len(file_fields(holding))
    if files:
        gone.files += [name for row in rows for name in row[-files:] if name]
    if holding.tallies:
        counted = columns[1 : len(columns) - files]
        groups = Counter(row[1 : len(columns) - files] for row in rows)
        gone.counts += tallies.count(holding, counted, groups)
    return len(rows)


def file_fields(holding: Holding) -> list[Any]:
    """The columns of a holding that name stored files."""
    return [f for f in holding.model._meta.concrete_fields if isinstance(f, FileField)]


def clear(
    rows: QuerySet[Any], keys: Sequence[Any], holding: Holding, fields: Sequence[str], gone: Gone
) -> int:
    """Clear fields of those rows that are still due, with what is made from them.

    The words, sort keys, sources and files that come from a field go with it. Gives the rows.
    """
    keys = lock(rows, keys)
    if not keys:
        return 0
    chosen = holding.model._default_manager.filter(pk__among=keys)
    for name in fields:
        if holding.fields[name].file:
            filled = chosen.exclude(**{name: holding.fields[name].blank})
            gone.files += [str(value) for value in filled.values_list(name, flat=True)]
    chosen.update(**{name: holding.fields[name].blank for name in fields})
    _forget_sources(holding, keys, fields)
    _clear_made_from(holding, chosen, fields)
    for child in declarations.holdings.values():
        if child.of_field and holding.model in _parents(child):
            hanging: Any = child.model._default_manager.filter(
                **{f"{child.part_of[0]}__in": chosen, f"{child.of_field}__in": list(fields)}
            )
            gone.rows[child.label] += hanging._raw_delete(hanging.db)
    return len(keys)


def _parents(child: Holding) -> set[Any]:
    return {child.model._meta.get_field(name).related_model for name in child.part_of}


def _forget_sources(holding: Holding, keys: Sequence[Any], fields: Sequence[str]) -> None:
    """Take the fields out of the map that says which source each value came from."""
    for other in declarations.holdings.values():
        if other.held_by_values is None or other.held_by_values[0] != holding.model._meta.label:
            continue
        column = sql.column_of(holding.model, other.held_by_values[1])
        value, parameters = sql.without_key(column, fields)
        condition, listed = sql.among(sql.quote(sql.column_of(holding.model)), keys)
        table = sql.quote(holding.model._meta.db_table)
        with sql.connection().cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET {sql.quote(column)} = {value} WHERE {condition}",  # noqa: S608
                [*parameters, *listed],
            )


def _clear_made_from(holding: Holding, chosen: QuerySet[Any], fields: Sequence[str]) -> None:
    """What is made from cleared fields is made anew from those that are left."""
    for name, datum in holding.fields.items():
        if not set(datum.made_from) & set(fields):
            continue
        left = [source for source in datum.made_from if source not in fields]
        if not left or datum.make is None:
            chosen.update(**{name: datum.blank})
            continue
        for row in chosen.only(*datum.made_from).order_by("pk").iterator(chunk_size=1000):
            value = datum.make(*(getattr(row, source) for source in datum.made_from))
            chosen.filter(pk=row.pk).update(**{name: value})


def anonymise(
    organisation: Organisation, rows: QuerySet[Any], keys: Sequence[Any], holding: Holding
) -> int:
    """What a row says of a person goes, the row stays. Gives the number."""
    keys = lock(rows, keys)
    chosen = holding.model._default_manager.filter(pk__among=keys)
    if not keys:
        return 0
    if holding.model is LedgerEntry:
        return redact(organisation, LedgerEntry.objects.filter(pk__among=keys))
    values: dict[str, Any] = dict(holding.anonymise)
    if holding.anonymised_at:
        values[holding.anonymised_at] = clock.now()
    return chosen.update(**values)


def archive(
    organisation: Organisation,
    rows: QuerySet[Any],
    keys: Sequence[Any],
    holding: Holding,
    rule: tuple[str, str],
    gone: Gone,
    card_fields: Sequence[str],
) -> int:
    """Move rows, what hangs on them, and what they need of the card into the closed archive."""
    keys = lock(rows, keys)
    if not keys:
        return 0
    now = clock.now()
    archived = [
        ArchivedRow(
            organisation=organisation,
            model=label,
            row=json.loads(json.dumps(row, cls=DjangoJSONEncoder)),
            email=email,
            activity=rule[0],
            rule=rule[1],
            archived_at=now,
        )
        for label, row, email in _archived(holding, "pk", keys, card_fields)
    ]
    ArchivedRow.objects.bulk_create(archived, batch_size=500)
    return delete(holding.model, keys, gone)


def _archived(
    holding: Holding, path: str, keys: Sequence[Any], card_fields: Sequence[str]
) -> Iterator[tuple[str, dict[str, Any], str]]:
    names = [f.attname for f in holding.model._meta.concrete_fields]
    shown = [
        name
        for name in names
        if (datum := holding.fields.get(name.removesuffix("_id"))) is None
        # A file is deleted with its row: what the law has us archive is the data itself.
        or not (datum.derived or datum.file)
    ]
    person, emails = holding.subject.person, holding.subject.emails
    cards: dict[str, str] = {}
    if person:
        files = _names_of_files()
        cards = {name: f"{person}__{name}" for name in sorted(set(card_fields) - files)}
    email = emails[0] if emails else None
    chosen = holding.model._default_manager.filter(**{f"{path}__in": keys}).order_by("pk")
    columns: list[str] = list(dict.fromkeys([*shown, *cards.values(), *([email] if email else [])]))
    for values in chosen.values(*columns).iterator(chunk_size=500):
        row = {name: values[name] for name in shown}
        if cards:
            row["person"] = {name: values[route] for name, route in cards.items()}
        yield holding.label, row, str(values[email] or "") if email else ""
    for child in declarations.holdings.values():
        for link in child.part_of:
            field = child.model._meta.get_field(link)
            if field.related_model is holding.model and not _is_derived(child):
                yield from _archived(child, f"{link}__{path}", keys, ())


def _names_of_files() -> set[str]:
    """The fields of cards that name a stored file."""
    return {
        name
        for holding in declarations.holdings.values()
        if holding.subject.person == ""
        for name, datum in holding.fields.items()
        if datum.file
    }


def _is_derived(holding: Holding) -> bool:
    return all(datum.derived for datum in holding.fields.values())
