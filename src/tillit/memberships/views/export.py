"""Members, and those who ask to become members, as a file, after saying why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tillit.kernel.identifiers import display_phone
from tillit.memberships import queries
from tillit.memberships.forms import type_name
from tillit.memberships.models import Application, Membership
from tillit.organisations.access import staff
from tillit.organisations.permissions import Permission
from tillit.organisations.requests import StaffRequest
from tillit.people import rules
from tillit.people.values import LABELS, TEXT_FIELDS
from tillit.privacy.references import reference
from tillit.privacy.register.queries import NotAdopted, in_force
from tillit.privacy.sharing.actions import Given
from tillit.privacy.sharing.screen import Listed, take_out
from tillit.ui.formats import day, moment

ACTIVITY = "membership"
_AT_A_TIME = 2000
Columns = dict[str, tuple[str, Callable[[Any], str]]]


@staff(Permission.PEOPLE_EXPORT)  # type: ignore[arg-type]
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: StaffRequest) -> HttpResponseBase:
    """The members that the list shows, with what the register has us ask members for.

    The purpose of a list is bound to why the people are on it (GDPR article 5(1)(b)).
    """
    found = queries.members(
        request.organisation,
        text=request.GET.get("q", ""),
        type=request.GET.get("type", ""),
        state=request.GET.get("state") or "active",
    )
    columns: Columns = {
        "number": (_("Number"), lambda row: str(row.number)),
        **_details(request, lambda row: row.relation.person),
        "type": (_("Kind"), lambda row: type_name(row.type)),
        "since": (_("Since"), lambda row: day(row.relation.started_on)),
        "until": (_("Until"), lambda row: day(row.relation.ended_on)),
    }

    def given() -> Iterator[Given]:
        for row in found.iterator(_AT_A_TIME):
            yield Given(reference(row.relation.person), row.relation.person.email)

    return _take_out(request, found, columns, given, _("Members"), "memberships_desk:list")


@staff(Permission.PEOPLE_EXPORT)  # type: ignore[arg-type]
@require_http_methods(["GET", "HEAD", "POST"])
def applications(request: StaffRequest) -> HttpResponseBase:
    """Those who ask to become members, for the meeting that decides."""
    found = queries.waiting(request.organisation)
    columns: Columns = {
        **_details(request, lambda row: row),
        "type": (_("Kind"), lambda row: type_name(row.type)),
        "received": (_("Received"), lambda row: moment(row.created_at)),
    }

    def given() -> Iterator[Given]:
        for row in found.iterator(_AT_A_TIME):
            yield Given(reference(row), row.email)

    return _take_out(
        request, found, columns, given, _("Applications"), "memberships_desk:applications"
    )


def _details(request: StaffRequest, person: Callable[[Any], Model]) -> Columns:
    """Name, addresses and what else the register has us ask members for, and nothing more."""
    try:
        held = rules.fields_allowed(in_force(request.organisation), ["member"])
    except NotAdopted:
        held = []
    return {
        name: (capfirst(str(LABELS[name])), _cell(name, person))
        for name in TEXT_FIELDS
        if name in held
    }


def _cell(name: str, person: Callable[[Any], Model]) -> Callable[[Any], str]:
    def made(row: Any) -> str:
        value: str = getattr(person(row), name) or ""
        return display_phone(value) if name == "phone" and value else value

    return made


def _take_out(
    request: StaffRequest,
    found: QuerySet[Membership] | QuerySet[Application],
    columns: Columns,
    given: Callable[[], Iterator[Given]],
    name: str,
    back: str,
) -> HttpResponseBase:
    return take_out(
        request,
        request.organisation,
        Listed(
            name=name,
            title=_("Export: %(list)s") % {"list": name},
            activity=ACTIVITY,
            columns=[(key, heading) for key, (heading, _made) in columns.items()],
            rows=lambda chosen: (
                [columns[key][1](row) for key in chosen] for row in found.iterator(_AT_A_TIME)
            ),
            subjects=given,
            count=found.count(),
            back=reverse(back),
            back_label=name,
        ),
    )
