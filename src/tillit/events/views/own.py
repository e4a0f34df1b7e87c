"""A participant's own page, by the link in the mails: what we hold, to correct or cancel."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tillit.events import actions, asking, queries
from tillit.events.forms.registration import CorrectionForm
from tillit.events.links import key_in
from tillit.events.models import Registration
from tillit.kernel import clock
from tillit.organisations.limits import limited
from tillit.organisations.requests import OrganisationRequest
from tillit.privacy.register.schema import Register
from tillit.privacy.statement.notice import notice

View = Callable[..., HttpResponse]


def _not_passed_on(view: View) -> View:
    """The address is a key: no cache keeps the page, no link from it tells where one was."""

    @wraps(view)
    def guarded(request: OrganisationRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        # Not "no-referrer": a browser then posts the form with Origin "null", which is refused.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@_not_passed_on
@limited("own_registration", "120/h")
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: OrganisationRequest, token: str) -> HttpResponse:
    """What the participant has given. A POST corrects it."""
    found = queries.registration_by_key(request.organisation, key_in(token))
    register = queries.register_of(request.organisation)
    form = _form(request, found, register)
    if request.method == "POST" and form is not None and form.is_valid():
        if actions.correct_registration(found, form.values, answers=form.answers):
            messages.success(request, _("Your data is corrected."))
        return redirect("events:registration", token=token)
    context = {
        "registration": found,
        "event": found.event,
        "token": token,
        "form": form,
        "held": queries.held(found),
        "kept_until": queries.kept_until(found.event, register) if register else None,
        "may_cancel": _may_cancel(found),
        "availability": queries.availability_of(found.event, 0),
        "notice": notice(register, asking.ACTIVITY, get_language() or found.language)
        if form and register
        else None,
    }
    return render(request, "events/registration.html", context)


@_not_passed_on
@limited("own_registration", "120/h")
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: OrganisationRequest, token: str) -> HttpResponse:
    """GET asks, as mail scanners follow links; POST gives up the place."""
    found = queries.registration_by_key(request.organisation, key_in(token))
    if not _may_cancel(found):
        return redirect("events:registration", token=token)
    if request.method == "POST":
        actions.cancel_registration(found)
        messages.success(request, _("Your registration is cancelled. We have sent you a mail."))
        return redirect("events:registration", token=token)
    return render(
        request,
        "events/cancel_registration.html",
        {"registration": found, "event": found.event, "token": token},
    )


def _form(
    request: OrganisationRequest, found: Registration, register: Register | None
) -> CorrectionForm | None:
    if register is None or found.cancelled_at is not None:
        return None
    language = get_language() or found.language
    return CorrectionForm(found, register, language, request.POST or None)


def _may_cancel(found: Registration) -> bool:
    return (
        found.cancelled_at is None
        and found.event.cancelled_at is None
        and found.event.ends_at > clock.now()
    )
