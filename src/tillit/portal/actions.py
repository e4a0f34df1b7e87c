"""What a person does with what is held on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction

from tillit.people import actions as people
from tillit.people.models import Person
from tillit.privacy.consent import actions as consent

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@transaction.atomic
def correct(person: Person, values: Mapping[str, str]) -> list[str]:
    """The person corrects their own values; those who were given them are told (article 19).

    Gives the fields that changed. Raises ValidationError by field.
    """
    return people.change_values(person, values, source="self", how="portal", by="person")


@transaction.atomic
def change_address(organisation: Organisation, before: str, after: str) -> int:
    """The person uses another address, which they have proven; gives how many cards have it now.

    What was registered as a guest stays on the address it was given with, and is seen from there.
    """
    cards = list(Person.objects.filter(organisation=organisation, email=before).order_by("pk"))
    for card in cards:
        people.change_values(card, {"email": after}, source="self", how="portal", by="person")
    consent.move(organisation, before, after, by="person")
    return len(cards)
