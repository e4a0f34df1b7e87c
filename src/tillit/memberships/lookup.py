"""Members and applicants that the log names, to those who may open them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.memberships.models import Application, Membership
from tillit.organisations.access import Access
from tillit.organisations.lookup import Hit, named
from tillit.organisations.permissions import Permission


@named("membership", Permission.PEOPLE_READ)
def of_memberships(access: Access, keys: Iterable[str]) -> dict[str, Hit]:
    """A membership is seen on the member's card."""
    rows = Membership.objects.filter(organisation=access.organisation, uuid__in=keys)
    return {
        str(row.uuid): Hit(
            row.relation.person.name or row.relation.person.email or _("Without a name"),
            reverse("people:card", args=[row.relation.person.uuid]),
        )
        for row in rows.select_related("relation__person")
    }


@named("application", Permission.PEOPLE_READ)
def of_applications(access: Access, keys: Iterable[str]) -> dict[str, Hit]:
    """An application has a page of its own while it is kept."""
    rows = Application.objects.filter(organisation=access.organisation, uuid__in=keys)
    return {
        str(row.uuid): Hit(
            f"{row.first_name} {row.last_name}".strip() or row.email,
            reverse("memberships_desk:application", args=[row.uuid]),
        )
        for row in rows
    }
