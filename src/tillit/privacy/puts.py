"""A few rows put in for someone who waits, with SQL that is made once.

``save`` would spend most of its time on writing its SQL. Rows whose keys nobody needs right away
are put in :func:`later`; those of one :func:`together` block PostgreSQL gets in one statement, so
that a sign-up with its ledger entry and its confirmation asks the server once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db import connection, connections
from django.db.models import Field, ForeignKey, Model

from tillit.privacy.bulk import Preparation, preparation
from tillit.privacy.statements import Statement

Row = TypeVar("Row", bound=Model)


class Under(NamedTuple):
    """A row points, by its column ``by``, at one of ``model`` that is ``like`` these values.

    At the first there is; when there is none it is made, with ``more`` values. Two that find none
    at the same time make one each.
    """

    by: str
    model: type[Model]
    like: dict[str, Any]
    more: Callable[[], dict[str, Any]]


class _Put(NamedTuple):
    """A row that is to be put in: its model, names and values; and the instance, if there is one.

    The values of the row it is ``under`` stand after its own.
    """

    model: type[Model]
    names: tuple[str, ...]
    values: list[Any]
    under: Under | None
    row: Model | None

    @property
    def shape(self) -> _Shape:
        """What its SQL depends on."""
        if self.under is None:
            return _Shape(self.model, self.names)
        by, model, like, _more = self.under
        return _Shape(self.model, self.names, by, model, tuple(like))


class _Shape(NamedTuple):
    model: type[Model]
    names: tuple[str, ...]
    by: str = ""
    under: type[Model] | None = None
    like: tuple[str, ...] = ()


_waiting: ContextVar[list[_Put] | None] = ContextVar("tillit_puts", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Rows put in later wait until the end of the block; PostgreSQL gets them in one statement.

    In the caller's transaction. Queries in the block do not see them, and what is wrong with one
    shows at its end. A block in a block is part of it.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting: list[_Put] = []
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    _send(waiting)


def later(model: type[Model], values: dict[str, Any], under: Under | None = None) -> None:
    """Insert one row of these values (by attribute name), at once or at the end of the block.

    What is left out gets the model's default. In the caller's transaction.
    """
    given = [*values.values(), *under.like.values()] if under else [*values.values()]
    _put_in(_Put(model, tuple(values), given, under, None))


def add_later(row: Model) -> None:
    """Insert one new row, at once or at the end of the block; then it has its key."""
    given, names = row.__dict__, _names(type(row))
    _put_in(_Put(type(row), names, [given[name] for name in names], None, row))


def add(row: Row) -> Row:
    """Insert one new row at once; it gets its key. In the caller's transaction."""
    given, names = row.__dict__, _names(type(row))
    _send([_Put(type(row), names, [given[name] for name in names], None, row)])
    return row


def put(model: type[Model], values: dict[str, Any]) -> int:
    """Insert one row of these values at once and give its key: no instance is made."""
    return int(_ask(_Shape(model, tuple(values)), [*values.values()])[0])


def _put_in(put: _Put) -> None:
    waiting = _waiting.get()
    if waiting is None:
        _send([put])
    else:
        waiting.append(put)


def _send(puts: Sequence[_Put]) -> None:
    if len(puts) > 1 and connection.vendor == "postgresql":
        keys = _ask(tuple(put.shape for put in puts), [each for put in puts for each in put.values])
    else:
        keys = [key for put in puts for key in _ask(put.shape, put.values)]
    for put, key in zip(puts, keys, strict=True):
        if key is None:
            _make_both(put)
        elif put.row is not None:
            put.row.pk = key
            put.row._state.adding, put.row._state.db = False, connection.alias


def _make_both(given: _Put) -> None:
    """There was nothing to point at: it is made first."""
    assert given.under is not None
    by, model, like, more = given.under
    key = put(model, {**like, **more()})
    put(given.model, {by: key, **dict(zip(given.names, given.values, strict=False))})


def _ask(shape: _Shape | tuple[_Shape, ...], values: Sequence[Any]) -> Sequence[Any]:
    """The keys of the rows that were put in; None for one that has nothing to point at."""
    statement, made = _statement(shape, connection.alias)
    given = list(values)
    for place, prepare in made:
        given[place] = prepare(given[place])
    rows = statement.rows(connection.alias, given)
    return rows[0] if rows else (None,)


Made = list[tuple[int, Callable[[Any], Any]]]


@lru_cache
def _statement(shape: _Shape | tuple[_Shape, ...], alias: str) -> tuple[Statement, Made]:
    """The statement, and how those values are made fit that have to be."""
    if isinstance(shape, _Shape):
        sql, made = _written(shape, alias)
        return Statement(sql), made
    quote = connections[alias].ops.quote_name
    parts, keys, all_made, before = [], [], [], 0
    for number, one in enumerate(shape):
        sql, made = _written(one, alias)
        parts.append(f"put{number} AS ({sql})")
        keys.append(f"(SELECT {quote(_key(one.model))} FROM put{number})")  # noqa: S608
        all_made += [(before + place, prepare) for place, prepare in made]
        before += len(one.names) + len(one.like)
    return Statement(f"WITH {', '.join(parts)} SELECT {', '.join(keys)}"), all_made


def _written(shape: _Shape, alias: str) -> tuple[str, Made]:
    real: Any = connections[alias]
    quote, columns = real.ops.quote_name, _columns(shape.model)
    chosen = [columns.pop(name) for name in shape.names]
    pointer = [columns.pop(shape.by)] if shape.by else []
    left = [field for field in columns.values() if not field.primary_key]
    names = ", ".join(quote(str(field.column)) for field in (*chosen, *pointer, *left))
    values = ["%s"] * len(chosen)
    made = [(place, _one_value(field, real)) for place, field in enumerate(chosen)]
    if shape.under is None:
        source = f"VALUES ({', '.join([*values, *map(_constant, left)])})"
    else:
        its, key = _columns(shape.under), f"found.{quote(_key(shape.under))}"
        asked = [its[name] for name in shape.like]
        condition = " AND ".join(f"found.{quote(str(field.column))} = %s" for field in asked)
        # Locked: a sweep that works on it at the same time can no longer take it away.
        lock = " FOR KEY SHARE" if real.vendor == "postgresql" else ""
        source = (
            f"SELECT {', '.join([*values, key, *map(_constant, left)])} "  # noqa: S608
            f"FROM {quote(shape.under._meta.db_table)} found WHERE {condition} "
            f"ORDER BY {key} LIMIT 1{lock}"
        )
        made += [(len(chosen) + n, _one_value(field, real)) for n, field in enumerate(asked)]
    table = quote(shape.model._meta.db_table)
    return (
        f"INSERT INTO {table} ({names}) {source} RETURNING {quote(_key(shape.model))}",
        [(place, prepare) for place, prepare in made if prepare],
    )


def _columns(model: type[Model]) -> dict[str, Any]:
    return {field.attname: field for field in model._meta.concrete_fields}


def _key(model: type[Model]) -> str:
    return str(model._meta.pk.column)


@lru_cache
def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields if not field.primary_key)


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
    """As :func:`preparation`, for whatever a caller may have put there."""
    kind = field.get_internal_type()
    if kind in ("CharField", "TextField"):
        # Choices, and texts that are translated late, are no plain text yet.
        return lambda value: value if value is None or type(value) is str else str(value)
    if kind == "DateTimeField":
        return _bare_moment if real.vendor == "sqlite" else None
    if prepare := preparation(field, real):
        return lambda value: None if value is None else prepare(value)
    if isinstance(field, ForeignKey) or kind in _AS_IS:
        return None
    return lambda value: field.get_db_prep_save(value, real)


def _bare_moment(moment: dt.datetime | None) -> str | None:
    """As Django has SQLite keep it: in UTC, without saying so."""
    return None if moment is None else str(moment.astimezone(dt.UTC).replace(tzinfo=None))


_AS_IS = ("UUIDField", "PositiveSmallIntegerField", "PositiveIntegerField",
          "PositiveBigIntegerField", "IntegerField", "BigIntegerField")  # fmt: skip
