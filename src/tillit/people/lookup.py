"""People in the desk's search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.organisations.access import Access
from tillit.organisations.lookup import Hit, named, searched
from tillit.organisations.permissions import Permission
from tillit.people import queries
from tillit.people.models import Person


@searched(Permission.PEOPLE_READ, _("People"), all_of="people:list", order=10)
def people(access: Access, text: str, limit: int) -> tuple[Sequence[Hit], int]:
    """People by name, e-mail or phone, in the order of the alphabet."""
    found = queries.find(access.organisation, text=text).order_by("sort_key", "pk")
    return [_hit(person) for person in found[:limit]], found.count()


@named("person", Permission.PEOPLE_READ)
def cards(access: Access, keys: Iterable[str]) -> dict[str, Hit]:
    """Cards the log names."""
    rows = queries.persons(access.organisation).filter(uuid__in=keys)
    return {str(person.uuid): _hit(person) for person in rows}


def _hit(person: Person) -> Hit:
    url = reverse("people:card", args=[person.uuid])
    return Hit(person.name or person.email or _("Without a name"), url, person.workplace, "person")
