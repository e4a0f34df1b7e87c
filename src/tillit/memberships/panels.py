"""The membership on a person's card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tillit.kernel import clock
from tillit.memberships import queries
from tillit.memberships.forms import type_name
from tillit.memberships.rules import ACTIVITY
from tillit.organisations.permissions import Permission
from tillit.people.panels import Panel
from tillit.privacy.register.queries import in_force

if TYPE_CHECKING:
    from django.http import HttpRequest

    from tillit.people.models import Person


def membership_on_card(request: HttpRequest, person: Person) -> Panel | None:
    """Number, kind and since when; or the way to become a member."""
    access = request.access  # type: ignore[attr-defined]
    if not access.may(Permission.MEMBERS_READ):
        return None
    membership = queries.membership_of(person)
    if membership is None and in_force(person.organisation).activity(ACTIVITY) is None:
        return None
    kinds = [(each.key, type_name(each)) for each in queries.types(person.organisation)]
    ends = membership.relation.ended_on if membership else None
    return Panel(
        "memberships/desk/panel.html",
        {
            "person": person,
            "membership": membership,
            "kind": type_name(membership.type) if membership else "",
            "kinds": kinds,
            "is_running": membership is not None and (ends is None or ends >= clock.today()),
            "may_change": access.may(Permission.MEMBERS_CHANGE),
        },
        frozenset({membership.relation_id} if membership else ()),
    )
