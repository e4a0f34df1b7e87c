"""Asking for a right, and following what one has asked for."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tillit.kernel import clock
from tillit.kernel.law.acts import COMPLAINT_URL
from tillit.organisations.limits import limited
from tillit.portal.access import proven
from tillit.portal.forms import AskForm
from tillit.portal.rights import RIGHTS, Right
from tillit.privacy.register.queries import in_force
from tillit.privacy.rights.actions import open_request
from tillit.privacy.rights.erasure import foresee
from tillit.privacy.rights.held import held_on
from tillit.privacy.rights.models import Request
from tillit.privacy.rights.receivers import receivers_of
from tillit.privacy.rights.rules import REFUSALS, due
from tillit.privacy.statement.notice import notice


def _own(request: HttpRequest) -> QuerySet[Request]:
    return Request.objects.filter(
        organisation=request.organisation,  # type: ignore[attr-defined]
        email=request.proven_email,  # type: ignore[attr-defined]
    )


@proven
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What one has asked for, with state and the day it is to be answered."""
    rows = list(_own(request).order_by("-received_on", "-pk"))
    return render(request, "portal/requests.html", {"rows": rows, "today": clock.today()})


@proven
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The rights, each with what it is for."""
    return render(request, "portal/request_choose.html", {"rights": RIGHTS.values()})


@proven
@require_http_methods(["GET", "HEAD", "POST"])
@limited("portal-request", "20/h")
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """What happens and when; then the request is received, on its clock."""
    right = RIGHTS.get(kind)
    if right is None:
        raise Http404
    waiting = _own(request).filter(kind=kind, state=Request.State.OPEN).first()
    if waiting is not None:
        messages.info(request, _("You have asked for this already. Here is how it stands."))
        return redirect("portal:request", waiting.uuid)
    organisation = request.organisation  # type: ignore[attr-defined]
    language = get_language() or organisation.language
    form = AskForm(request.POST or None, required=right.needs_words, help_text=right.asks)
    if request.method == "POST" and form.is_valid():
        made = open_request(
            organisation,
            kind,
            channel=Request.Channel.PORTAL,
            received_on=clock.today(),
            by="person",
            email=request.proven_email,  # type: ignore[attr-defined]
            details=form.cleaned_data["details"],
            language=language,
            proven=True,
        )
        messages.success(request, _("We have received your request, and sent you a mail."))
        return redirect("portal:request", made.uuid)
    register = in_force(organisation)
    return render(
        request,
        "portal/request_ask.html",
        {
            "form": form,
            "right": right,
            "due": due(register, clock.today()).aim_on,
            "notice": notice(register, "accountability", language),
            **_foreseen(request, right),
        },
        status=422 if form.is_bound else 200,
    )


def _foreseen(request: HttpRequest, right: Right) -> dict[str, object]:
    """For an erasure: what goes, what stays and why, and who is told."""
    if right.kind != Request.Kind.ERASURE:
        return {"fates": [], "receivers": []}
    organisation = request.organisation  # type: ignore[attr-defined]
    email = request.proven_email  # type: ignore[attr-defined]
    held = held_on(organisation, email)
    return {
        "fates": foresee(organisation, email),
        "receivers": receivers_of(held, in_force(organisation)),
    }


@proven
@require_safe
def one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One request: what was asked, how it stands, what was answered."""
    found = get_object_or_404(_own(request), uuid=key)
    return render(
        request,
        "portal/request.html",
        {
            "found": found,
            "refusal": REFUSALS.get(found.refused_under, ""),
            "lines": found.receipt.get("lines", []),
            "complaint_url": COMPLAINT_URL,
            "is_late": found.state == Request.State.OPEN and found.due_on < clock.today(),
        },
    )
