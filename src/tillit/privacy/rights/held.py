"""Everything an organisation holds on one proven e-mail address, found by the declarations.

No module is asked: each holding states its way to the person, and a new module is covered by
stating its own. One query finds out which holdings have rows at all; then one for each that has,
and for what hangs one to one on its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, Field, Model, OneToOneField, Q, QuerySet

from tillit.privacy import prepared
from tillit.privacy.declare import Datum, Holding, declarations
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

Value = TypeVar("Value")


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
    on_cards = _follow_address(held)
    _gather(held)
    _follow_keys(held, on_cards)
    _follow_values(held)
    _follow_references(held)
    _tie(held)
    return held


def _follow_address(held: Held) -> dict[type[Model], list[Holding]]:
    """Rows with the address; and, for each kind of card, what is known to hang on those found."""
    addressed, hanging = _addressed()
    asked = addressed + tuple(each for found in hanging.values() for each in found)
    with_rows = _with_rows(held.organisation, "address", asked, _by_address, [held.email])
    for holding in with_rows:
        if holding in addressed:
            _add(held, holding, "address", _by_own_address, [held.email])
    return {
        model: [each for each in found if each in with_rows] for model, found in hanging.items()
    }


@lru_cache(maxsize=1)
def _addressed() -> tuple[tuple[Holding, ...], dict[type[Model], tuple[Holding, ...]]]:
    """The holdings with the address in their own rows; and what can hang on each kind of card."""
    addressed = tuple(
        holding
        for holding in declarations.holdings.values()
        if _own_paths(holding)
        and not holding.subject.references  # read along with what is named by reference
        and not is_derived(holding)
        and not _comes_with_its_rows(holding)
    )
    cards = [holding for holding in addressed if holding.subject.person == ""]
    return addressed, {card.model: _hanging_on(card.model) for card in cards}


def is_derived(holding: Holding) -> bool:
    """The rows hold nothing but what is made from other values."""
    return all(datum.derived for datum in holding.fields.values())


def _scope(holding: Holding, organisation: Any) -> Q:
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


def _by_address(holding: Holding, organisation: Any, email: str) -> QuerySet[Model]:
    """Rows with the address, be it by way of a card."""
    paths = _own_paths(holding) or holding.subject.emails
    return _through(holding, organisation, email, paths)


def _by_own_address(holding: Holding, organisation: Any, email: str) -> QuerySet[Model]:
    """Rows with the address in a column of their own, or in one that points to them."""
    return _through(holding, organisation, email, _own_paths(holding))


@lru_cache(maxsize=256)
def _own_paths(holding: Holding) -> list[str]:
    return [path for path in holding.subject.emails if not _through_held(holding, path)]


def _through(
    holding: Holding, organisation: Any, email: str, paths: Sequence[str]
) -> QuerySet[Model]:
    rows = holding.model._default_manager
    scope = rows.filter(_scope(holding, organisation)).order_by()
    if holding.organisation and len(paths) == 1 and "__" not in paths[0]:
        return scope.filter(**{paths[0]: email})
    keys = [
        scope.filter(**{path: email}, **_owner_along(holding, path, organisation)).values("pk")
        for path in paths
    ]
    return rows.filter(pk__in=keys[0].union(*keys[1:]) if keys[1:] else keys[0])


def _owner_along(holding: Holding, path: str, organisation: Any) -> dict[str, Any]:
    """A card on the way is the organisation's too. Its index on addresses begins with that."""
    through = _through_held(holding, path)
    if through is None or through[1].organisation is None:
        return {}
    return {f"{through[0]}__{through[1].organisation}": organisation}


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
    target = declarations.holdings.get(column.related_model)
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


# A query by name: from a holding, the organisation (or its key) and values.
Ask = Callable[..., "QuerySet[Model]"]


def _with_rows(
    organisation: Organisation,
    name: str,
    holdings: tuple[Holding, ...],
    ask: Ask,
    given: Sequence[int | str],
) -> list[Holding]:
    """Of these holdings, those with rows; one query for all of them.

    A single one is not asked about: reading it tells.
    """
    if len(holdings) < 2:
        return list(holdings)
    every = type(organisation)._default_manager

    def build(key: int, *values: int | str) -> QuerySet[Any, Any]:
        exist = (Exists(ask(holding, key, *values).order_by()) for holding in holdings)
        return every.filter(pk=key).order_by().values_list(*exist)

    found = prepared.answers((name, holdings), build, [organisation.pk, *given])
    return [holding for holding, has in zip(holdings, found, strict=True) if has]


def _add(held: Held, holding: Holding, name: str, ask: Ask, given: Sequence[int | str]) -> bool:
    """Rows of a holding that were not known join those that are; says whether there were any."""

    def build(key: int, *values: int | str) -> QuerySet[Any, Any]:
        related = _needed(holding) + _needed_along(holding)
        return ask(holding, key, *values).select_related(*related).order_by("pk")

    rows = prepared.rows((name, holding), build, [held.organisation.pk, *given])
    return _join(held, holding, rows)


def _join(held: Held, holding: Holding, rows: list[Any]) -> bool:
    """These rows, and what hangs one to one on them, join those that are known."""
    known = {row.pk for row in held.rows.get(holding.model, [])}
    found = [row for row in rows if row.pk not in known]
    if holding.organisation == "organisation":
        for row in found:
            setattr(row, holding.organisation, held.organisation)
    if found:
        held.rows.setdefault(holding.model, []).extend(found)
    for name, hanging in _along(holding):
        along = [each for row in found if (each := getattr(row, name, None)) is not None]
        _join(held, hanging, [each for each in along if _is_of(each, hanging, held.organisation)])
    return bool(found)


def _is_of(row: Any, holding: Holding, organisation: Organisation) -> bool:
    """Belt and braces: a row that hangs on another is of the same organisation."""
    owner = holding.model._meta.get_field(str(holding.organisation))
    return bool(getattr(row, owner.attname) == organisation.pk)  # type: ignore[union-attr]


@lru_cache(maxsize=256)
def _along(holding: Holding) -> list[tuple[str, Holding]]:
    """What hangs one to one on rows of the holding, by the name a row knows it under."""
    found = []
    for other in declarations.holdings.values():
        columns = _pointers(other, holding.model)
        if len(columns) != 1 or other.organisation != "organisation" or is_derived(other):
            continue
        link = other.model._meta.get_field(columns[0])
        if isinstance(link, OneToOneField):
            found.append((link.remote_field.get_accessor_name(), other))
    return found


def _needed_along(holding: Holding) -> list[str]:
    """The relations to read for what hangs one to one on rows of the holding."""
    needed = []
    for name, other in _along(holding):
        back = _pointers(other, holding.model)[0]
        own = [path for path in _needed(other) if path.partition("__")[0] != back]
        needed += [name, *(f"{name}__{path}" for path in own + _needed_along(other))]
    return needed


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


def _follow_keys(held: Held, on_cards: dict[type[Model], list[Holding]]) -> None:
    """Rows that hang on found ones by a foreign key, as far as that leads.

    ``on_cards``: what is known to hang on the cards, which are all found by now.
    """
    todo = list(held.rows)
    while todo:
        found = todo.pop()
        name, keys = f"pointing to {found._meta.label}", [row.pk for row in held.rows[found]]
        ask = partial(_pointing, found=found)
        pointing = on_cards.get(found)
        if pointing is None:
            pointing = _with_rows(held.organisation, name, _hanging_on(found), ask, _padded(keys))
        for holding in pointing:
            before = set(held.rows)
            is_new = _add(held, holding, name, ask, _padded(keys))
            todo += [holding.model, *(set(held.rows) - before - {holding.model})] if is_new else []


@lru_cache(maxsize=256)
def _hanging_on(found: type[Model]) -> tuple[Holding, ...]:
    """The holdings with rows that point to rows of this model, but for those read along."""
    known = declarations.holdings.get(found)
    along = [holding for _, holding in _along(known)] if known else []
    return tuple(
        holding
        for holding in declarations.holdings.values()
        if _pointers(holding, found) and not is_derived(holding) and holding not in along
    )


@lru_cache(maxsize=2048)
def _pointers(holding: Holding, found: type[Model]) -> list[str]:
    """The columns by which rows of the holding hang on found ones."""
    ways = (_through_held(holding, path) for path in holding.subject.emails)
    return sorted({way[0] for way in ways if way and way[1].model is found})


def _pointing(
    holding: Holding, organisation: Any, *rows: int, found: type[Model]
) -> QuerySet[Model]:
    """Rows of the organisation in which a column points to one of the found rows."""
    match = Q()
    for column in _pointers(holding, found):
        match |= Q(**{f"{column}__in": rows})
    query = holding.model._default_manager.filter(match)
    if holding.organisation:
        query = query.filter(**{holding.organisation: organisation})
    return query


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
            _add(held, holding, "keys", _with_keys, _padded(sorted(keys)))


def _with_keys(holding: Holding, organisation: Any, *keys: int) -> QuerySet[Model]:
    return holding.model._default_manager.filter(_scope(holding, organisation), pk__in=keys)


def _follow_references(held: Held) -> None:
    """Rows that name found ones by reference: the ledger, what was given out about a card.

    They are few kinds, and nearly always there: each is read without asking whether it is.
    """
    names, emails = held.references(), [held.email]
    while names or emails:
        for holding in _named_by("references"):
            own = emails if _own_paths(holding) else []
            if given := own + _padded(names):
                ask = partial(_naming, columns="references", emails=len(own))
                _add(held, holding, f"references {len(own)}", ask, given)
        # Only a staff account does things; the log is not indexed by who did them.
        if staff := _padded([name for name in names if name.startswith("user:")]):
            ask = partial(_naming, columns="actors", emails=0)
            for holding in _with_rows(held.organisation, "actors", _named_by("actors"), ask, staff):
                _add(held, holding, "actors", ask, staff)
        names, emails = _merged_into(held), []
        held.aliases += names


def _named_by(columns: str) -> tuple[Holding, ...]:
    """``columns``: references or actors."""
    return tuple(each for each in declarations.holdings.values() if getattr(each.subject, columns))


def _naming(
    holding: Holding, organisation: Any, *given: str, columns: str, emails: int
) -> QuerySet[Model]:
    """Rows that name one of what is given; the first ``emails`` of which are addresses."""
    rows = holding.model._default_manager.filter(_scope(holding, organisation))
    match = Q()
    for column in getattr(holding.subject, columns):
        match |= Q(**{f"{column}__in": given[emails:]})
    if not emails:
        return rows.filter(match)
    # Each way by its own index: an OR over two of them would read the whole table.
    ways = [rows.filter(**{path: given[0]}) for path in _own_paths(holding)]
    ways += [rows.filter(match)] if given[emails:] else []
    keys = [way.order_by().values("pk") for way in ways]
    return holding.model._default_manager.filter(
        pk__in=keys[0].union(*keys[1:]) if keys[1:] else keys[0]
    )


def _padded(values: Sequence[Value]) -> list[Value]:
    """As many as a power of two, the last repeated: few queries serve every number of values."""
    if not values:
        return []
    wanted = 1 << (len(values) - 1).bit_length()
    return [*values, *([values[-1]] * (wanted - len(values)))]


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
