"""What of events needs someone today, or is good to know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.events import queries
from tillit.events.models import Event
from tillit.kernel import clock
from tillit.organisations.access import Access
from tillit.organisations.cards import Card, Line, today_card
from tillit.organisations.permissions import Permission
from tillit.privacy.register.queries import is_adopted
from tillit.ui.formats import moment

SOON = dt.timedelta(days=7)
# A draft this near its date will have few who can come.
LATE_DRAFT = dt.timedelta(days=14)
_SHOWN = 5


@today_card(Permission.EVENTS_READ)
def coming(access: Access) -> Iterator[Card]:
    """Events of the next seven days, and how many come."""
    events = list(
        queries.for_desk(access.organisation, which="upcoming", search="", sort="starts").filter(
            state=Event.State.PUBLISHED, starts_at__lte=clock.now() + SOON
        )[:_SHOWN]
    )
    if events:
        yield Card(
            _("Events this week"),
            reverse("events_desk:list"),
            icon="calendar",
            tone="ahead",
            lines=[Line(event.title, _page(event), _registered(event)) for event in events],
        )


@today_card(Permission.EVENTS_CHANGE)
def none_yet(access: Access) -> Iterator[Card]:
    """Events can be made, and none has been."""
    own = Event.objects.filter(organisation=access.organisation)
    if is_adopted(access.organisation) and not own.exists():
        yield Card(
            _("Make the first event"),
            reverse("events_desk:create"),
            _("People sign up for it on your pages, without an account."),
            icon="calendar",
            tone="ahead",
        )


@today_card(Permission.EVENTS_CHANGE)
def late_drafts(access: Access) -> Iterator[Card]:
    """Drafts whose day is near and that nobody can see yet."""
    events = list(
        queries.for_desk(access.organisation, which="drafts", search="", sort="starts").filter(
            starts_at__gt=clock.now(), starts_at__lte=clock.now() + LATE_DRAFT
        )[:_SHOWN]
    )
    if events:
        yield Card(
            _("Drafts that start soon"),
            f"{reverse('events_desk:list')}?which=drafts",
            _("Publish them, or change the date."),
            icon="calendar",
            lines=[Line(event.title, _page(event), moment(event.starts_at)) for event in events],
        )


def _page(event: Event) -> str:
    return reverse("events_desk:detail", args=[event.uuid])


def _registered(event: Event) -> str:
    number: int = event.taken  # type: ignore[attr-defined]
    registered = ngettext("%(number)s registered", "%(number)s registered", number)
    return f"{moment(event.starts_at)}, {registered % {'number': number}}"
