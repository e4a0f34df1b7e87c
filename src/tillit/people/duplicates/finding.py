"""Pairs of cards that look alike, found by grouping on indexed columns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, F

from tillit.people.duplicates.rules import Likeness, likeness
from tillit.people.models import DuplicateDecision, Person
from tillit.people.values import TEXT_FIELDS

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

GROUPS: Final = 300
# A switchboard's number or a common name is on many cards: such a group tells nothing.
LARGEST_GROUP: Final = 12
SHOWN: Final = 100
# What alike cards are grouped by; each begins with an index's columns.
KEYS: Final = (("email",), ("phone",), ("sort_key", "postal_code"), ("sort_key", "workplace"))


@dataclass(frozen=True)
class Pair:
    """Two cards, the older first, and how alike they are."""

    first: Person
    second: Person
    likeness: Likeness


def pairs(organisation: Organisation) -> list[Pair]:
    """The pairs most alike first, without those judged to be different people."""
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    cards: dict[int, Person] = {}
    for key in KEYS:
        for person in _in_groups(organisation, key):
            cards[person.pk] = person
            groups[(key, *(getattr(person, name) for name in key))].append(person.pk)
    candidates = {
        (min(one, other), max(one, other))
        for members in groups.values()
        for one, other in combinations(members, 2)
    }
    different = set(
        DuplicateDecision.objects.filter(organisation=organisation).values_list(
            "first_id", "second_id"
        )
    )
    found = [
        Pair(cards[one], cards[other], alike)
        for one, other in sorted(candidates - different)
        if (alike := compare(cards[one], cards[other])).is_likely
    ]
    return sorted(found, key=lambda pair: -pair.likeness.score)[:SHOWN]


def compare(one: Person, other: Person) -> Likeness:
    """How alike two cards are."""
    return likeness(
        {name: getattr(one, name) for name in TEXT_FIELDS},
        {name: getattr(other, name) for name in TEXT_FIELDS},
    )


def _in_groups(organisation: Organisation, key: tuple[str, ...]) -> list[Person]:
    """The cards that share these values with another."""
    filled = Person.objects.filter(organisation=organisation)
    for name in key:
        filled = filled.exclude(**{name: ""})
    shared = (
        filled.values(*key)
        .annotate(number=Count("pk"))
        .filter(number__gt=1, number__lte=LARGEST_GROUP)
        .order_by(*key)[:GROUPS]
    )
    wanted = {tuple(row[name] for name in key) for row in shared}
    first = key[0]
    cards = filled.filter(**{f"{first}__in": {values[0] for values in wanted}}).order_by(F("pk"))
    return [card for card in cards if tuple(getattr(card, name) for name in key) in wanted]
