"""The log as a file, after saying why: that too is noted, for each person in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Max, QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tillit.desk.evidence.views import details, kind_name, names_of, narrowed
from tillit.organisations.access import staff
from tillit.organisations.permissions import Permission
from tillit.organisations.requests import StaffRequest
from tillit.privacy.declare import declarations
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.sharing.actions import Given
from tillit.privacy.sharing.screen import Listed, take_out
from tillit.ui.formats import moment

_AT_A_TIME = 2000
Cell = Callable[[LedgerEntry, dict[str, str]], Any]


@staff(Permission.LEDGER_READ)  # type: ignore[arg-type]
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: StaffRequest) -> HttpResponseBase:
    """The entries that the list shows, up to the one that notes the export itself."""
    found = narrowed(request)
    last = found.aggregate(last=Max("pk"))["last"] or 0
    found = found.filter(pk__lte=last)
    columns = _columns()
    return take_out(
        request,
        request.organisation,
        Listed(
            name=_("Log"),
            title=_("Export: %(list)s") % {"list": _("Log")},
            activity="accountability",
            columns=[(key, heading) for key, (heading, _cell) in columns.items()],
            rows=lambda chosen: _rows(found, [columns[key][1] for key in chosen]),
            subjects=lambda: (Given(each) for each in sorted(_persons(found))),
            count=len(_persons(found)),
            back=reverse("desk:ledger"),
            back_label=_("Log"),
        ),
    )


def _columns() -> dict[str, tuple[str, Cell]]:
    return {
        "created_at": (_("When"), lambda row, _names: moment(row.created_at)),
        "kind": (_("What"), lambda row, _names: kind_name(row)),
        "subject": (_("About"), lambda row, _names: row.subject),
        "actor": (_("By"), lambda row, names: names.get(row.actor, row.actor)),
        "details": (_("Details"), lambda row, _names: details(row)),
        "sequence": (_("Number"), lambda row, _names: row.sequence),
    }


def _rows(found: QuerySet[LedgerEntry], cells: list[Cell]) -> Iterator[list[Any]]:
    names = names_of(found.order_by().values_list("actor", flat=True).distinct())
    for row in found.iterator(_AT_A_TIME):
        yield [cell(row, names) for cell in cells]


def _persons(found: QuerySet[LedgerEntry]) -> set[str]:
    """References of rows about persons: those it was done to, and those who did it."""
    models = {str(holding.model._meta.model_name) for holding in declarations.holdings.values()}
    rows = found.order_by()
    named = rows.values_list("subject", flat=True).union(rows.values_list("actor", flat=True))
    return {each for each in named if each.partition(":")[0] in models and ":" in each}
