"""A statement that is made once and handed to the driver itself.

Going through Django's cursor costs more than most of these statements take: on SQLite it writes
the marks anew each time, on PostgreSQL it writes the values into the text, which the server then
has to read and plan again. Here the marks are the driver's own, and PostgreSQL keeps the plan.
Transactions, faults and what listens to queries stay Django's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connections

Rows = list[tuple[Any, ...]]


class Statement:
    """SQL with ``%s`` for each value, the values as Django's fields prepare them."""

    __slots__ = ("_bare", "sql")

    def __init__(self, sql: str) -> None:
        self.sql = sql
        self._bare = (sql % (("?",) * sql.replace("%%", "").count("%s"))) if "%" in sql else sql

    def rows(self, alias: str, values: Sequence[Any]) -> Rows:
        """What it gives, as the database gives it; [] for a statement that gives nothing."""
        database: Any = connections[alias]
        if database.queries_logged or database.execute_wrappers:
            with database.cursor() as cursor:
                cursor.execute(self.sql, values)
                return cursor.fetchall() if cursor.description else []
        database.close_if_health_check_failed()
        database.ensure_connection()
        database.validate_no_broken_transaction()
        with database.wrap_database_errors:
            if database.vendor == "sqlite":
                return database.connection.execute(self._bare, values).fetchall()  # type: ignore[no-any-return]
            with psycopg.Cursor(database.connection) as cursor:
                cursor.execute(self.sql, values)
                return cursor.fetchall() if cursor.description else []
