"""Taking keys out of a JSON column for many rows at once, on both databases."""

from __future__ import annotations

from typing import Any

from django.db.models import Func, JSONField, Value


class WithoutKeys(Func):
    """The JSON object in a column without some of its keys."""

    output_field = JSONField()

    def __init__(self, column: str, keys: list[str], **extra: Any) -> None:
        super().__init__(column, *(Value(key) for key in keys), **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """``json_remove(column, '$.key', …)``."""
        column, *keys = self.get_source_expressions()
        paths = [Value(f'$."{key.value}"') for key in keys]
        copy = self.copy()
        copy.set_source_expressions([column, *paths])
        return super(WithoutKeys, copy).as_sql(
            compiler, connection, function="JSON_REMOVE", **context
        )

    def as_postgresql(self, compiler: Any, _connection: Any, **_context: Any) -> Any:
        """``column - 'key' - …``."""
        column, *keys = self.get_source_expressions()
        sql, parameters = compiler.compile(column)
        for key in keys:
            sql, parameters = f"({sql} - %s::text)", (*parameters, key.value)
        return sql, parameters
