"""The participants list as a file, after saying why and for whom."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tillit.events import asking, queries
from tillit.events.models import Event, Registration
from tillit.organisations.access import staff
from tillit.organisations.permissions import Permission
from tillit.organisations.requests import StaffRequest
from tillit.privacy.sharing.actions import Given, disclose
from tillit.privacy.sharing.forms import ExportForm
from tillit.privacy.sharing.writers import answer
from tillit.ui.formats import moment

_AT_A_TIME = 2000
Cell = Callable[[Registration], str]


@staff(Permission.PARTICIPANTS_EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: StaffRequest, key: uuid.UUID) -> Any:
    """GET asks; POST notes it for each person and hands over the file."""
    event = queries.own_event(request.organisation, key)
    if queries.register_of(request.organisation) is None:
        return redirect("events_desk:participants", key=event.uuid)
    columns = _columns(event)
    form = ExportForm(
        request.POST or None,
        organisation=request.organisation,
        activity=asking.ACTIVITY,
        columns=[(name, label) for name, (label, _made) in columns.items()],
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        try:
            disclose(
                request.organisation,
                recipient=form.cleaned_data["recipient"],
                activity=asking.ACTIVITY,
                purpose=form.cleaned_data["purpose"],
                fields=chosen,
                subjects=_given(event),
                by=request.user,
            )
        except ValidationError as refused:
            form.add_error("recipient", refused)
        else:
            return answer(
                form.cleaned_data["form"],
                event.title,
                [columns[name][0] for name in chosen],
                _rows(event, [columns[name][1] for name in chosen]),
            )
    context = {
        "form": form,
        "title": _("Export participants"),
        "back": reverse("events_desk:participants", args=[event.uuid]),
        "back_label": _("Participants"),
        "count": queries.taken(event),
    }
    return render(
        request, "privacy/sharing/export.html", context, status=422 if form.is_bound else 200
    )


def _columns(event: Event) -> dict[str, tuple[str, Cell]]:
    """What can be taken out: what the event asks, with the heading and how a cell is made."""
    chosen = asking.chosen_keys(event)
    columns: dict[str, tuple[str, Cell]] = {
        key: (asking.label(key), _value(key)) for key in asking.FIELDS if key in chosen
    }
    for each in event.questions:
        columns[f"answer_{each['key']}"] = (each["question"], _answer(each["key"]))
    columns["registered_at"] = (_("Registered"), lambda row: moment(row.registered_at))
    return columns


def _value(key: str) -> Cell:
    return lambda row: str(getattr(row, key))


def _answer(key: str) -> Cell:
    return lambda row: str(row.answers.get(key, ""))


def _rows(event: Event, cells: Sequence[Cell]) -> Iterator[list[str]]:
    for row in queries.participants(event).iterator(_AT_A_TIME):
        yield [cell(row) for cell in cells]


def _given(event: Event) -> Iterator[Given]:
    """Those in the file; that they were in it is noted for as long as the registration is kept."""
    clock_at = queries.clock_of(event)
    rows = queries.active(event).order_by("pk").values_list("uuid", "email")
    for key, email in rows.iterator(_AT_A_TIME):
        yield Given(f"registration:{key}", email, queries.RULE, clock_at)
