"""Many rows at once without a model instance for each, as fast as the database takes them.

For imports and logs of a hundred thousand rows, where Django's ``bulk_create`` would spend most of
the time on instances. Columns left out get the database's default or NULL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, connections
from django.db.models import Field, Model


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as values in the order of ``columns`` (attribute names, ``person_id``).

    In the caller's transaction. PostgreSQL: COPY. SQLite: one prepared statement.
    """
    real: Any = connections[connection.alias]
    fields = {field.attname: field for field in model._meta.concrete_fields}
    chosen = [fields[name] for name in columns]
    prepare = [_preparation(field, real) for field in chosen]
    ready = (
        [make(value) if make else value for make, value in zip(prepare, row, strict=True)]
        for row in rows
    )
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


def _preparation(field: Field[Any, Any], real: Any) -> Callable[[Any], Any] | None:
    """What makes a value fit for the driver; None where it is already."""
    kind = field.get_internal_type()
    if kind == "UUIDField":
        return None if real.features.has_native_uuid_field else lambda value: value.hex
    if kind == "JSONField":
        return lambda value: real.ops.adapt_json_value(value, getattr(field, "encoder", None))
    if kind in ("DateTimeField", "DateField"):
        # The same few moments and days recur in every row.
        return lru_cache(maxsize=1000)(lambda value: field.get_db_prep_save(value, real))
    return None
