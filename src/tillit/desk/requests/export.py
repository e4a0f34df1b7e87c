"""The list of requests as a file, after saying why: noted for each who asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tillit.desk.requests.views import narrowed
from tillit.organisations.access import staff
from tillit.organisations.permissions import Permission
from tillit.organisations.requests import StaffRequest
from tillit.privacy.references import reference
from tillit.privacy.rights.models import Request
from tillit.privacy.sharing.actions import Given
from tillit.privacy.sharing.screen import Listed, take_out
from tillit.ui.formats import day, moment

ACTIVITY = "accountability"
_AT_A_TIME = 2000
Cell = Callable[[Request], str]


@staff(Permission.REQUESTS)  # type: ignore[arg-type]
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: StaffRequest) -> HttpResponseBase:
    """The requests that the list shows; what was asked and answered stays in each of them."""
    found = narrowed(request)
    columns = _columns()
    return take_out(
        request,
        request.organisation,
        Listed(
            name=_("Requests"),
            title=_("Export: %(list)s") % {"list": _("Requests")},
            activity=ACTIVITY,
            columns=[(key, heading) for key, (heading, _cell) in columns.items()],
            rows=lambda chosen: (
                [columns[key][1](row) for key in chosen] for row in found.iterator(_AT_A_TIME)
            ),
            subjects=lambda: _given(found),
            count=found.count(),
            back=reverse("desk:requests"),
            back_label=_("Requests"),
        ),
    )


def _columns() -> dict[str, tuple[str, Cell]]:
    return {
        "name": (_("Name"), lambda row: row.name),
        "email": (_("E-mail"), lambda row: row.email),
        "kind": (_("Right"), lambda row: capfirst(row.get_kind_display())),
        "channel": (_("How it arrived"), lambda row: row.get_channel_display()),
        "received_on": (_("Received"), lambda row: day(row.received_on)),
        "due_on": (_("To be answered by"), lambda row: day(row.due_on)),
        "state": (_("State"), lambda row: row.get_state_display()),
        "closed_at": (_("Closed"), lambda row: moment(row.closed_at) if row.closed_at else ""),
    }


def _given(found: QuerySet[Request, Any]) -> Iterator[Given]:
    for row in found.only("uuid", "email").iterator(_AT_A_TIME):
        yield Given(reference(row), row.email)
