"""A message to those who take part: written, looked at, sent, followed on its way."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tillit.events import actions, queries
from tillit.events.forms.desk import MessageForm
from tillit.events.rules import selling_words
from tillit.organisations.access import staff
from tillit.organisations.permissions import Permission
from tillit.organisations.requests import StaffRequest
from tillit.privacy.gate.models import Delivery


@staff(Permission.PARTICIPANTS_MESSAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """Write; POST shows it as it will look and to how many; POST with “send” sends it."""
    event = queries.own_event(request.organisation, key)
    register = queries.register_of(request.organisation)
    until = queries.kept_until(event, register) if register else None
    count = queries.taken(event)
    form = MessageForm(request.POST or None)
    context = {"event": event, "form": form, "count": count, "until": until}
    if register is None or until is None or queries.is_past(until):
        return render(request, "events/desk/too_late.html", context, status=409)
    if request.method != "POST" or "edit" in request.POST or not count or not form.is_valid():
        return render(request, "events/desk/message.html", context)
    if "send" not in request.POST:
        written = f"{form.cleaned_data['subject']}\n{form.cleaned_data['body']}"
        context["selling"] = selling_words(written)
        return render(request, "events/desk/message_preview.html", context)
    message = actions.message_participants(
        event,
        subject=form.cleaned_data["subject"],
        body=form.cleaned_data["body"],
        by=request.access.actor,
        register=register,
    )
    return redirect("events_desk:message_sent", key=event.uuid, message=message.uuid)


@staff(Permission.PARTICIPANTS_MESSAGE)
@require_safe
def sent(request: StaffRequest, key: uuid.UUID, message: uuid.UUID) -> HttpResponse:
    """How far a message has come."""
    event = queries.own_event(request.organisation, key)
    found = queries.message_about(event, message)
    states = queries.delivery_states(found)
    waiting = states[Delivery.State.QUEUED] + states[Delivery.State.SENDING]
    context = {
        "event": event,
        "message": found,
        "total": sum(states.values()),
        "waiting": waiting,
        "done": sum(states.values()) - waiting,
        "trouble": states[Delivery.State.FAILED] + states[Delivery.State.STOPPED],
    }
    part = request.headers.get("HX-Request") == "true"
    template = "events/desk/message_progress.html" if part else "events/desk/message_sent.html"
    return render(request, template, context)
