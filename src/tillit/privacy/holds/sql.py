"""The few statements the ORM has no words for: long lists of keys, DELETE … RETURNING, map values.

SQLite (3.35 or later) and PostgreSQL alike.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Lookup, Model, QuerySet
from django.db.models.sql import DeleteQuery

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

Row = tuple[Any, ...]


def connection() -> Any:
    """The database."""
    return connections[DEFAULT_DB_ALIAS]


def quote(name: str) -> str:
    """A table or column name as SQL."""
    return str(connection().ops.quote_name(name))


def column_of(model: type[Model], field: str = "pk") -> str:
    """The column a field is kept in."""
    found: Any = model._meta.pk if field == "pk" else model._meta.get_field(field)
    return str(found.column)


def is_postgresql() -> bool:
    """Which of the two databases this is."""
    return bool(connection().vendor == "postgresql")


def among(column: str, keys: Sequence[Any]) -> tuple[str, list[Any]]:
    """``column`` is one of ``keys``, as a condition with one parameter however many keys."""
    if is_postgresql():
        return f"{column} = ANY(%s)", [list(keys)]
    listed = "IN (SELECT value FROM json_each(%s))"
    return f"{column} {listed}", [json.dumps(list(keys))]


@dataclass(frozen=True)
class Keys:
    """A long list of keys, which the ORM is to hand on as it is."""

    keys: Sequence[Any]


@Field.register_lookup
class Among(Lookup[Any]):
    """``pk__among=[…]``: one of a long list of keys, in one parameter."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, parameters = self.process_lhs(compiler, connection)
        condition, keys = among(left, getattr(self.rhs, "keys", self.rhs))
        return condition, (*parameters, *keys)


@dataclass(frozen=True)
class ValuesOf:
    """All values in a JSON map column of an organisation's rows, e.g. ids of sources."""

    model: type[Model]
    column: str
    organisation: Organisation | None

    def select(self) -> tuple[str, list[Any]]:
        """A select of the values as whole numbers, the same one often."""
        table, column = quote(self.model._meta.db_table), quote(self.column)
        each = (
            f"CROSS JOIN LATERAL jsonb_each_text(m.{column}) v"
            if is_postgresql()
            else f", json_each(m.{column}) v"
        )
        query = (
            f"SELECT CAST(v.value AS bigint) FROM {table} m {each} "  # noqa: S608
            "WHERE m.organisation_id = %s AND v.value IS NOT NULL"
        )
        return query, [self.organisation.pk if self.organisation else None]


@Field.register_lookup
class NotNamed(Lookup[Any]):
    """``pk__not_named=ValuesOf(…)``: no value of those maps is this key."""

    lookup_name = "not_named"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, parameters = self.process_lhs(compiler, connection)
        values: ValuesOf = self.rhs
        named, owner = values.select()
        own = quote(compiler.query.model._meta.db_table)
        # EXCEPT and not NOT IN: PostgreSQL has a plan for it at any size.
        condition = (
            f"{left} IN (SELECT s.id FROM {own} s WHERE s.organisation_id = %s "  # noqa: S608
            f"EXCEPT {named})"
        )
        return condition, (*parameters, *owner, *owner)


def keys_of(rows: QuerySet[Any], limit: int) -> list[Any]:
    """Keys of up to ``limit`` of the rows, in order."""
    query = rows.values_list("pk")[:limit].query
    try:
        sql, parameters = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return []
    with connection().cursor() as cursor:
        cursor.execute(sql, parameters)
        return sorted(row[0] for row in cursor.fetchall())


def numbers_behind(
    model: type[Model], key: str, groups: Sequence[Any], most: int
) -> dict[Any, int]:
    """How many rows of a model hang on each group by a foreign key, counted up to ``most``."""
    field: Any = model._meta.get_field(key)
    parent = quote(field.related_model._meta.db_table)
    own = f"parent.{quote(column_of(field.related_model))}"
    condition, parameters = among(own, groups)
    with connection().cursor() as cursor:
        cursor.execute(
            f"SELECT {own}, (SELECT count(*) FROM (SELECT 1 FROM "  # noqa: S608
            f"{quote(model._meta.db_table)} child WHERE child.{quote(field.column)} = {own} "
            f"LIMIT %s) few) FROM {parent} parent WHERE {condition}",
            [most, *parameters],
        )
        return dict(cursor.fetchall())


def is_of_one_table(rows: QuerySet[Any]) -> bool:
    """The condition joins no other table, so that DELETE can state it as it is."""
    query = rows.query.clone()
    query.get_initial_alias()
    return sum(query.alias_refcount[alias] > 0 for alias in query.alias_map) == 1


def asks_other_rows(rows: QuerySet[Any]) -> bool:
    """The condition depends on more than the row itself, so a lock on the row does not keep it."""
    return not is_of_one_table(rows) or str(rows.query).count("SELECT") > 1


def delete_due(rows: QuerySet[Any], columns: Sequence[str]) -> list[Row]:
    """Delete the rows; gives these columns of each that went."""
    query = rows.query.clone()
    query.__class__ = DeleteQuery
    sql, parameters = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return _returning(sql, parameters, columns)


def delete_among(
    model: type[Model], column: str, keys: Sequence[Any], columns: Sequence[str]
) -> list[Row]:
    """Delete the rows whose ``column`` is one of ``keys``; gives these columns of each."""
    condition, parameters = among(quote(column), keys)
    table = quote(model._meta.db_table)
    return _returning(f"DELETE FROM {table} WHERE {condition}", parameters, columns)  # noqa: S608


def _returning(sql: str, parameters: Any, columns: Sequence[str]) -> list[Row]:
    names = ", ".join(quote(column) for column in columns)
    with connection().cursor() as cursor:
        cursor.execute(f"{sql} RETURNING {names}", parameters)
        return list(cursor.fetchall())


def python_value(field: Any, value: Any) -> Any:
    """A value as the database gave it, as Python knows it."""
    database = connection()
    column = field.get_col(field.model._meta.db_table)
    for convert in (
        *database.ops.get_db_converters(column),
        *field.get_db_converters(database),
    ):
        value = convert(value, column, database)
    return value


def without_key(column: str, names: Sequence[str]) -> tuple[str, list[Any]]:
    """A JSON map column without some of its keys, as an expression."""
    if is_postgresql():
        return f"{quote(column)} - %s::text[]", [list(names)]
    paths = ", ".join(["%s"] * len(names))
    return f"json_remove({quote(column)}, {paths})", [f'$."{name}"' for name in names]


# SQLite's write-ahead log is copied back so often, in seconds, while a sweep is at work.
COPY_EVERY = 1.0


@contextmanager
def copying_between() -> Iterator[Callable[[], None]]:
    """Within the block SQLite copies its write-ahead log back when the given function is called.

    Not with every few batches, which would copy the same pages again and again, nor while a batch
    has its locks. PostgreSQL sees to that by itself.
    """
    if is_postgresql():
        yield lambda: None
        return
    last = time.monotonic()

    def copy() -> None:
        nonlocal last
        if time.monotonic() - last > COPY_EVERY and not connection().in_atomic_block:
            _pragma("wal_checkpoint(PASSIVE)")
            last = time.monotonic()

    _pragma("wal_autocheckpoint=0")
    try:
        yield copy
    finally:
        _pragma("wal_autocheckpoint=1000")


# How long, in milliseconds, emptying the write-ahead log waits for those who read.
WAIT_FOR_READERS = 1_000


def empty_write_ahead_log() -> None:
    """What was deleted is gone from SQLite's files too: its write-ahead log holds pages as before.

    The database itself is written over (secure_delete). Someone who reads for long may hinder it;
    the next sweep, or the stop, tries again. PostgreSQL has its log for its own account alone.
    """
    if is_postgresql() or connection().in_atomic_block:
        return
    patience = connection().settings_dict["OPTIONS"].get("timeout", 5)
    _pragma(f"busy_timeout={WAIT_FOR_READERS}")
    try:
        _pragma("wal_checkpoint(TRUNCATE)")
    finally:
        _pragma(f"busy_timeout={int(patience * 1000)}")


def _pragma(setting: str) -> None:
    with connection().cursor() as cursor:
        cursor.execute(f"PRAGMA {setting}")
