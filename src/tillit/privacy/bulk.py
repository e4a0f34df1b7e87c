"""Rows put in as fast as the database takes them: many at once, or one for someone who waits.

For imports and logs of a hundred thousand rows, where Django's ``bulk_create`` would spend most of
the time on instances; columns left out get the database's default or NULL. And for the few rows of
a sign-up, where ``save`` would spend most of the time on writing its SQL.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, connections
from django.db.models import Field, ForeignKey, Model

from tillit.privacy.statements import Statement

Row = TypeVar("Row", bound=Model)


class Json(str):
    """JSON that is written already: the same few values in a hundred thousand rows."""

    __slots__ = ()


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as values in the order of ``columns`` (attribute names, ``person_id``).

    In the caller's transaction. PostgreSQL: COPY. SQLite: one prepared statement.
    """
    real: Any = connections[connection.alias]
    fields = {field.attname: field for field in model._meta.concrete_fields}
    chosen = [fields[name] for name in columns]
    ready = _ready(rows, [_preparation(field, real) for field in chosen])
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in chosen)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(chosen))
            cursor.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
                list(ready),
            )


def add(row: Row) -> Row:
    """Insert one new row, with SQL that is made once; the row gets its key.

    In the caller's transaction.
    """
    given = row.__dict__
    names = _names(type(row))
    row.pk = _inserted(type(row), names, [given[name] for name in names])
    row._state.adding, row._state.db = False, connection.alias
    return row


def put(model: type[Model], values: dict[str, Any]) -> int:
    """Insert one row of these values (by attribute name) and give its key: no instance is made.

    What is left out gets the model's default. In the caller's transaction.
    """
    return _inserted(model, tuple(values), [*values.values()])


def put_both(
    model: type[Model], values: dict[str, Any], other: type[Model], by: str, its: dict[str, Any]
) -> None:
    """Insert a row, and one of another model whose ``by`` points at it.

    In the caller's transaction. PostgreSQL: one statement.
    """
    if connection.vendor != "postgresql":
        put(other, {by: put(model, values), **its})
        return
    statement, make = _two_rows(model, tuple(values), other, by, tuple(its), connection.alias)
    given = [*values.values(), *its.values()]
    for place, prepare in make:
        given[place] = prepare(given[place])
    statement.rows(connection.alias, given)


def _inserted(model: type[Model], names: tuple[str, ...], values: list[Any]) -> int:
    statement, make = _one_row(model, names, connection.alias)
    for place, prepare in make:
        values[place] = prepare(values[place])
    return int(statement.rows(connection.alias, values)[0][0])


@lru_cache
def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields if not field.primary_key)


Made = list[tuple[int, Callable[[Any], Any]]]


@lru_cache
def _one_row(model: type[Model], names: tuple[str, ...], alias: str) -> tuple[Statement, Made]:
    """The statement, and how those values are made fit that have to be."""
    sql, made = _written(model, names, alias)
    return Statement(sql), made


@lru_cache
def _two_rows(
    model: type[Model],
    names: tuple[str, ...],
    other: type[Model],
    by: str,
    its: tuple[str, ...],
    alias: str,
) -> tuple[Statement, Made]:
    first, made = _written(model, names, alias)
    key = connections[alias].ops.quote_name(str(model._meta.pk.column))
    second, more = _written(other, its, alias, **{by: f"(SELECT {key} FROM first)"})  # noqa: S608
    moved = [(place + len(names), prepare) for place, prepare in more]
    return Statement(f"WITH first AS ({first}) {second}"), [*made, *moved]


def _written(
    model: type[Model], names: tuple[str, ...], alias: str, **known: str
) -> tuple[str, Made]:
    """The SQL; ``known``: columns that are an expression in it."""
    real: Any = connections[alias]
    quote = real.ops.quote_name
    fields = {field.attname: field for field in model._meta.concrete_fields}
    chosen = [fields.pop(name) for name in names]
    left = [field for field in fields.values() if not field.primary_key]
    columns = ", ".join(quote(str(field.column)) for field in (*chosen, *left))
    constants = [known.get(field.attname) or _constant(field) for field in left]
    marks = ", ".join([*["%s"] * len(chosen), *constants])
    key, table = quote(str(model._meta.pk.column)), quote(model._meta.db_table)
    made = [(place, _one_value(field, real)) for place, field in enumerate(chosen)]
    return (
        f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING {key}",  # noqa: S608
        [(place, prepare) for place, prepare in made if prepare],
    )


def _constant(field: Field[Any, Any]) -> str:
    """The default of a column, as SQL: a code, a number or nothing."""
    default = field.get_default()
    if default is None:
        return "NULL"
    if isinstance(default, int) and not isinstance(default, bool):
        return str(int(default))
    assert isinstance(default, str), f"{field} needs a value"
    assert not set(str(default)) & set("'%\\"), field
    return f"'{default!s}'"


def _one_value(field: Field[Any, Any], real: Any) -> Preparation:
    """As :func:`_preparation`, for whatever a caller may have put there."""
    kind = field.get_internal_type()
    if kind in ("CharField", "TextField"):
        # Choices, and texts that are translated late, are no plain text yet.
        return lambda value: value if value is None or type(value) is str else str(value)
    if kind == "DateTimeField":
        return _bare_moment if real.vendor == "sqlite" else None
    if prepare := _preparation(field, real):
        return lambda value: None if value is None else prepare(value)
    if isinstance(field, ForeignKey) or kind in _AS_IS:
        return None
    return lambda value: field.get_db_prep_save(value, real)


def _bare_moment(moment: dt.datetime | None) -> str | None:
    """As Django has SQLite keep it: in UTC, without saying so."""
    return None if moment is None else str(moment.astimezone(dt.UTC).replace(tzinfo=None))


_AS_IS = ("UUIDField", "PositiveSmallIntegerField", "PositiveIntegerField",
          "PositiveBigIntegerField", "IntegerField", "BigIntegerField")  # fmt: skip


def set_aside(model: type[Model], number: int) -> Sequence[int]:
    """Row keys nobody else gets, for rows that are to be inserted with them at once.

    In the caller's transaction: on SQLite it holds the one right to write, so that the next keys
    are its own.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, str(model._meta.pk.column), number],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    first = (found[0] if found else 0) + 1
    return range(first, first + number)


def update(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Change many rows, each to values of its own: (key, *values in the order of ``columns``).

    In the caller's transaction. PostgreSQL: one statement. SQLite: one prepared statement.
    """
    real: Any = connections[connection.alias]
    fields = {field.attname: field for field in model._meta.concrete_fields}
    chosen = [model._meta.pk, *(fields[name] for name in columns)]
    ready = list(_ready(rows, [_preparation(field, real) for field in chosen]))
    if not ready:
        return
    quote = connection.ops.quote_name
    table, (key, *names) = quote(model._meta.db_table), [quote(str(f.column)) for f in chosen]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            casts = ", ".join(f"%s::{_bare_type(field, real)}[]" for field in chosen)
            changes = ", ".join(f"{name} = given.{name}" for name in names)
            cursor.execute(
                f"UPDATE {table} SET {changes} FROM unnest({casts}) "  # noqa: S608
                f"AS given ({', '.join([key, *names])}) WHERE {table}.{key} = given.{key}",
                [list(column) for column in zip(*ready, strict=True)],
            )
        else:
            changes = ", ".join(f"{name} = %s" for name in names)
            cursor.executemany(
                f"UPDATE {table} SET {changes} WHERE {key} = %s",  # noqa: S608
                [[*values, pk] for pk, *values in ready],
            )


Preparation = Callable[[Any], Any] | None


def _ready(
    rows: Iterable[Sequence[Any]], prepare: Sequence[Preparation]
) -> Iterator[Sequence[Any]]:
    """The rows with their values as the driver takes them."""
    needed = [(place, make) for place, make in enumerate(prepare) if make]
    for row in rows:
        if needed:
            row = list(row)
            for place, make in needed:
                row[place] = make(row[place])
        yield row


def _bare_type(field: Field[Any, Any], real: Any) -> str:
    """The column's type as a value is cast to it."""
    kind = field.rel_db_type(real) if field.primary_key else field.db_type(real)
    return str(kind).partition("(")[0]


def _preparation(field: Field[Any, Any], real: Any) -> Preparation:
    """What makes a value fit for the driver; None where it is already."""
    kind = field.get_internal_type()
    if kind == "UUIDField":
        return None if real.features.has_native_uuid_field else lambda value: value.hex
    if kind == "JSONField":
        encoder = getattr(field, "encoder", None)
        # As text, which both databases take in a COPY, an array and a plain parameter.
        return lambda value: str(value) if type(value) is Json else json.dumps(value, cls=encoder)
    if kind in ("DateTimeField", "DateField"):
        # The same few moments and days recur in every row.
        return lru_cache(maxsize=1000)(lambda value: field.get_db_prep_save(value, real))
    return None
