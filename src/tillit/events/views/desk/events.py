"""The list of events, and one of them: made, copied, published, changed, called off."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms.utils import ErrorDict, ErrorList
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.events import actions, asking, queries
from tillit.events.forms.desk import CancelEventForm
from tillit.events.forms.event import MOST_QUESTIONS, TELL, EventForm, Questions, questions_form
from tillit.events.forms.registration import RegistrationForm
from tillit.events.models import Event
from tillit.events.rules import Availability
from tillit.kernel import clock
from tillit.organisations.access import staff
from tillit.organisations.addresses import address
from tillit.organisations.permissions import Permission
from tillit.organisations.requests import StaffRequest
from tillit.privacy.register.schema import Register
from tillit.privacy.statement.notice import notice

_PER_PAGE = 25


@staff(Permission.EVENTS_READ)
@require_safe
def events(request: StaffRequest) -> HttpResponse:
    """The organisation's events: to come, held, drafts."""
    which = request.GET.get("which", "upcoming")
    found = queries.for_desk(
        request.organisation,
        which=which,
        search=request.GET.get("q", ""),
        sort=request.GET.get("sort", ""),
    )
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "which": which,
        "searched": bool(request.GET.get("q")),
        "choices": [
            ("", _("Upcoming")),
            ("past", _("Past")),
            ("drafts", _("Drafts")),
            ("all", _("All")),
        ],
        "may_change": request.access.may(Permission.EVENTS_CHANGE),
    }
    return render(request, "events/desk/list.html", context)


@staff(Permission.EVENTS_READ)
@require_safe
def event(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """One event as its organiser sees it: how it stands, what it asks, what can be done."""
    found = queries.own_event(request.organisation, key)
    register = queries.register_of(request.organisation)
    taken = queries.taken(found)
    language = request.organisation.language
    context = {
        "event": found,
        "taken": taken,
        "left": max(found.capacity - taken, 0) if found.capacity else None,
        "availability": queries.availability_of(found, taken),
        "asked": asking.asked_of(found, register, language) if register else [],
        "questions": asking.questions_of(found, register) if register else [],
        "kept_until": queries.kept_until(found, register) if register else None,
        "sent": queries.messages_about(found),
        "public_address": address(request.organisation, "events:detail", found.slug),
        "is_over": found.ends_at <= clock.now(),
        "may_change": request.access.may(Permission.EVENTS_CHANGE),
        "may_see": request.access.may(Permission.PARTICIPANTS_READ),
        "may_write": request.access.may(Permission.PARTICIPANTS_MESSAGE),
    }
    return render(request, "events/desk/event.html", context)


@staff(Permission.EVENTS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: StaffRequest) -> HttpResponse:
    """A new event, drafted."""
    register = queries.register_of(request.organisation)
    if register is None or not asking.may_be_signed_up_for(register):
        return render(request, "events/desk/not_in_register.html", status=409)
    form = EventForm(register, request.organisation.language, request.POST or None)
    questions = _questions(request, None, register)
    if _is_complete(request, form, questions):
        made = actions.create_event(request.organisation, form.details(questions.values()))
        messages.success(request, _("The draft is saved. Nobody outside sees it yet."))
        return redirect("events_desk:detail", key=made.uuid)
    return _form_page(request, form, questions, register, None)


@staff(Permission.EVENTS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """The event is changed. A new time or place asks whether those who take part are told."""
    found = queries.own_event(request.organisation, key)
    register = queries.register_of(request.organisation)
    if register is None or not asking.may_be_signed_up_for(register):
        return render(request, "events/desk/not_in_register.html", status=409)
    if found.state == Event.State.CANCELLED:
        messages.error(
            request, _("This event is cancelled and cannot be changed. Copy it instead.")
        )
        return redirect("events_desk:detail", key=found.uuid)
    form = EventForm(
        register,
        request.organisation.language,
        request.POST or None,
        event=found,
        taken=queries.taken(found),
    )
    questions = _questions(request, found, register)
    if _is_complete(request, form, questions):
        details = form.details(questions.values())
        changed = actions.change_event(found, details, by=request.access.actor)
        if changed and form.cleaned_data.get("tell") == TELL:
            told = actions.tell_of_change(
                found, note=form.cleaned_data["note"], sender=request.access.actor
            )
            messages.success(request, _told(told))
        else:
            messages.success(request, _("The event is saved."))
        return redirect("events_desk:detail", key=found.uuid)
    return _form_page(request, form, questions, register, found)


@staff(Permission.EVENTS_CHANGE)
@require_POST
def copy(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """A draft like this one."""
    made = actions.copy_event(queries.own_event(request.organisation, key))
    messages.success(request, _("This is the copy, four weeks later. Look at the dates."))
    return redirect("events_desk:edit", key=made.uuid)


@staff(Permission.EVENTS_READ)
@require_safe
def preview(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """The event's page and form as the public will see them."""
    found = queries.own_event(request.organisation, key)
    register = queries.register_of(request.organisation)
    language = get_language() or request.organisation.language
    form = None
    if register is not None and asking.may_be_signed_up_for(register):
        form = RegistrationForm(found, register, language)
    context = {
        "event": found,
        "form": form,
        "notice": notice(register, asking.ACTIVITY, language) if register and form else None,
        "may_change": request.access.may(Permission.EVENTS_CHANGE),
    }
    return render(request, "events/desk/preview.html", context)


@staff(Permission.EVENTS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """GET asks; POST announces the event."""
    found = queries.own_event(request.organisation, key)
    if found.state != Event.State.DRAFT:
        return redirect("events_desk:detail", key=found.uuid)
    if found.starts_at <= clock.now():
        messages.error(request, _("The event starts in the past. Change the date, then publish."))
        return redirect("events_desk:edit", key=found.uuid)
    if request.method != "POST":
        return render(request, "events/desk/publish.html", {"event": found})
    actions.publish_event(found)
    messages.success(request, _("The event is published and can be registered for."))
    return redirect("events_desk:detail", key=found.uuid)


@staff(Permission.EVENTS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """The event is called off, with a reason; those who take part are told."""
    found = queries.own_event(request.organisation, key)
    taken = queries.taken(found)
    if queries.availability_of(found, taken) in (
        Availability.DRAFT,
        Availability.CANCELLED,
        Availability.HELD,
    ):
        messages.error(request, _("Only an event that is announced and not over can be cancelled."))
        return redirect("events_desk:detail", key=found.uuid)
    form = CancelEventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = actions.cancel_event(
            found, reason=form.cleaned_data["reason"], by=request.access.actor
        )
        messages.success(request, _("The event is cancelled."))
        messages.success(request, _told(told))
        return redirect("events_desk:detail", key=found.uuid)
    register = queries.register_of(request.organisation)
    context = {
        "event": found,
        "form": form,
        "taken": taken,
        "retention": register.retention(asking.ACTIVITY, queries.RULE) if register else None,
    }
    return render(request, "events/desk/cancel.html", context)


@staff(Permission.EVENTS_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """A draft is thrown away."""
    found = queries.own_event(request.organisation, key)
    if found.state != Event.State.DRAFT:
        messages.error(request, _("Only a draft can be deleted. Cancel the event instead."))
        return redirect("events_desk:detail", key=found.uuid)
    if request.method != "POST":
        return render(request, "events/desk/delete.html", {"event": found})
    actions.delete_draft(found)
    messages.success(request, _("The draft is deleted."))
    return redirect("events_desk:list")


def _told(number: int) -> str:
    if not number:
        return _("Nobody had registered, so nobody is written to.")
    return ngettext(
        "%(number)s participant is written to.", "%(number)s participants are written to.", number
    ) % {"number": number}


def _questions(request: StaffRequest, event: Event | None, register: Register) -> Questions:
    """The questions as posted; with “more” pressed there is one more row."""
    if request.method != "POST":
        return questions_form(None, event, register)
    data = request.POST.copy()
    total = "questions-TOTAL_FORMS"
    posted = str(data.get(total, ""))
    if "more" in data and posted.isdecimal():
        data[total] = str(min(int(posted) + 1, MOST_QUESTIONS))
    return questions_form(data, event, register)


def _is_complete(request: StaffRequest, form: EventForm, questions: Questions) -> bool:
    if request.method != "POST":
        return False
    if "more" in request.POST:
        _ask_again(form, questions)
        return False
    return form.is_valid() and questions.is_valid()


def _ask_again(form: EventForm, questions: Questions) -> None:
    """What was typed is shown as it stands; it is judged when it is saved."""
    for part in (form, *questions.forms):
        vars(part)["_errors"] = ErrorDict()
    vars(questions).update(_errors=[], _non_form_errors=ErrorList())


def _form_page(
    request: StaffRequest,
    form: EventForm,
    questions: Questions,
    register: Register,
    event: Event | None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "questions": questions,
        "may_ask_questions": asking.may_ask_questions(register),
        # Open where there is something in it, so that the usual event is made in one sweep.
        "questions_open": bool(event and event.questions)
        or "more" in request.POST
        or (questions.is_bound and any(questions.errors)),
        "may_add_more": len(questions.forms) < MOST_QUESTIONS,
        "event": event,
        "wrong": form.is_bound and bool(form.errors or any(questions.errors)),
    }
    return render(request, "events/desk/form.html", context)
