"""The list of requests, entering one, and one with what is held on the person."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.desk.requests import queries
from tillit.desk.requests.forms import NewRequestForm
from tillit.kernel import clock
from tillit.kernel.law import SOURCES
from tillit.organisations.access import log_opening, staff
from tillit.organisations.permissions import Permission
from tillit.organisations.requests import StaffRequest
from tillit.people.history import actor_names
from tillit.people.models import Person
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force
from tillit.privacy.rights import actions, export
from tillit.privacy.rights.held import held_on
from tillit.privacy.rights.models import Request
from tillit.privacy.rights.overview import Overview, overview
from tillit.privacy.rights.receivers import receivers_of
from tillit.privacy.rights.rules import REFUSALS, due
from tillit.ui.formats import day

PER_PAGE = 50
FORMATS = {
    "json": ("application/json", export.as_json),
    "pdf": ("application/pdf", export.as_pdf),
}


@dataclass(frozen=True)
class Clock:
    """How long there is until the answer must be given, in words."""

    text: str
    color: str


def clock_of(request: Request) -> Clock:
    """The state of an open request's clock: late in red, near in yellow."""
    left = (request.due_on - clock.today()).days
    if left < 0:
        words = ngettext("%(n)s day late", "%(n)s days late", -left)
        return Clock(words % {"n": -left}, "danger")
    if left == 0:
        return Clock(_("due today"), "warning")
    words = ngettext("due in %(n)s day", "due in %(n)s days", left)
    return Clock(words % {"n": left}, "warning" if left <= 7 else "info")


def own(request: StaffRequest, key: uuid.UUID) -> Request:
    """A request to this organisation; 404 for any other's."""
    found: Request = get_object_or_404(
        Request.objects.select_related("handled_by"), organisation=request.organisation, uuid=key
    )
    found.organisation = request.organisation
    return found


def narrowed(request: StaffRequest) -> QuerySet[Request]:
    """The requests that the address asks for, in its order."""
    asked = request.GET
    return queries.requests(
        request.organisation,
        clock.today(),
        state=asked.get("state", ""),
        kind=asked.get("kind", ""),
        text=asked.get("q", "")[:100],
        sort=asked.get("sort", ""),
    )


@staff(Permission.REQUESTS)
@require_safe
def requests(request: StaffRequest) -> HttpResponse:
    """Requests, those that are due first on top."""
    page = Paginator(narrowed(request), PER_PAGE).get_page(request.GET.get("page"))
    waiting, late = queries.near(request.organisation, clock.today())
    return render(
        request,
        "desk/requests/list.html",
        {
            "page_obj": page,
            "rows": [(row, clock_of(row) if row.state == "open" else None) for row in page],
            "states": [("", _("Open")), ("late", _("Late")), ("closed", _("Answered")),
                       ("all", _("All"))],
            "kinds": [("", _("All rights")), *Request.Kind.choices],
            "is_narrowed": any(request.GET.get(name) for name in ("state", "kind", "q")),
            "waiting": waiting,
            "late": late,
        },
    )  # fmt: skip


@staff(Permission.REQUESTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A request that did not come through My page, entered by hand; it runs on the same clock."""
    form = NewRequestForm(request.POST or None, initial={"language": request.organisation.language})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        how = data.pop("how")
        proven = data.pop("proven")
        actor = request.access.actor
        with transaction.atomic():
            made = actions.open_request(request.organisation, **data, by=actor)
            if proven:
                actions.prove_identity(made, how, by=actor)
        when = {"day": day(made.due_on)}
        if made.due_on < clock.today():
            said = _("The request is registered. It should have been answered by %(day)s: answer "
                     "it now. The person is told that we are late.") % when  # fmt: skip
            messages.warning(request, said)
        else:
            said = _("The request is registered. It is to be answered by %(day)s.") % when
            messages.success(request, said)
        return redirect("desk:request", made.uuid)
    status = 422 if form.is_bound else 200
    return render(request, "desk/requests/new.html", {"form": form}, status=status)


@staff(Permission.REQUESTS)
@require_safe
def one(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """One request, its deadline and why, and what is held on the person; the opening is logged."""
    found = own(request, key)
    register = in_force(request.organisation)
    told = _told(request, found)
    why_not = actions.why_not_longer(found)
    deadline = due(register, found.received_on, extended=found.extended_on is not None)
    language = get_language() or "nb"
    named = {each.key: each for each in register.recipients}
    confirmed = found.receipt.get("confirmed", {})
    return render(
        request,
        "desk/requests/one.html",
        {
            "found": found,
            "clock": clock_of(found) if found.state == Request.State.OPEN else None,
            "deadline": deadline,
            "rules": [
                f"{SOURCES[rule].cite(language)}: {SOURCES[rule].text[language]}"
                for rule in deadline.rules
            ],
            "told": told,
            "cards": told.held.rows.get(Person, []),
            "may_edit": request.access.may(Permission.PEOPLE_CHANGE),
            "may_extend": not why_not,
            "why_no_extension": actions.REASONS[why_not] if why_not else "",
            "receivers": receivers_of(told.held, register),
            "informed": [
                (recipient, named[recipient].name if recipient in named else recipient,
                 confirmed.get(recipient))
                for recipient in found.receipt.get("recipients", [])
            ],
            "refusal": REFUSALS.get(found.refused_under, ""),
        },
    )  # fmt: skip


def _told(request: StaffRequest, found: Request) -> Overview:
    """What is held on the one who asks; that it was looked at is in the log of each card."""
    held = held_on(request.organisation, found.email)
    log_opening(request, found)
    for card in held.cards():
        log_opening(request, card)
    return overview(held, in_force(request.organisation), actors=actor_names, for_staff=True)


@require_POST
@staff(Permission.REQUESTS)
def copy(request: StaffRequest, key: uuid.UUID, suffix: str) -> HttpResponse:
    """A copy of what is held, for one who cannot use My page; only when identity is proven."""
    found = own(request, key)
    if suffix not in FORMATS or not (found.email and found.proven):
        raise Http404
    content_type, make = FORMATS[suffix]
    with transaction.atomic():
        told = _told(request, found)
        cards = told.held.cards()
        record(
            request.organisation,
            "exported",
            subject=reference(cards[0] if cards else found),
            actor=request.access.actor,
            how="request",
            format=suffix,
            request=reference(found),
        )
    return HttpResponse(
        make(told, in_force(request.organisation)),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="copy.{suffix}"',
            "Cache-Control": "no-store, private",
            "X-Content-Type-Options": "nosniff",
        },
    )
