"""Many rows put in as fast as the database takes them.

For imports and logs of a hundred thousand rows, where Django's ``bulk_create`` would spend most of
the time on instances; columns left out get the database's default or NULL.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, connections
from django.db.models import Field, Model


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
    ready = _ready(rows, [preparation(field, real) for field in chosen])
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
    ready = list(_ready(rows, [preparation(field, real) for field in chosen]))
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


def preparation(field: Field[Any, Any], real: Any) -> Preparation:
    """What makes a value fit for the driver; None where it is already."""
    kind = field.get_internal_type()
    if kind == "UUIDField":
        return None if real.features.has_native_uuid_field else lambda value: value.hex
    if kind == "JSONField":
        encoder = getattr(field, "encoder", None)
        # As text, which both databases take in a COPY, an array and a plain parameter.
        # None is NULL, as in the rest of Django, and no JSON.
        return lambda value: (
            None
            if value is None
            else str(value)
            if type(value) is Json
            else json.dumps(value, cls=encoder)
        )
    if kind in ("DateTimeField", "DateField"):
        # The same few moments and days recur in every row.
        return lru_cache(maxsize=1000)(lambda value: field.get_db_prep_save(value, real))
    return None
