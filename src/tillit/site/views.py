"""The organisation's public face."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tillit.events.queries import upcoming
from tillit.privacy.register.queries import in_force
from tillit.ui.navigation import address

# Those on the front page; the list of events has the rest.
EVENTS_SHOWN = 4


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Who we are, what comes next, how to join, and how we look after your data."""
    organisation = request.organisation  # type: ignore[attr-defined]
    register = in_force(organisation)
    holds_events = register.activity("events") is not None
    takes_members = register.activity("membership") is not None
    return render(
        request,
        "site/front.html",
        {
            "controller": register.controller,
            "events": list(upcoming(organisation)[:EVENTS_SHOWN]) if holds_events else [],
            "holds_events": holds_events,
            "events_url": address("events:list"),
            "join_url": address("memberships:join") if takes_members else None,
            "directory_url": address("memberships:directory") if takes_members else None,
            "statement_url": address("site:statement"),
            "evidence_url": address("site:evidence"),
            "portal_url": address("portal:front"),
        },
    )
