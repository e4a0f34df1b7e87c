"""What is done to cards and relations: each verb one transaction, with its ledger entry."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.people import rules, search
from tillit.people.models import Person, Relation, SourceRecord
from tillit.people.values import (
    TEXT_FIELDS,
    RefusedError,
    clean_all,
    refuse_day_ahead,
    refuse_identity_numbers,
    sort_key_of,
)
from tillit.privacy import bulk
from tillit.privacy.consent import actions as consent
from tillit.privacy.declare import declarations
from tillit.privacy.holds.files import queue_files
from tillit.privacy.ledger.actions import record, record_many
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force
from tillit.privacy.register.schema import Register
from tillit.privacy.rights.receivers import tell_of_correction

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation, User


@dataclass(frozen=True)
class NewPerson:
    """A card to be made: its values in their one form, and since when the relation is."""

    values: Mapping[str, str]
    started_on: dt.date


def note_source(
    organisation: Organisation, source: str, *, how: str, by: str, detail: str = ""
) -> SourceRecord:
    """Say once where values came from, when and how; the values then point to it.

    Raises ValidationError when the detail holds a national identity number.
    """
    try:
        refuse_identity_numbers(detail)
    except RefusedError as refusal:
        raise ValidationError({"detail": refusal.as_validation_error()}) from None
    return SourceRecord.objects.create(
        organisation=organisation,
        source=source,
        how=how,
        detail=detail.strip()[:200],
        recorded_by=by,
        recorded_at=clock.now(),
    )


@transaction.atomic
def add_person(
    organisation: Organisation,
    values: Mapping[str, str],
    *,
    source: str | SourceRecord,
    by: str,
    kind: str,
    started_on: dt.date,
    how: str = "desk",
    detail: str = "",
    review_on: dt.date | None = None,
) -> Person:
    """Someone gets a card, held by a relation of one kind.

    ``values`` are as written. Raises ValidationError, by field, for a value that cannot be kept,
    and for a field that the register does not let such a relation hold (GDPR article 5(1)(c)).
    """
    register = in_force(organisation)
    refuse_kind(register, kind)
    refuse_day_ahead(started_on)
    kept = checked(values, rules.fields_allowed(register, [kind]))
    if not (kept.get("first_name") or kept.get("last_name") or kept.get("email")):
        raise RefusedError("nameless").as_validation_error()
    if isinstance(source, str):
        source = note_source(organisation, source, how=how, by=by, detail=detail)
    [key] = add_persons(
        organisation,
        [NewPerson(kept, started_on)],
        source=source,
        by=by,
        kind=kind,
        review_on=review_on,
    )
    return Person.objects.get(pk=key)


@transaction.atomic
def add_persons(
    organisation: Organisation,
    rows: Sequence[NewPerson],
    *,
    source: SourceRecord,
    by: str,
    kind: str,
    review_on: dt.date | None = None,
    **details: Any,
) -> list[int]:
    """Many get a card each, set-based. The values must be checked and in their one form.

    ``details`` go into the ledger: codes and references only. Gives the cards' row keys, in the
    rows' order.
    """
    now = clock.now()
    uuids = [uuid4() for _row in rows]
    sources = lru_cache(100)(lambda fields: bulk.Json(json.dumps(dict.fromkeys(fields, source.pk))))
    persons = list(bulk.set_aside(Person, len(rows)))
    bulk.insert(
        Person,
        ("id", *TEXT_FIELDS, "organisation_id", "uuid", "sort_key", "sources", "created_at",
         "picture"),
        (
            (
                pk,
                *(row.values.get(name, "") for name in TEXT_FIELDS),
                organisation.pk,
                key,
                sort_key_of(row.values.get("first_name", ""), row.values.get("last_name", "")),
                sources(tuple(field for field, value in row.values.items() if value)),
                now,
                "",
            )
            for pk, key, row in zip(persons, uuids, rows, strict=True)
        ),
    )  # fmt: skip
    search.insert(
        term
        for pk, row in zip(persons, rows, strict=True)
        for term in search.term_rows(organisation.pk, pk, row.values)
    )
    activity = declarations.by_relation(kind).key
    bulk.insert(
        Relation,
        (
            "organisation_id",
            "person_id",
            "kind",
            "activity",
            "started_on",
            "review_on",
            "created_at",
        ),
        (
            (
                organisation.pk,
                pk,
                kind,
                activity,
                row.started_on,
                review_day(kind, row.started_on, review_on),
                now,
            )
            for pk, row in zip(persons, rows, strict=True)
        ),
    )
    record_many(
        organisation,
        "registered",
        subjects=[f"person:{key}" for key in uuids],
        actor=by,
        relation=kind,
        source=source.source,
        how=source.how,
        **details,
    )
    return persons


@transaction.atomic
def change_values(
    person: Person,
    values: Mapping[str, str],
    *,
    source: str | SourceRecord,
    how: str,
    by: str,
    detail: str = "",
    seen: str = "",
) -> list[str]:
    """Values on a card are corrected, filled in or taken away; gives the fields that changed.

    Each changed value says from now on where it came from; those who were given it are told what
    it is now (article 19). ``seen``: the :func:`fingerprint` of the card as the writer saw it.
    Raises ChangedMeanwhileError when it is another by now, and ValidationError as
    :func:`add_person`; a field that no relation holds can be emptied but not filled.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if seen and seen != fingerprint(person):
        raise ChangedMeanwhileError(person)
    organisation = person.organisation
    register = in_force(organisation)
    allowed = rules.fields_allowed(register, held_kinds(person))
    kept = checked(values, allowed)
    changed = {field: value for field, value in kept.items() if value != getattr(person, field)}
    if not changed:
        return []
    after = {field: changed.get(field, getattr(person, field)) for field in TEXT_FIELDS}
    if not (after["first_name"] or after["last_name"] or after["email"]):
        raise RefusedError("nameless").as_validation_error()
    if isinstance(source, str):
        source = note_source(organisation, source, how=how, by=by, detail=detail)
    before = person.email
    write_values(person, changed, source.pk)
    tell_of_correction(person, changed, email=before)
    record(
        organisation,
        "changed",
        subject=reference(person),
        actor=by,
        fields=sorted(changed),
        source=source.source,
        how=how,
    )
    if before and "email" in changed:
        _follow_address(person, before, by=by)
    return sorted(changed)


class ChangedMeanwhileError(Exception):
    """Someone else has changed the card while the writer had it open; ``person`` is it now."""

    def __init__(self, person: Person) -> None:
        super().__init__(person.pk)
        self.person = person


def fingerprint(person: Person) -> str:
    """Tells one state of a card's values from another, and nothing of what they are."""
    values = json.dumps([str(person.uuid), *(getattr(person, name) for name in TEXT_FIELDS)])
    return hmac.new(settings.PRIVACY_KEY.encode(), values.encode(), hashlib.sha256).hexdigest()


# Told in the same transaction: (person, the address the card had until now, by).
on_new_address: list[Callable[..., object]] = []


def _follow_address(person: Person, former: str, *, by: str) -> None:
    """What was known by the card's former address is known by the new one.

    An address that another card has too stays theirs, with its consents; what a module knows to be
    this person's, it moves itself.
    """
    shared = Person.objects.filter(organisation=person.organisation_id, email=former).exists()
    if person.email and not shared:
        consent.move(person.organisation, former, person.email, by=by)
    for listener in on_new_address:
        listener(person, former, by=by)


def write_values(person: Person, changed: Mapping[str, str], source_id: int) -> None:
    """Put values on a card with their source, search words and place in the alphabet."""
    for field, value in changed.items():
        setattr(person, field, value)
        if value:
            person.sources[field] = source_id
        else:
            person.sources.pop(field, None)
    person.sort_key = sort_key_of(person.first_name, person.last_name)
    person.save(update_fields=[*changed, "sources", "sort_key"])
    searched = {field: value for field, value in changed.items() if field in search.FIELDS}
    if searched:
        search.rewrite(person.organisation_id, person.pk, searched)


@transaction.atomic
def start_relation(
    person: Person, kind: str, *, on: dt.date, by: str, review_on: dt.date | None = None
) -> Relation:
    """A person becomes a member, customer, supplier … as well as what they are already.

    Raises ValidationError when the register has no such relation, the person has it already, or
    the day has not come.
    """
    organisation = person.organisation
    refuse_kind(in_force(organisation), kind)
    refuse_day_ahead(on)
    Person.objects.select_for_update().get(pk=person.pk)
    if person.relations.filter(kind=kind, ended_on=None).exists():
        raise ValidationError({"kind": _("The person has this relation already.")})
    relation = new_relation(person, kind, on, review_on)
    relation.save(force_insert=True)
    record(
        organisation, "registered", subject=reference(person), actor=by, relation=kind, how="desk"
    )
    return relation


@transaction.atomic
def end_relation(relation: Relation, *, on: dt.date, by: str, reason: str = "") -> bool:
    """One relation ends; the others stay, and it holds its fields until its clock has run out.

    A last day that has not come yet can be moved. A relation whose start has not come yet never
    was: it starts and ends that day. Gives False when it had ended before. Raises ValidationError
    when it would end before it started, or years from now. ``reason`` is a code.
    """
    today = clock.today()
    if refusal := rules.last_day_refused(relation.started_on, on, today):
        raise ValidationError({"on": refusal})
    started_on = min(relation.started_on, on)
    not_yet = Q(ended_on=None) | Q(ended_on__gt=today)
    ended = Relation.objects.filter(not_yet, pk=relation.pk).update(
        started_on=started_on, ended_on=on
    )
    if not ended:
        return False
    relation.started_on, relation.ended_on = started_on, on
    details = {"reason": reason} if reason else {}
    record(
        relation.organisation,
        "changed",
        subject=reference(relation.person),
        actor=by,
        fields=["ended_on"],
        relation=relation.kind,
        **details,
    )
    return True


@transaction.atomic
def end_switched_off(organisation: Organisation, version: Any, by: User | None) -> int:
    """Relations of activities that the register has no longer end that day; gives how many.

    Their clocks run out under the periods last known. Set-based: it can be everyone there is.
    """
    register, today = Register.model_validate(version.document), clock.today()
    off = [
        activity.key
        for activity in declarations.activities.values()
        if activity.relation and register.activity(activity.key) is None
    ]
    running = Relation.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), organisation=organisation, activity__in=off
    )
    ending = list(running.order_by("pk").values_list("pk", "kind", "person__uuid"))
    # One that was to begin later has held its fields all the same, and ends now.
    running.filter(started_on__gt=today).update(started_on=today)
    for kind in sorted({each[1] for each in ending}):
        record_many(
            organisation,
            "changed",
            subjects=[f"person:{key}" for _pk, its, key in ending if its == kind],
            actor=reference(by) if by else "system",
            fields=["ended_on"],
            relation=kind,
            reason="switched_off",
        )
    Relation.objects.filter(pk__among=[each[0] for each in ending]).update(ended_on=today)
    return len(ending)


@transaction.atomic
def set_picture(person: Person, image: bytes | None, *, source: str, how: str, by: str) -> None:
    """The person's picture is set (made safe by ``pictures.read``) or, with None, taken away.

    Raises ValidationError when no relation holds a picture.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    organisation = person.organisation
    if image is not None:
        allowed = rules.fields_allowed(in_force(organisation), held_kinds(person))
        if "picture" not in allowed:
            raise ValidationError({"picture": RefusedError("not_asked").as_validation_error()})
    before = person.picture.name
    if image is None and not before:
        return
    if image is None:
        person.picture = ""
        person.sources.pop("picture", None)
    else:
        person.picture.save("picture.jpg", ContentFile(image), save=False)
        noted = note_source(organisation, source, how=how, by=by)
        person.sources["picture"] = noted.pk
    person.save(update_fields=["picture", "sources"])
    record(
        organisation, "changed", subject=reference(person), actor=by, fields=["picture"], how=how
    )
    queue_files(organisation, [before or ""])


def touch(organisation: Organisation, email: str, at: dt.datetime) -> None:
    """The person with this proven address did something: the clock of last contact starts anew."""
    Person.objects.filter(
        Q(last_interaction_at=None) | Q(last_interaction_at__lt=at),
        organisation=organisation,
        email=email,
    ).update(last_interaction_at=at)


def held_kinds(person: Person) -> list[str]:
    """The kinds of relation that hold the card; an ended one holds until the sweep releases it."""
    return list(person.relations.values_list("kind", flat=True))


def checked(values: Mapping[str, str], allowed: Iterable[str]) -> dict[str, str]:
    """The values in their one form; ValidationError by field for what cannot be kept."""
    known = {field: str(values[field] or "") for field in TEXT_FIELDS if field in values}
    may = set(allowed)
    refused = {
        field: RefusedError("not_asked").as_validation_error()
        for field, text in known.items()
        if field not in may and text.strip()
    }
    if refused:
        raise ValidationError(refused)
    return clean_all(known)


def refuse_kind(register: Register, kind: str) -> None:
    """Raises ValidationError for a relation whose activity the register has not switched on."""
    if rules.entry_for(register, kind) is None:
        raise ValidationError({"kind": _("The register has no such relation. Switch it on first.")})


def new_relation(
    person: Person, kind: str, on: dt.date, review_on: dt.date | None = None
) -> Relation:
    """A relation not yet stored, with its day of review where its kind has one."""
    return Relation(
        organisation_id=person.organisation_id,
        person=person,
        kind=kind,
        activity=declarations.by_relation(kind).key,
        started_on=on,
        review_on=review_day(kind, on, review_on),
        created_at=clock.now(),
    )


def review_day(kind: str, on: dt.date, chosen: dt.date | None) -> dt.date | None:
    """When a relation of this kind is looked at again; None for kinds that are not reviewed."""
    if not rules.is_reviewed(kind):
        return None
    return chosen or rules.REVIEW_AFTER.add_to(max(on, clock.today()))
