"""Queries made once and asked again with other values: making one costs more than answering it.

What is asked, by the declarations or by a page that is opened often, does not change while a
process runs; only the organisation, the address and the keys do. What Django made of a query is
kept with stand-ins for those, and the values are put in when it is asked.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.models import Model, QuerySet, signals
from django.db.models.base import ModelState
from django.db.models.query import get_related_populators

from tillit.privacy.statements import Statement

Build = Callable[..., QuerySet[Any, Any]]
Value = int | str | uuid.UUID | dt.date
_AS_IS = (int, str)
_FIRST_STAND_IN = -2_000_000_000
_STAND_INS: dict[type, Callable[[int], Value]] = {
    int: lambda number: _FIRST_STAND_IN - number,
    str: lambda number: f"\x01{number}\x01",
    uuid.UUID: lambda number: uuid.UUID(int=number),
    dt.date: lambda number: dt.date(1, 1, 1) + dt.timedelta(number),
    dt.datetime: lambda number: dt.datetime(1000, 1, 1, tzinfo=dt.UTC) + dt.timedelta(number),
}


@dataclass(frozen=True)
class _Shape:
    """How a row the database gives becomes the model's row: Django's own ModelIterable, once."""

    model: Any
    names: list[str]
    is_bare: bool
    own: slice
    along: Sequence[Any]
    more: dict[str, int]


@dataclass(frozen=True)
class _Prepared:
    """What Django made of a query: its SQL, and which parameter is which value."""

    alias: str
    shape: _Shape
    converters: Any
    statement: Statement
    parameters: tuple[Any, ...]
    places: dict[int, int]

    def filled(self, values: Sequence[Value]) -> tuple[Any, ...]:
        given = list(self.parameters)
        for place, number in self.places.items():
            value = values[number]
            given[place] = value if type(value) in _AS_IS else _adapted(value, self.alias)
        return tuple(given)

    def row(self, read: list[Any], database: Any) -> Any:
        """The model's row, with those read along, from what the database gave."""
        for place, (convert, expression) in self.converters.items():
            if read[place] is None:
                continue
            for each in convert:
                read[place] = each(read[place], expression, database)
        shape = self.shape
        if shape.is_bare:
            made = shape.model.__new__(shape.model)
            made._state = state = ModelState()
            state.db, state.adding = self.alias, False
            made.__dict__.update(zip(shape.names, read[shape.own], strict=True))
        else:
            made = shape.model.from_db(self.alias, shape.names, read[shape.own])
        for along in shape.along:
            along.populate(read, made)
        for name, place in self.shape.more.items():
            setattr(made, name, read[place])
        return made


def rows(key: Hashable, build: Build, values: Sequence[Value]) -> list[Any]:
    """The rows of the query that ``build(*values)`` makes; ``key`` names the query.

    The number and types of the values are part of the name. The first, the organisation, may be
    left unused; each other has to be a parameter of its own.
    """
    prepared = _prepared(_Asked(key, tuple(map(type, values)), build))
    read = prepared.statement.rows(prepared.alias, prepared.filled(values))
    database = connections[prepared.alias]
    return [prepared.row(list(each), database) for each in read]


def answers(key: Hashable, build: Build, values: Sequence[Value]) -> tuple[Any, ...]:
    """The one row of a query made with ``values_list``, as the database gives it; () for none."""
    prepared = _prepared(_Asked(key, tuple(map(type, values)), build))
    read = prepared.statement.rows(prepared.alias, prepared.filled(values))
    return read[0] if read else ()


class _Asked:
    """The name of a query, and how to make it when it is not known yet."""

    def __init__(self, key: Hashable, types: tuple[type, ...], build: Build) -> None:
        self.name, self.build = (key, types), build

    def __hash__(self) -> int:
        return hash(self.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and other.name == self.name


@lru_cache(maxsize=1024)
def _prepared(asked: _Asked) -> _Prepared:
    stand_ins = [_STAND_INS[kind](number) for number, kind in enumerate(asked.name[1])]
    queryset = asked.build(*stand_ins)
    compiler = queryset.query.get_compiler(using=queryset.db)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column[0] for column in compiler.select])
    known = {_adapted(value, queryset.db): number for number, value in enumerate(stand_ins)}
    places = {
        place: known[parameter]
        for place, parameter in enumerate(parameters)
        if isinstance(parameter, Value) and parameter in known
    }
    lost = set(range(1, len(stand_ins))) - set(places.values())
    assert not lost, f"values {lost} of {asked.name[0]} are not in the query"
    shape = _shape(compiler, queryset.db)
    return _Prepared(queryset.db, shape, converters, Statement(sql), tuple(parameters), places)


def _shape(compiler: Any, alias: str) -> _Shape:
    select, info = compiler.select, compiler.klass_info
    if info is None:  # values, not rows of a model
        return _Shape(None, [], is_bare=False, own=slice(0), along=(), more={})
    own = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
    names = [column[0].target.attname for column in select[own]]
    along = get_related_populators(info, select, alias)  # type: ignore[call-arg]
    model = info["model"]
    return _Shape(
        model, names, _is_bare(model, names), own, along, dict(compiler.annotation_col_map)
    )


def _is_bare(model: Any, names: list[str]) -> bool:
    """All its columns are read, and nothing is to happen when an instance is made."""
    own = model.mro()[: model.mro().index(Model)]
    return (
        names == [field.attname for field in model._meta.concrete_fields]
        and model.__init__ is Model.__init__
        and not any("from_db" in vars(each) for each in own)
        and not signals.pre_init.has_listeners(model)
        and not signals.post_init.has_listeners(model)
    )


def _adapted(value: Value, alias: str) -> Any:
    """A value as Django hands it to this database."""
    if isinstance(value, int | str):
        return value
    database = connections[alias]
    if isinstance(value, uuid.UUID):
        return value if database.features.has_native_uuid_field else value.hex
    if isinstance(value, dt.datetime):
        return database.ops.adapt_datetimefield_value(value)
    return database.ops.adapt_datefield_value(value)
