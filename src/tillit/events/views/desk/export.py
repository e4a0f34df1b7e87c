"""Events, and the participants of one, as a file, after saying why and for whom."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tillit.events import asking, queries
from tillit.events.models import Event, Registration
from tillit.organisations.access import staff
from tillit.organisations.permissions import Permission
from tillit.organisations.requests import StaffRequest
from tillit.privacy.sharing.actions import Given
from tillit.privacy.sharing.screen import Listed, take_out
from tillit.ui.formats import moment

_AT_A_TIME = 2000
Cell = Callable[[Registration], str]


@staff(Permission.EVENTS_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def events(request: StaffRequest) -> Any:
    """The list of events as a file: for the annual report, without persons."""
    found = queries.for_desk(
        request.organisation,
        which=request.GET.get("which", "upcoming"),
        search=request.GET.get("q", ""),
        sort=request.GET.get("sort", ""),
    )
    columns: dict[str, tuple[str, Callable[[Any], str]]] = {
        "title": (_("Title"), lambda row: row.title),
        "starts_at": (_("Starts"), lambda row: moment(row.starts_at)),
        "ends_at": (_("Ends"), lambda row: moment(row.ends_at)),
        "place": (_("Place"), lambda row: row.place),
        "taken": (_("Registered"), lambda row: str(row.taken)),
        "capacity": (_("Places"), lambda row: str(row.capacity or "")),
        "state": (_("State"), lambda row: row.get_state_display()),
    }
    return take_out(
        request,
        request.organisation,
        Listed(
            name=_("Events"),
            title=_("Export: %(list)s") % {"list": _("Events")},
            activity=asking.ACTIVITY,
            columns=[(key, heading) for key, (heading, _cell) in columns.items()],
            rows=lambda chosen: (
                [columns[key][1](row) for key in chosen] for row in found.iterator(_AT_A_TIME)
            ),
            subjects=lambda: (),
            count=0,
            back=reverse("events_desk:list"),
            back_label=_("Events"),
        ),
    )


@staff(Permission.PARTICIPANTS_EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: StaffRequest, key: uuid.UUID) -> Any:
    """GET asks; POST notes it for each person and hands over the file."""
    event = queries.own_event(request.organisation, key)
    if queries.register_of(request.organisation) is None:
        return redirect("events_desk:participants", key=event.uuid)
    columns = _columns(event)
    return take_out(
        request,
        request.organisation,
        Listed(
            name=event.title,
            title=_("Export participants"),
            activity=asking.ACTIVITY,
            columns=[(name, label) for name, (label, _made) in columns.items()],
            rows=lambda chosen: _rows(event, [columns[name][1] for name in chosen]),
            subjects=lambda: _given(event),
            count=queries.taken(event),
            back=reverse("events_desk:participants", args=[event.uuid]),
            back_label=_("Participants"),
        ),
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
