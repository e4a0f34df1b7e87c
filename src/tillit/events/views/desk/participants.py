"""Those who take part: the list, one of them, a place given or taken back by staff."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from tillit.events import actions, asking, queries
from tillit.events.forms.registration import StaffCorrectionForm, StaffRegistrationForm
from tillit.events.models import Event
from tillit.events.rules import Availability
from tillit.events.views.desk.rows import participant_rows
from tillit.organisations.access import log_opening, staff
from tillit.organisations.permissions import Permission
from tillit.organisations.requests import StaffRequest
from tillit.privacy.register.schema import words

_PER_PAGE = 50


@staff(Permission.PARTICIPANTS_READ)
@require_safe
def participants(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """The participants list. That it was opened is logged."""
    event = queries.own_event(request.organisation, key)
    log_opening(request, event)
    cancelled = request.GET.get("which") == "cancelled"
    search = request.GET.get("q", "")
    rows = queries.participants(
        event, cancelled=cancelled, search=search, sort=request.GET.get("sort", "name")
    )
    paginator = Paginator(rows, _PER_PAGE)
    if not cancelled and not search:
        paginator.count = queries.taken(event)
    page = paginator.get_page(request.GET.get("page"))
    columns = asking.chosen_keys(event)
    context = {
        "event": event,
        "page_obj": page,
        "rows": participant_rows(queries.listed(rows, page), columns),
        "sort": "name",
        "searched": bool(search),
        "cancelled": cancelled,
        "columns": columns,
        "choices": [("", _("Taking part")), ("cancelled", pgettext("participant", "Cancelled"))],
        "may_change": request.access.may(Permission.EVENTS_CHANGE),
        "may_write": request.access.may(Permission.PARTICIPANTS_MESSAGE),
        "may_export": request.access.may(Permission.PARTICIPANTS_EXPORT),
    }
    return render(request, "events/desk/participants.html", context)


@staff(Permission.PARTICIPANTS_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def participant(request: StaffRequest, key: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """One registration, to read and correct. That it was opened is logged."""
    event = queries.own_event(request.organisation, key)
    found = queries.registration_of(event, person)
    log_opening(request, found)
    register = queries.register_of(request.organisation)
    language = request.organisation.language
    may_change = request.access.may(Permission.EVENTS_CHANGE)
    form = None
    if register is not None and may_change and found.cancelled_at is None:
        form = StaffCorrectionForm(found, register, language, request.POST or None)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                actions.correct_registration(
                    found, form.values, answers=form.answers, by=request.access.actor
                )
            except ValueError:
                form.add_error("email", _("Someone with this address is registered already."))
            else:
                messages.success(request, _("The registration is corrected."))
                return redirect("events_desk:participant", key=key, person=person)
    named = register.sources if register else []
    sources = {each.key: words(each.name, language) for each in named} | {"self": _("the person")}
    context = {
        "event": event,
        "registration": found,
        "form": form,
        "source": sources.get(found.source, found.source),
        "held": queries.held(found),
        "kept_until": queries.kept_until(event, register) if register else None,
        "may_cancel": may_change and found.cancelled_at is None and event.cancelled_at is None,
    }
    return render(request, "events/desk/participant.html", context)


@staff(Permission.PARTICIPANTS_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """Someone is given a place by staff, who say where they have the data from."""
    event = _changeable(request, key)
    register = queries.register_of(request.organisation)
    if register is None or not asking.may_be_signed_up_for(register):
        return render(request, "events/desk/not_in_register.html", status=409)
    language = request.organisation.language
    form = StaffRegistrationForm(event, register, language, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = actions.register_for(
            event,
            form.values,
            answers=form.answers,
            register=register,
            language=language,
            source=form.cleaned_data["source"],
            actor=request.access.actor,
            by_staff=True,
        )
        if outcome.repeated:
            form.add_error("email", _("Someone with this address is registered already."))
        elif outcome.registration is None:
            form.add_error(None, _no_place(outcome.availability))
        else:
            messages.success(request, _("The place is given, and the confirmation is on its way."))
            return redirect("events_desk:participants", key=event.uuid)
    return render(request, "events/desk/add.html", {"event": event, "form": form})


@staff(Permission.PARTICIPANTS_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: StaffRequest, key: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """Someone's place is taken back on their word; they are told. GET asks."""
    event = _changeable(request, key)
    found = queries.registration_of(event, person)
    if request.method != "POST":
        log_opening(request, found)
        return render(
            request, "events/desk/cancel_place.html", {"event": event, "registration": found}
        )
    if actions.cancel_registration(found, by=request.access.actor):
        messages.success(request, _("The registration is cancelled, and the person is told."))
    return redirect("events_desk:participants", key=event.uuid)


def _changeable(request: StaffRequest, key: uuid.UUID) -> Event:
    """Who gives and takes places sees the list and looks after the event, both."""
    if not request.access.may(Permission.EVENTS_CHANGE):
        raise PermissionDenied
    return queries.own_event(request.organisation, key)


def _no_place(availability: Availability) -> str:
    return {
        Availability.FULL: _("All places are taken. Raise the number of places first."),
        Availability.CANCELLED: _("The event is cancelled."),
        Availability.DRAFT: _("The event is not published yet."),
    }.get(availability, _("The event cannot be registered for."))
