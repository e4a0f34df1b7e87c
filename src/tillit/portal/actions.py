"""What a person does with what is held on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from tillit.people import actions as people
from tillit.people.models import Person
from tillit.people.rules import fields_required
from tillit.people.values import RefusedError
from tillit.privacy.register.queries import in_force

if TYPE_CHECKING:
    from uuid import UUID

    from tillit.organisations.models import Organisation


@transaction.atomic
def correct(person: Person, values: Mapping[str, str]) -> list[str]:
    """The person corrects their own values; those who were given them are told (article 19).

    Gives the fields that changed. Raises ValidationError by field, also for one that is emptied
    though a relation cannot do without it.
    """
    register = in_force(person.organisation)
    required = fields_required(register, people.held_kinds(person))
    emptied = [
        name
        for name in sorted(required & values.keys())
        if getattr(person, name) and not values[name].strip()
    ]
    if emptied:
        missing = RefusedError("missing").as_validation_error()
        raise ValidationError(dict.fromkeys(emptied, missing))
    return people.change_values(person, values, source="self", how="portal", by="person")


@transaction.atomic
def change_address(
    organisation: Organisation, before: str, after: str, cards: Collection[UUID | str]
) -> int:
    """The person uses another address, which they have proven; gives how many cards have it now.

    ``cards``: which of those on the former address are theirs; others who share it keep it, with
    the consents that are not known to be these cards'. What was registered as a guest stays on the
    address it was given with, and is seen from there.
    """
    chosen = Person.objects.filter(organisation=organisation, email=before, uuid__in=cards)
    changed = list(chosen.order_by("pk"))
    for card in changed:
        people.change_values(card, {"email": after}, source="self", how="portal", by="person")
    return len(changed)
