"""What is done with a request: identity, more time, answer, erasure, refusal, recipients."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tillit.desk.requests.forms import AnswerForm, ExtendForm, IdentityForm, RefuseForm
from tillit.desk.requests.views import own
from tillit.organisations.access import staff
from tillit.organisations.permissions import Permission
from tillit.organisations.requests import StaffRequest
from tillit.privacy.register.queries import in_force
from tillit.privacy.rights import actions, erasure
from tillit.privacy.rights.held import held_on
from tillit.privacy.rights.models import Request
from tillit.privacy.rights.receivers import receivers_of

METHODS = ["GET", "HEAD", "POST"]


def _step(
    request: StaffRequest,
    found: Request,
    form: forms.Form,
    carry_out: Callable[[dict[str, Any]], object],
    *,
    title: str,
    done: str,
    button: str,
    **more: Any,
) -> HttpResponse:
    """Ask, do, say that it was done; a step that may not be taken says why."""
    if request.method == "POST" and form.is_valid():
        try:
            carry_out(form.cleaned_data)
        except actions.NotAllowed as refusal:
            form.add_error(None, actions.REASONS[refusal.code])
        else:
            messages.success(request, done)
            return redirect("desk:request", found.uuid)
    return render(
        request,
        "desk/requests/step.html",
        {"found": found, "form": form, "title": title, "button": button, "fates": [],
         "receivers": [], "must_prove": False, **more},
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@staff(Permission.REQUESTS)
@require_http_methods(METHODS)
def identity(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """Staff have made sure that it is the person who asks."""
    found = own(request, key)
    return _step(
        request,
        found,
        IdentityForm(request.POST or None),
        lambda data: actions.prove_identity(found, data["how"], by=request.access.actor),
        title=_("Identity proven"),
        done=_("It is noted that identity is proven."),
        button=_("Save"),
    )


@staff(Permission.REQUESTS)
@require_http_methods(METHODS)
def extend(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """Two more months, and the person is told why."""
    found = own(request, key)
    return _step(
        request,
        found,
        ExtendForm(request.POST or None),
        lambda data: actions.extend(found, data["reason"], by=request.access.actor),
        title=_("Take more time"),
        done=_("The person is told that it takes more time."),
        button=_("Extend and tell the person"),
    )


@staff(Permission.REQUESTS)
@require_http_methods(METHODS)
def answer(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """The request has been met; the person gets the answer."""
    found = own(request, key)
    return _step(
        request,
        found,
        AnswerForm(request.POST or None, initial={"text": _first_words(found)}),
        lambda data: actions.answer(
            found, data["text"], by=request.access.actor, handler=request.user
        ),
        title=_("Answer"),
        done=_("The answer is sent."),
        button=_("Send the answer"),
    )


def _first_words(found: Request) -> str:
    """Something to begin with, in the person's language."""
    with translation.override(found.language):
        return {
            Request.Kind.ACCESS: _("You can see and download everything we hold on My page."),
            Request.Kind.PORTABILITY: _("You can download everything we hold on My page."),
            Request.Kind.RECTIFICATION: _("We have corrected the data."),
        }.get(Request.Kind(found.kind), "")


@staff(Permission.REQUESTS)
@require_http_methods(METHODS)
def erase(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """What goes and what stays is shown first; then it is done, and the person gets a receipt."""
    found = own(request, key)
    may_be_shown = found.state == Request.State.OPEN and found.proven and bool(found.email)
    held = held_on(found.organisation, found.email if may_be_shown else "")
    with translation.override(found.language):
        words = _("We have deleted what no law requires us to keep. This is your receipt.")
    return _step(
        request,
        found,
        AnswerForm(request.POST or None, initial={"text": words}),
        lambda data: erasure.erase(
            found, data["text"], by=request.access.actor, handler=request.user
        ),
        title=_("Delete"),
        done=_("It is deleted, and the person has a receipt."),
        button=_("Delete now and send the receipt"),
        fates=erasure.foresee(found.organisation, held.email, found),
        receivers=receivers_of(held, in_force(found.organisation)),
        must_prove=not may_be_shown,
    )


@staff(Permission.REQUESTS)
@require_http_methods(METHODS)
def refuse(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """The request is refused, with provision, reason, and the right to complain."""
    found = own(request, key)
    return _step(
        request,
        found,
        RefuseForm(found.kind, request.POST or None),
        lambda data: actions.refuse(
            found, data["provision"], data["text"], by=request.access.actor, handler=request.user
        ),
        title=_("Refuse"),
        done=_("The refusal is sent."),
        button=_("Refuse and tell the person why"),
    )


@require_POST
@staff(Permission.REQUESTS)
def tell(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """Recipients of the data are told of the change (article 19)."""
    found = own(request, key)
    told = erasure.tell_recipients(found, by=request.access.actor)
    if told:
        messages.success(request, _("The recipients are told, and asked to confirm."))
    else:
        messages.info(request, _("Nobody outside has been given the data."))
    return redirect("desk:request", found.uuid)


@require_POST
@staff(Permission.REQUESTS)
def confirmed(request: StaffRequest, key: uuid.UUID, recipient: str) -> HttpResponse:
    """A recipient has confirmed."""
    found = own(request, key)
    try:
        actions.note_confirmation(found, recipient, by=request.access.actor)
    except actions.NotAllowed as refusal:
        messages.error(request, actions.REASONS[refusal.code])
    return redirect("desk:request", found.uuid)
