"""Pairs of cards that look alike, a page at a time, found by walking an index.

Alike cards stand beside one another in an index: the same address, the same number, the same name
and place. The index is grouped in its own order from where the last page ended, and only until the
page is full: a page costs at most one walk along one index, however many cards there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tillit.people.duplicates.rules import Likeness, likeness
from tillit.people.models import DuplicateDecision, Person
from tillit.people.values import TEXT_FIELDS

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

PAGE: Final = 25
# Groups fetched at a time, and how often before the page is shown with what was found.
GROUPS: Final = 100
ROUNDS: Final = 20
# A switchboard's number or a common name is on many cards: such a group tells nothing.
LARGEST_GROUP: Final = 12
# What alike cards share, surest first: {key: the columns of an index after the organisation}.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "email": ("email",),
    "phone": ("phone",),
    "place": ("sort_key", "postal_code"),
    "workplace": ("sort_key", "workplace"),
}
SHARED: Final[dict[str, Any]] = {
    "email": _("Same e-mail"),
    "phone": _("Same telephone"),
    "place": _("Same name and postal code"),
    "workplace": _("Same name and workplace"),
}

Card = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """Two cards, the older first, and how alike they are."""

    first: Person
    second: Person
    likeness: Likeness


@dataclass(frozen=True)
class Pairs:
    """A page of pairs, the most alike first; ``after`` is where the next begins, None at the end.

    It is a card's key, so that no address or name stands in a log of requests.
    """

    rows: list[Pair]
    after: UUID | None


def pairs(organisation: Organisation, by: str, after: UUID | None = None) -> Pairs:
    """The next pairs that share this, without those judged to be different people.

    ``by`` is one of :data:`KEYS`.
    """
    key = KEYS[by]
    started = _filled(organisation, key).filter(uuid=after) if after else None
    place = started.values_list(*key).first() if started is not None else None
    found: dict[tuple[int, int], Likeness] = {}
    for _round in range(ROUNDS):
        groups = [row[:-1] for row in shared(organisation, key, place)]
        members = _members(organisation, key, groups)
        found |= _alike([members[group] for group in groups])
        if len(groups) < GROUPS:
            return Pairs(_pairs(found), None)
        place = groups[-1]
        after = members[place][0]["uuid"]
        if len(found) >= PAGE:
            break
    return Pairs(_pairs(found), after)


def compare(one: Person, other: Person) -> Likeness:
    """How alike two cards are."""
    return likeness(
        {name: getattr(one, name) for name in TEXT_FIELDS},
        {name: getattr(other, name) for name in TEXT_FIELDS},
    )


def _filled(organisation: Organisation, key: tuple[str, ...]) -> QuerySet[Person]:
    return Person.objects.filter(organisation=organisation, **{f"{name}__gt": "" for name in key})


def shared(
    organisation: Organisation, key: tuple[str, ...], place: tuple[str, ...] | None
) -> QuerySet[Any, tuple[Any, ...]]:
    """The values that several cards share, after a place, in the order of the index."""
    rows = _filled(organisation, key)
    if place is not None:
        # Written so that the index is entered at the place.
        rows = rows.filter(**{f"{key[0]}__gte": place[0]})
        same = {} if len(key) == 1 else {key[0]: place[0]}
        rows = rows.exclude(**same, **{f"{key[-1]}__lte": place[-1]})
    return (
        rows.values_list(*key)
        .annotate(number=Count("*"))
        .filter(number__gt=1, number__lte=LARGEST_GROUP)
        .order_by(*key)[:GROUPS]
    )


def _members(
    organisation: Organisation, key: tuple[str, ...], groups: list[tuple[str, ...]]
) -> dict[tuple[str, ...], list[Card]]:
    """The cards of each group, in one query."""
    members: dict[tuple[str, ...], list[Card]] = {group: [] for group in groups}
    if not groups:
        return members
    wanted = Q()
    if len(key) == 1:
        wanted = Q(**{f"{key[0]}__in": [value for (value,) in groups]})
    else:
        for values in groups:
            wanted |= Q(**dict(zip(key, values, strict=True)))
    rows = Person.objects.filter(wanted, organisation=organisation).order_by("pk")
    for card in rows.values("pk", "uuid", "sort_key", *TEXT_FIELDS):
        members[tuple(card[name] for name in key)].append(card)
    return members


def _alike(groups: list[list[Card]]) -> dict[tuple[int, int], Likeness]:
    """The likely pairs within each group."""
    found = {
        (one["pk"], other["pk"]): alike
        for cards in groups
        for one, other in combinations(cards, 2)
        if (alike := likeness(one, other)).is_likely
    }
    judged = DuplicateDecision.objects.filter(first__in={one for one, _other in found})
    for pair in judged.values_list("first_id", "second_id"):
        found.pop(pair, None)
    return found


def _pairs(found: dict[tuple[int, int], Likeness]) -> list[Pair]:
    """The cards themselves, in one query."""
    cards = Person.objects.in_bulk({pk for pair in found for pk in pair})
    ordered = sorted(found.items(), key=lambda each: (-each[1].score, each[0]))
    return [Pair(cards[one], cards[other], alike) for (one, other), alike in ordered]
