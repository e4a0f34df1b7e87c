"""Everything an organisation holds on one proven e-mail address, found by the declarations.

No module is asked: each holding states its way to the person, and a new module is covered by
stating its own. One query finds out which holdings have rows at all; then one for each that has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, Field, Model, Q, QuerySet

from tillit.privacy.declare import Datum, Holding, declarations
from tillit.privacy.references import reference

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@dataclass
class Held:
    """What is held on one address in one organisation, by holding."""

    organisation: Organisation
    email: str
    rows: dict[type[Model], list[Any]] = field(default_factory=dict)

    def of(self, holding: Holding) -> list[Any]:
        """The rows of one holding."""
        return self.rows.get(holding.model, [])

    def holdings(self) -> Iterator[Holding]:
        """The holdings that have rows, in the order of their activities."""
        order = {key: number for number, key in enumerate(a.key for a in declarations.in_order())}
        for holding in sorted(
            declarations.holdings.values(), key=lambda h: (order[h.activity], h.label)
        ):
            if self.rows.get(holding.model):
                yield holding

    def references(self) -> list[str]:
        """References of all rows that have one; the ledger names them so."""
        return [
            reference(row) for rows in self.rows.values() for row in rows if hasattr(row, "uuid")
        ]

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.rows.values())


def held_on(organisation: Organisation, email: str) -> Held:
    """Everything held on a normalised address. The caller has seen it proven."""
    held = Held(organisation, email)
    if not email:
        return held
    by_address = {
        holding: query
        for holding in declarations.holdings.values()
        if (query := _by_own_address(holding, organisation, email)) is not None
    }
    for holding in _with_rows(organisation, by_address):
        _add(held, holding, by_address[holding])
    _follow_keys(held)
    _follow_references(held)
    return held


def _scope(holding: Holding, organisation: Organisation) -> Q:
    """Rows of this organisation; an installation-wide card counts where a holder is this one's."""
    if holding.organisation:
        return Q(**{holding.organisation: organisation})
    scope = Q()
    for relation in holding.held_by:
        scope |= Q(**{f"{relation}__organisation": organisation})
    return scope


def _by_own_address(
    holding: Holding, organisation: Organisation, email: str
) -> QuerySet[Model] | None:
    """Rows with the address in a column of their own, or in one that points to them."""
    own = [path for path in holding.subject.emails if not _through_held(holding, path)]
    if not own:
        return None
    rows = holding.model._default_manager
    scope = rows.filter(_scope(holding, organisation)).order_by()
    keys = [scope.filter(**{path: email}).values("pk") for path in own]
    return rows.filter(pk__in=keys[0].union(*keys[1:]) if keys[1:] else keys[0])


def _through_held(holding: Holding, path: str) -> tuple[str, Holding] | None:
    """For "person__email": ("person", the holding of Person), when that reaches the address."""
    key, _, rest = path.partition("__")
    if not rest:
        return None
    try:
        column = holding.model._meta.get_field(key)
    except FieldDoesNotExist:
        return None
    if not isinstance(column, Field) or column.related_model is None:
        return None
    target = declarations.holdings.get(column.related_model)  # type: ignore[arg-type]
    return (key, target) if target and rest in target.subject.emails else None


def _with_rows(
    organisation: Organisation, queries: dict[Holding, QuerySet[Model]]
) -> list[Holding]:
    holdings = list(queries)
    answers = (
        type(organisation)
        ._default_manager.filter(pk=organisation.pk)
        .values_list(*(Exists(queries[holding]) for holding in holdings))
        .get()
    )
    return [holding for holding, has in zip(holdings, answers, strict=True) if has]


def _add(held: Held, holding: Holding, query: QuerySet[Model]) -> bool:
    shown = [name for name in holding.fields if holding.model._meta.get_field(name).is_relation]
    known = {row.pk for row in held.rows.get(holding.model, [])}
    found = [row for row in query.select_related(*shown) if row.pk not in known]
    if found:
        held.rows.setdefault(holding.model, []).extend(found)
    return bool(found)


def _follow_keys(held: Held) -> None:
    """Rows that hang on found ones by a foreign key, as far as that leads."""
    todo = list(held.rows)
    while todo:
        found = todo.pop()
        for holding in declarations.holdings.values():
            keys = {
                way[0]
                for path in holding.subject.emails
                if (way := _through_held(holding, path)) and way[1].model is found
            }
            if not keys:
                continue
            rows = held.rows[found]
            match = Q()
            for key in keys:
                match |= Q(**{f"{key}__in": rows})
            query = holding.model._default_manager.filter(match)
            if holding.organisation:
                query = query.filter(**{holding.organisation: held.organisation})
            if _add(held, holding, query):
                todo.append(holding.model)


def _follow_references(held: Held) -> None:
    """Rows that name found ones by reference: the ledger, where a value was recorded by."""
    names = held.references()
    if not names:
        return
    for holding in declarations.holdings.values():
        if not holding.subject.references:
            continue
        match = Q()
        for column in holding.subject.references:
            match |= Q(**{f"{column}__in": names})
        query = holding.model._default_manager.filter(_scope(holding, held.organisation), match)
        _add(held, holding, query)


def values(holding: Holding, row: Model) -> list[tuple[str, Datum, Any]]:
    """The personal values of a row that say something: (column, its declaration, value)."""
    shown = []
    for name, datum in holding.fields.items():
        if datum.derived:
            continue
        value = getattr(row, name)
        if value in (None, "", [], {}):
            continue
        if isinstance(value, Model):
            value = str(value)
        elif datum.file:
            value = value.name
        elif choices := getattr(holding.model._meta.get_field(name), "choices", None):
            value = dict(choices).get(value, value)
        shown.append((name, datum, value))
    return shown
