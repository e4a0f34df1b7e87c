"""Two cards become one: nothing that pointed to either is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import Exists, F, Model, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.people import search
from tillit.people.models import DuplicateDecision, Person, Relation, SearchTerm
from tillit.people.values import TEXT_FIELDS, sort_key_of
from tillit.privacy.declare import declarations
from tillit.privacy.holds.files import queue_files
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference

# Has a way of its own below; every other row that points to a card is moved as it is.
OWN_WAY = (Relation, SearchTerm, DuplicateDecision)


@transaction.atomic
def merge(keep: Person, lose: Person, *, chosen: Mapping[str, int], by: str) -> Person:
    """``lose`` becomes part of ``keep``; gives the card that stays.

    ``chosen`` says for a field whose value stays ({field: key of either card}); a value only one
    of them has always stays. Relations, and whatever else pointed to the card or was known by its
    address, come along; of two running relations of one kind the later one has ended, so that both
    histories are kept. Raises ValidationError, and changes nothing, when that cannot be done.
    """
    locked = Person.objects.select_for_update().in_bulk([keep.pk, lose.pk])
    if len(locked) != 2 or keep.organisation_id != lose.organisation_id:
        raise ValidationError(_("One of the cards is no longer there."))
    keep, lose = locked[keep.pk], locked[lose.pk]
    before = {keep.email, lose.email}
    gone = _take_values(keep, lose, chosen)
    _merge_relations(keep, lose)
    _tell_apart_still(keep, lose)
    for model, column in pointing_here():
        if model not in OWN_WAY:
            _move(model, column, keep, lose)
    SearchTerm.objects.filter(person__in=[keep, lose]).delete()
    former = reference(lose)
    Person.objects.filter(pk=lose.pk).delete()
    keep.save()
    values = {name: getattr(keep, name) for name in search.FIELDS}
    search.insert(search.term_rows(keep.organisation_id, keep.pk, values))
    for address in before - {keep.email, ""}:
        follow_address(keep, address)
    _rename_references(keep, former)
    queue_files(keep.organisation, gone)
    record(
        keep.organisation,
        "merged",
        subject=reference(keep),
        actor=by,
        fields=sorted(name for name, pk in chosen.items() if pk == lose.pk),
        **{"from": former},
    )
    return keep


@transaction.atomic
def tell_apart(one: Person, other: Person, *, by: str) -> None:
    """They are different people: the pair is not shown again."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    DuplicateDecision.objects.get_or_create(
        first=first,
        second=second,
        defaults={
            "organisation": first.organisation,
            "decided_by": by,
            "decided_at": clock.now(),
        },
    )


def pointing_here() -> Iterator[tuple[type[Model], str]]:
    """(model, column) of every foreign key to a card, of modules to come as well."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.is_relation:
            if relation.many_to_many:
                raise TypeError(f"{relation}: a many-to-many to a card has no way to be merged")
            model: Any = relation.related_model
            yield model, relation.field.name  # type: ignore[union-attr]


def follow_address(person: Person, former: str) -> None:
    """What was known by the person's former address is known by the present one from now on.

    Unless another card has that address too: then it stays theirs. A row that the present address
    has already (a registration for the same event) stays under the former one; none is lost.
    """
    if (
        not person.email
        or Person.objects.filter(organisation=person.organisation_id, email=former).exists()
    ):
        return
    for model, holding in declarations.holdings.items():
        if model is Person or holding.organisation != "organisation" or holding.for_good:
            continue
        if "email" in holding.subject.emails and _has(model, "email"):
            rows = model._default_manager.filter(organisation=person.organisation_id, email=former)
            free = _without_conflict(rows, model, "email", person.email)
            free.update(email=person.email)


def _take_values(keep: Person, lose: Person, chosen: Mapping[str, int]) -> list[str]:
    """The values that stay, each with its source; gives the files that do not."""
    for name in (*TEXT_FIELDS, "picture"):
        theirs = getattr(lose, name)
        if theirs and (not getattr(keep, name) or chosen.get(name) == lose.pk):
            if name == "picture":
                keep.picture, lose.picture = lose.picture.name, keep.picture.name
            else:
                setattr(keep, name, theirs)
            keep.sources.pop(name, None)
            if name in lose.sources:
                keep.sources[name] = lose.sources[name]
    keep.sort_key = sort_key_of(keep.first_name, keep.last_name)
    keep.created_at = min(keep.created_at, lose.created_at)
    seen = [at for at in (keep.last_interaction_at, lose.last_interaction_at) if at]
    keep.last_interaction_at = max(seen, default=None)
    left = lose.picture.name if hasattr(lose.picture, "name") else str(lose.picture or "")
    return [left] if left and left != keep.picture.name else []


def _merge_relations(keep: Person, lose: Person) -> None:
    """Of two of one kind that run today one goes on; the other has ended by yesterday.

    Also one that began today, or nobody could tell the person from two for the rest of the day.
    """
    going_on: set[str] = set()
    today = clock.today()
    yesterday = today - dt.timedelta(days=1)
    running = Relation.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=today), person__in=[keep, lose]
    )
    for relation in running.order_by(F("ended_on").desc(nulls_first=True), "started_on", "pk"):
        if relation.kind in going_on:
            relation.started_on = min(relation.started_on, yesterday)
            relation.ended_on = yesterday
            relation.save(update_fields=["started_on", "ended_on"])
        else:
            going_on.add(relation.kind)
    Relation.objects.filter(person=lose).update(person=keep)


def _tell_apart_still(keep: Person, lose: Person) -> None:
    """Whom either card was told apart from, the one that stays is told apart from."""
    others = DuplicateDecision.objects.filter(Q(first=lose) | Q(second=lose))
    for decision in list(others.order_by("pk")):
        other = decision.second_id if decision.first_id == lose.pk else decision.first_id
        decision.delete()
        if other != keep.pk:
            first, second = sorted((keep.pk, other))
            DuplicateDecision.objects.get_or_create(
                first_id=first,
                second_id=second,
                defaults={
                    "organisation_id": decision.organisation_id,
                    "decided_by": decision.decided_by,
                    "decided_at": decision.decided_at,
                },
            )


def _move(model: type[Model], column: str, keep: Person, lose: Person) -> None:
    rows = model._default_manager.filter(**{column: lose})
    free = _without_conflict(rows, model, column, keep.pk)
    moved = free.update(**{column: keep})
    if model._default_manager.filter(**{column: lose}).exists():
        raise ValidationError(
            _("Both cards have a %(thing)s, and a person can have one only. End one of them first.")
            % {"thing": model._meta.verbose_name},
            params={"moved": moved},
        )


def _without_conflict(rows: Any, model: type[Model], column: str, value: Any) -> Any:
    """Those of the rows that may have the new value beside the rows that have it already."""
    field = model._meta.get_field(column)
    unique = [c for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
    groups = [(constraint.fields, constraint.condition) for constraint in unique]
    if getattr(field, "unique", False):
        groups.append(((column,), None))
    groups += [(names, None) for names in model._meta.unique_together]
    for names, condition in groups:
        if column not in names:
            continue
        same = {name: OuterRef(name) for name in names if name != column}
        taken = model._default_manager.filter(**same, **{column: value})
        if condition is not None:
            taken, limited = taken.filter(condition), Q(condition)
            rows = rows.filter(~limited | ~Exists(taken))
        else:
            rows = rows.filter(~Exists(taken))
    return rows


def _rename_references(keep: Person, former: str) -> None:
    """What names the card by reference names the one that stays. The ledger says "merged" instead:
    it is not rewritten."""
    for model, holding in declarations.holdings.items():
        if "reference" in holding.fields and _has(model, "organisation"):
            model._default_manager.filter(
                organisation=keep.organisation_id, reference=former
            ).update(reference=reference(keep))


def _has(model: type[Model], column: str) -> bool:
    try:
        model._meta.get_field(column)
    except FieldDoesNotExist:
        return False
    return True
