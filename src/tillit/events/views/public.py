"""What anyone sees: which events there are, one of them, the form to sign up with."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from tillit.events import actions, asking, queries
from tillit.events.forms.registration import RegistrationForm
from tillit.events.models import Event
from tillit.events.rules import Availability
from tillit.events.views.keeping import kept
from tillit.organisations.limits import limited
from tillit.organisations.requests import OrganisationRequest
from tillit.privacy.register.queries import remember
from tillit.privacy.statement.notice import notice

_PER_PAGE = 20


@require_safe
def events(request: OrganisationRequest) -> HttpResponse:
    """The events to come."""
    coming = queries.upcoming(request.organisation).defer("description", "fields", "questions")
    page = Paginator(coming, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "events/list.html", {"page_obj": page})


@require_safe
def event(request: OrganisationRequest, slug: str) -> HttpResponse:
    """One event: what, when, where, and whether there is room."""
    found = queries.announced_event(request.organisation, slug)
    about = _about(found)
    stamp = (
        found.pk,
        found.changed_at,
        about["availability"],
        about["left"],
        get_language(),
        queries.register_stamp(request.organisation),
    )
    return kept(request, stamp, lambda: render(request, "events/event.html", about))


@limited("sign_up", "120/h")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: OrganisationRequest, slug: str) -> HttpResponse:
    """The form one signs up with. Its answer is the same whether the address was known or not."""
    remember(request.organisation)
    found = queries.announced_event(request.organisation, slug)
    in_force = queries.register_of(request.organisation)
    if queries.availability_of(found, 0) != Availability.OPEN:
        return render(request, "events/event.html", _about(found))
    if in_force is None or not asking.may_be_signed_up_for(in_force):
        closed = {**_about(found), "availability": Availability.CLOSED}
        return render(request, "events/event.html", closed)
    language = get_language() or request.organisation.language
    form = RegistrationForm(found, in_force, language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        # Places are counted where they are given, and nowhere else.
        outcome = actions.register_for(
            found, form.values, answers=form.answers, register=in_force, language=language
        )
        if outcome.availability == Availability.OPEN:
            return redirect("events:done", slug=found.slug)
        about = {**_about(found), "availability": outcome.availability}
        return render(request, "events/event.html", about)
    about = _about(found)
    if about["availability"] != Availability.OPEN:
        return render(request, "events/event.html", about)
    context = {**about, "form": form, "notice": notice(in_force, asking.ACTIVITY, language)}
    return render(request, "events/register.html", context)


@require_safe
def done(request: OrganisationRequest, slug: str) -> HttpResponse:
    """Where one lands after signing up. Says nothing of who."""
    found = queries.announced_event(request.organisation, slug)
    return render(request, "events/done.html", {"event": found})


def _about(event: Event) -> dict[str, Any]:
    taken = queries.taken(event) if event.capacity is not None else 0
    left = None if event.capacity is None else max(event.capacity - taken, 0)
    return {
        "event": event,
        "left": left,
        "availability": queries.availability_of(event, taken),
    }
