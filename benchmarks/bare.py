"""The same application with the privacy machinery taken out: for comparison alone.

A sign-up is stored as before, its confirmation is queued as a plain product would, in one row of an
outbox of its own, and tries are limited as before. Left out are the register (which version is in
force, what it lets a form ask for), the gate with its message and retention clock, the ledger and
its witness.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tillit.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.db import connection  # noqa: E402 (Django has to be set up first)

from tillit.events import asking, queries  # noqa: E402
from tillit.events.actions import take_part  # noqa: E402
from tillit.events.views import public  # noqa: E402
from tillit.kernel import clock  # noqa: E402
from tillit.privacy.gate.actions import Recipient  # noqa: E402
from tillit.privacy.register.schema import Register  # noqa: E402
from tillit.privacy.statements import Statement  # noqa: E402

_OUTBOX = """
CREATE TABLE IF NOT EXISTS bench_outbox (
  id {key}, kind varchar(40) NOT NULL, email varchar(254) NOT NULL, language varchar(2) NOT NULL,
  reference varchar(80) NOT NULL, queued_at {moment} NOT NULL, sent_at {moment} NULL
);
CREATE INDEX IF NOT EXISTS bench_outbox_waiting ON bench_outbox (queued_at) WHERE sent_at IS NULL
"""
_QUEUE = Statement(
    "INSERT INTO bench_outbox (kind, email, language, reference, queued_at) "
    "VALUES (%s, %s, %s, %s, %s) RETURNING id"
)


def _nothing(*_args: Any, **_values: Any) -> None:
    """Leaves out what stood here."""


def _queue(_of: Any, kind: str, to: Recipient, **_values: Any) -> None:
    """A confirmation is in the outbox."""
    now = connection.ops.adapt_datetimefield_value(clock.now())
    _QUEUE.rows("default", [kind, to.email, to.language, to.reference, now])


@lru_cache
def _register_of(organisation: Any) -> Register | None:
    """What the form is made with; read once and never asked for again."""
    return queries.register_of(organisation)


def _asked_of(event: Any, _register: Register, _language: str) -> list[asking.Asked]:
    """The event alone says what its form asks for."""
    return [
        asking.Asked(
            field["field"], asking.label(field["field"]), bool(field.get("required")),
            field.get("need") or "",
        )
        for field in event.fields
    ]  # fmt: skip


def _keys_asked(event: Any, _register: Register) -> set[str]:
    return {field["field"] for field in event.fields}


class _PlainQueries:
    """What is asked of the database, but for the register."""

    def __getattr__(self, name: str) -> Any:
        return _register_of if name == "register_of" else getattr(queries, name)


class _PlainForms:
    """What a form asks for, as the event says."""

    asked_of = staticmethod(_asked_of)
    keys_asked = staticmethod(_keys_asked)

    def __getattr__(self, name: str) -> Any:
        return getattr(asking, name)


PLAIN: list[tuple[Any, str, Any]] = [
    (take_part, "record", _nothing),
    (take_part, "queue_one", _queue),
    (take_part, "asking", _PlainForms()),
    (public, "queries", _PlainQueries()),
    (public, "remember", _nothing),
    (public, "asking", _PlainForms()),
]


def take_out() -> None:
    """From now on this process does without the machinery."""
    postgresql = connection.vendor == "postgresql"
    key = "bigserial PRIMARY KEY" if postgresql else "integer PRIMARY KEY AUTOINCREMENT"
    moment = "timestamptz" if postgresql else "datetime"
    with connection.cursor() as cursor:
        if postgresql:  # one process at a time; closing lets the next one in
            cursor.execute("SELECT pg_advisory_lock(1)")
        for statement in _OUTBOX.split(";"):
            cursor.execute(statement.format(key=key, moment=moment))
    connection.close()
    for where, name, plain in PLAIN:
        setattr(where, name, plain)


if os.environ.get("BENCH_KEEP_MACHINERY") != "1":
    take_out()
