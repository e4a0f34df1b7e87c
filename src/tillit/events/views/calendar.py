"""Calendar files: one event, and all there are."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_safe

from tillit.events import queries
from tillit.events.calendars import CONTENT_TYPE, calendar
from tillit.kernel import clock
from tillit.organisations.requests import OrganisationRequest

# A calendar that subscribes keeps what it has; older events need not be told again.
_LONGEST_FEED = 500


@require_safe
def one(request: OrganisationRequest, slug: str) -> HttpResponse:
    """One event, to put in one's calendar."""
    event = queries.announced_event(request.organisation, slug)
    response = HttpResponse(calendar(request.organisation, [event]), content_type=CONTENT_TYPE)
    name = get_valid_filename(f"{event.slug}.ics")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def feed(request: OrganisationRequest) -> HttpResponse:
    """All announced events of the last half year and to come, to subscribe to."""
    since = clock.now() - dt.timedelta(days=183)
    events = queries.announced(request.organisation).filter(ends_at__gte=since)
    newest = events.order_by("-starts_at", "-id")[:_LONGEST_FEED]
    content = calendar(request.organisation, newest, name=request.organisation.name)
    return HttpResponse(content, content_type=CONTENT_TYPE)
