"""People in the desk's search."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.organisations.access import Access
from tillit.organisations.lookup import Hit, searched
from tillit.organisations.permissions import Permission
from tillit.people import queries


@searched(Permission.PEOPLE_READ, _("People"), order=10)
def people(access: Access, text: str, limit: int) -> Sequence[Hit]:
    """People by name, e-mail or phone, in the order of the alphabet."""
    found = queries.find(access.organisation, text=text).order_by("sort_key", "pk")
    return [
        Hit(
            person.name or person.email,
            reverse("people:card", args=[person.uuid]),
            person.workplace,
            "person",
        )
        for person in found[:limit]
    ]
