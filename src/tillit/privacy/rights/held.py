"""Everything an organisation holds on one proven e-mail address, found by the declarations.

No module is asked: each holding states its way to the person, and a new module is covered by
stating its own. One query finds out which holdings have rows at all; then one for each that has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, Field, Model, Q, QuerySet

from tillit.privacy.declare import Datum, Holding, declarations
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@dataclass
class Held:
    """What is held on one address in one organisation, by holding."""

    organisation: Organisation
    email: str
    rows: dict[type[Model], list[Any]] = field(default_factory=dict)
    # References of cards that were merged into the found ones: the log still names them.
    aliases: list[str] = field(default_factory=list)

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

    def cards(self) -> list[Any]:
        """The cards of the person; nearly always one, or none."""
        return [
            row
            for holding in declarations.holdings.values()
            if holding.subject.person == ""
            for row in self.of(holding)
        ]

    def references(self) -> list[str]:
        """References of all rows that have one; the ledger names them so."""
        return self.aliases + [
            reference(row) for rows in self.rows.values() for row in rows if hasattr(row, "uuid")
        ]

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.rows.values())


def held_on(organisation: Organisation, email: str) -> Held:
    """Everything held on a normalised address. The caller has seen it proven.

    What is made from other values alone (search words) is not among it.
    """
    held = Held(organisation, email)
    if not email:
        return held
    there = _with_rows(
        organisation,
        {
            holding: query
            for holding in declarations.holdings.values()
            if not is_derived(holding)
            and (query := _by_address(holding, organisation, email)) is not None
        },
    )
    for holding in there:
        query = _by_own_address(holding, organisation, email)
        if query is not None and not _comes_with_its_rows(holding):
            _add(held, holding, query)
    _gather(held)
    _follow_keys(held, there)
    _follow_values(held)
    _follow_references(held)
    _tie(held)
    return held


def is_derived(holding: Holding) -> bool:
    """The rows hold nothing but what is made from other values."""
    return all(datum.derived for datum in holding.fields.values())


def _scope(holding: Holding, organisation: Organisation) -> Q:
    """Rows of this organisation; of an installation's rows, those of accounts that work here."""
    if holding.organisation:
        return Q(**{holding.organisation: organisation})
    scope = Q()
    for path in _ways_here(holding):
        scope |= Q(**{f"{path}__organisation": organisation})
    return scope


def _ways_here(holding: Holding) -> Iterator[str]:
    """Look-up paths from a row of the whole installation to what ties it to an organisation."""
    yield from holding.held_by
    for name in holding.part_of:
        parent = declarations.holdings.get(holding.model._meta.get_field(name).related_model)  # type: ignore[arg-type]
        if parent is not None:
            yield from (f"{name}__{path}" for path in _ways_here(parent))


def is_tied_to_an_organisation(holding: Holding) -> bool:
    """The rows can be told to be one organisation's; a session on My page cannot."""
    return holding.organisation is not None or any(_ways_here(holding))


def _by_address(holding: Holding, organisation: Organisation, email: str) -> QuerySet[Model] | None:
    """Rows that lead to the address in any of the declared ways."""
    return _through(holding, organisation, email, holding.subject.emails)


def _by_own_address(
    holding: Holding, organisation: Organisation, email: str
) -> QuerySet[Model] | None:
    """Rows with the address in a column of their own, or in one that points to them."""
    own = [path for path in holding.subject.emails if not _through_held(holding, path)]
    return _through(holding, organisation, email, own)


def _through(
    holding: Holding, organisation: Organisation, email: str, paths: Iterable[str]
) -> QuerySet[Model] | None:
    rows = holding.model._default_manager
    scope = rows.filter(_scope(holding, organisation)).order_by()
    keys = [scope.filter(**{path: email}).values("pk") for path in paths]
    if not keys:
        return None
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


def _comes_with_its_rows(holding: Holding) -> bool:
    """What is found only through rows that point to it is read along with them."""
    return bool(holding.held_by) and all(
        path.partition("__")[0] in holding.held_by for path in holding.subject.emails
    )


def _gather(held: Held) -> None:
    """What the found rows point to and came with them (the message of a delivery). No query."""
    for holding in declarations.holdings.values():
        if not _comes_with_its_rows(holding):
            continue
        for name in holding.held_by:
            link = holding.model._meta.get_field(name)
            children = held.rows.get(link.related_model, [])  # type: ignore[arg-type]
            parents = {
                parent.pk: parent
                for child in children
                if (parent := getattr(child, link.field.name)) is not None  # type: ignore[union-attr]
            }
            if parents:
                held.rows[holding.model] = [parents[key] for key in sorted(parents)]


def _with_rows(
    organisation: Organisation, queries: dict[Holding, QuerySet[Model]]
) -> list[Holding]:
    holdings = list(queries)
    if not holdings:
        return []
    answers = (
        type(organisation)
        ._default_manager.filter(pk=organisation.pk)
        .values_list(*(Exists(queries[holding]) for holding in holdings))
        .get()
    )
    return [holding for holding, has in zip(holdings, answers, strict=True) if has]


def _add(held: Held, holding: Holding, query: QuerySet[Model]) -> bool:
    known = {row.pk for row in held.rows.get(holding.model, [])}
    found = [
        row for row in query.select_related(*_needed(holding)).order_by("pk") if row.pk not in known
    ]
    if holding.organisation == "organisation":
        for row in found:
            row.organisation = held.organisation
    if found:
        held.rows.setdefault(holding.model, []).extend(found)
    return bool(found)


def _needed(holding: Holding) -> list[str]:
    """The relations that telling of a row reads: what it shows, and what its clock hangs on."""
    needed = {name for name in holding.fields if holding.model._meta.get_field(name).is_relation}
    paths = [
        path
        for paths in holding.starts.values()
        for path in ((paths,) if isinstance(paths, str) else paths)
    ]
    needed |= {path.rpartition("__")[0] for path in paths if "__" in path}
    for name in holding.part_of:
        needed.add(name)
        parent = declarations.holdings.get(holding.model._meta.get_field(name).related_model)  # type: ignore[arg-type]
        if parent is not None:
            needed |= {f"{name}__{path}" for path in _needed(parent)}
    return sorted(needed)


def _follow_keys(held: Held, there: list[Holding]) -> None:
    """Rows that hang on found ones by a foreign key, as far as that leads."""
    todo = list(held.rows)
    while todo:
        found = todo.pop()
        for holding in there:
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


def _follow_values(held: Held) -> None:
    """Rows that values of found ones name: where each value of a card came from."""
    for holding in declarations.holdings.values():
        if holding.held_by_values is None:
            continue
        label, column = holding.held_by_values
        keys = {
            key
            for model, rows in held.rows.items()
            if model._meta.label == label
            for row in rows
            for key in getattr(row, column).values()
        }
        if keys:
            query = holding.model._default_manager.filter(pk__in=keys)
            _add(held, holding, query.filter(_scope(holding, held.organisation)))


def _follow_references(held: Held) -> None:
    """Rows that name found ones by reference: the ledger, what was given out about a card."""
    names = held.references()
    while names:
        queries = {
            holding: _naming(holding, held.organisation, names).exclude(
                pk__in=[row.pk for row in held.of(holding)]
            )
            for holding in declarations.holdings.values()
            if holding.subject.references
        }
        for holding in _with_rows(held.organisation, queries):
            _add(held, holding, queries[holding])
        names = _merged_into(held)
        held.aliases += names


def _naming(holding: Holding, organisation: Organisation, names: list[str]) -> QuerySet[Model]:
    match = Q()
    for column in holding.subject.references:
        match |= Q(**{f"{column}__in": names})
    return holding.model._default_manager.filter(_scope(holding, organisation), match)


def _merged_into(held: Held) -> list[str]:
    """References of cards merged into the found ones that were not known before."""
    known = set(held.references())
    return [
        alias
        for entry in held.rows.get(LedgerEntry, [])
        if entry.kind == "merged" and entry.subject in known and entry.content
        if (alias := entry.content.get("from")) and alias not in known
    ]


def _tie(held: Held) -> None:
    """A card knows the found rows that hold it, so that asking until when costs no query."""
    for holding in declarations.holdings.values():
        for name in holding.held_by:
            link = holding.model._meta.get_field(name)
            children = held.rows.get(link.related_model, [])  # type: ignore[arg-type]
            for row in held.of(holding):
                mine = [
                    child
                    for child in children
                    if getattr(child, link.field.attname) == row.pk  # type: ignore[union-attr]
                ]
                for child in mine:
                    setattr(child, link.field.name, row)  # type: ignore[union-attr]
                kept = getattr(row, name).all()
                kept._result_cache, kept._prefetch_done = mine, True
                cache = row.__dict__.setdefault("_prefetched_objects_cache", {})
                cache[link.field.remote_field.cache_name] = kept  # type: ignore[union-attr]


def values(holding: Holding, row: Model) -> list[tuple[str, Datum, Any]]:
    """The personal values of a row that say something: (column, its declaration, value)."""
    shown = []
    for name, datum in holding.fields.items():
        if datum.derived:
            continue
        value = getattr(row, name)
        if value in (None, "", [], {}):
            continue
        if datum.told is not None:
            value = datum.told(row)
        elif isinstance(value, Model):
            value = str(value)
        elif datum.file:
            value = value.name
        elif choices := getattr(holding.model._meta.get_field(name), "choices", None):
            value = dict(choices).get(value, value)
        shown.append((name, datum, value))
    return shown
