"""Reading the register of persons, each read within one organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.people import rules, search
from tillit.people.models import Person, Relation, SourceRecord
from tillit.privacy.consent.models import Consent
from tillit.privacy.declare import Basis, declarations
from tillit.privacy.holds.queries import due_on
from tillit.privacy.register.queries import in_force
from tillit.privacy.register.schema import Register, words
from tillit.privacy.statement import wording

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

# Up to so many hits, the hits are fetched and put in order; from there on the list is walked in
# order and each card asked whether it is one. Either way a page costs tens of milliseconds.
FEW = 20_000
PAGE = 50
SORTS = {"name": ("sort_key", "id"), "new": ("created_at", "id")}


def persons(organisation: Organisation) -> QuerySet[Person]:
    """Everyone on the organisation's register."""
    return Person.objects.filter(organisation=organisation)


def relation_names(register: Register) -> dict[str, str | Promise]:
    """{kind: what those people are called}, for the kinds the register allows."""
    return {kind: declarations.by_relation(kind).name for kind in rules.kinds(register)}


def with_address(organisation: Organisation, email: str) -> list[Person]:
    """The first few cards that have the address already."""
    return list(persons(organisation).filter(email=email).order_by("pk")[:5]) if email else []


def find(organisation: Organisation, *, text: str = "", kind: str = "") -> QuerySet[Person]:
    """The persons whose words begin so and who have such a relation now, in no order yet."""
    found = persons(organisation)
    words_typed = search.words_of(text)
    if text.strip() and not words_typed:
        return found.none()
    conditions: list[tuple[QuerySet[Any], Exists]] = [
        (search.with_word(organisation.pk, word), search.has_word(organisation.pk, word))
        for word in words_typed
    ]
    if kind:
        held = Relation.objects.filter(organisation=organisation, kind=kind, ended_on=None)
        conditions.append((held, Exists(held.filter(person=OuterRef("pk")))))
    if not conditions:
        return found
    sizes = [rows[: FEW + 1].count() for rows, _exists in conditions]
    rarest = min(range(len(sizes)), key=sizes.__getitem__)
    for number, (rows, exists) in enumerate(conditions):
        if number == rarest and sizes[number] <= FEW:
            found = found.filter(pk__in=rows.values("person_id"))
        else:
            found = found.filter(exists)
    return found


@dataclass(frozen=True)
class Slice:
    """One page of the list: its cards, and the keys of the pages before and after."""

    rows: list[Person]
    before: str
    after: str


def page(found: QuerySet[Person], *, sort: str, after: str = "", before: str = "") -> Slice:
    """A page by keyset: page one thousand costs what page one does."""
    descending = sort.startswith("-")
    column, _pk = SORTS.get(sort.lstrip("-"), SORTS["name"])
    backward = bool(before)
    key = before or after
    down = descending != backward
    if key and (place := _place(column, key)):
        value, pk = place
        step = "lt" if down else "gt"
        # Written so that the index on (organisation, column, id) is entered at the place.
        found = found.filter(**{f"{column}__{step}e": value}).exclude(
            **{column: value, f"id__{'gte' if down else 'lte'}": pk}
        )
    sign = "-" if down else ""
    rows = list(found.order_by(f"{sign}{column}", f"{sign}id")[: PAGE + 1])
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    if backward:
        rows.reverse()
    has_after, has_before = (bool(rows), more) if backward else (more, bool(after) and bool(rows))
    return Slice(
        rows,
        _key(column, rows[0]) if has_before else "",
        _key(column, rows[-1]) if has_after else "",
    )


def _key(column: str, person: Person) -> str:
    value = getattr(person, column)
    return f"{value.isoformat() if isinstance(value, dt.datetime) else value}~{person.pk}"


def _place(column: str, key: str) -> tuple[Any, int] | None:
    value, _tilde, pk = key.rpartition("~")
    try:
        return (dt.datetime.fromisoformat(value) if column == "created_at" else value), int(pk)
    except ValueError:
        return None


def with_relations(rows: Sequence[Person]) -> list[tuple[Person, list[Relation]]]:
    """Each person with the relations that hold the card, in one query."""
    held: dict[int, list[Relation]] = {person.pk: [] for person in rows}
    for relation in Relation.objects.filter(person__in=held).order_by("started_on", "pk"):
        held[relation.person_id].append(relation)
    return [(person, held[person.pk]) for person in rows]


@dataclass(frozen=True)
class Ground:
    """What one purpose of a relation rests on."""

    purpose: str | Promise
    basis: Basis
    law: str

    @property
    def cited(self) -> str:
        """The article of the basis, as it is cited in the reader's language."""
        return wording.article(self.basis)


@dataclass(frozen=True)
class Held:
    """A relation as the card and the person see it: on what basis, and until when."""

    relation: Relation
    name: str | Promise
    grounds: list[Ground]
    kept_until: dt.date | None
    period: Any
    fields: list[str]

    @property
    def is_open(self) -> bool:
        return self.relation.ended_on is None


def relations_of(person: Person, register: Register | None = None) -> list[Held]:
    """The person's relations, each with its legal basis from the register in force (C03)."""
    register = register or in_force(person.organisation)
    rows = person.relations.order_by(F("ended_on").desc(nulls_first=True), "started_on", "pk")
    given = _consents_of(person)
    return [_held(relation, person, register, given) for relation in rows]


def _consents_of(person: Person) -> set[str]:
    """The purposes the person has said yes to, and not withdrawn."""
    if not person.email:
        return set()
    standing = Consent.objects.filter(
        organisation=person.organisation_id, email=person.email, withdrawn_at=None
    )
    return set(standing.values_list("purpose", flat=True))


def _held(relation: Relation, person: Person, register: Register, given: set[str]) -> Held:
    activity = declarations.activities[relation.activity]
    language = get_language() or "nb"
    entry = register.activity(relation.activity)
    grounds = [
        Ground(activity.purpose(chosen.purpose).name, chosen.basis, words(chosen.law, language))
        for chosen in (entry.purposes if entry else [])
        # What rests on consent is done with those only who have said yes.
        if chosen.basis != Basis.CONSENT or chosen.purpose in given
    ]
    retention = register.retention(relation.activity, rules.CARD_RULE)
    relation.person = person
    until = due_on(relation, register).on if entry else None
    return Held(
        relation,
        activity.name,
        grounds,
        until,
        retention.period if retention else None,
        entry.field_keys() if entry else [],
    )


@dataclass(frozen=True)
class Origin:
    """Where a value came from, in words."""

    source: str | Promise
    detail: str
    how: str
    at: dt.datetime
    by: str


def origins_of(person: Person, register: Register, language: str) -> dict[str, Origin]:
    """{field: who or where, when and how}, for every value on the card, in one query."""
    records = SourceRecord.objects.in_bulk(set(person.sources.values()))
    names = source_names(register, language)
    return {
        field: Origin(
            names.get(record.source, record.source),
            record.detail,
            record.how,
            record.recorded_at,
            record.recorded_by,
        )
        for field, key in person.sources.items()
        if (record := records.get(key))
    }


def source_names(register: Register, language: str) -> dict[str, str | Promise]:
    """{key: name} of the sources the register lists; the person is always one.

    The statement calls the person “you”; staff are told of the person.
    """
    return {**{s.key: words(s.name, language) for s in register.sources}, "self": _("the person")}


def sources_for(register: Register, held: Iterable[str], language: str) -> list[tuple[str, Any]]:
    """The sources the register allows for these kinds of relation, as choices (promise C17)."""
    names = source_names(register, language)
    allowed: dict[str, None] = {}
    for kind in held:
        if entry := rules.entry_for(register, kind):
            allowed |= dict.fromkeys(entry.sources)
    return [(key, names.get(key, key)) for key in allowed]
