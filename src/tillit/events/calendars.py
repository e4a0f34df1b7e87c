"""Events as calendars read them (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar
from icalendar import Event as Entry

from tillit.events.models import Event
from tillit.organisations.addresses import address
from tillit.organisations.models import Organisation

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar(organisation: Organisation, events: Iterable[Event], name: str = "") -> bytes:
    """Events as one calendar file. Times are in UTC; the reader's calendar shows its own."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Tillit//Events//NO")
    made.add("method", "PUBLISH")
    if name:
        made.add("name", name)
        made.add("x-wr-calname", name)
        made.add("refresh-interval", dt.timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for event in events:
        made.add_component(_entry(organisation, event))
    return bytes(made.to_ical())


def _entry(organisation: Organisation, event: Event) -> Entry:
    entry = Entry()
    changed_at = event.changed_at or event.published_at or event.created_at
    # The same for as long as the event lives, so that a calendar changes it and adds no second.
    entry.add("uid", str(event.uuid))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", changed_at.astimezone(dt.UTC))
    entry.add("last-modified", changed_at.astimezone(dt.UTC))
    entry.add("dtstart", event.starts_at.astimezone(dt.UTC))
    entry.add("dtend", event.ends_at.astimezone(dt.UTC))
    entry.add("summary", event.title)
    if event.place:
        entry.add("location", event.place)
    if event.description:
        entry.add("description", event.description)
    entry.add("url", address(organisation, "events:detail", event.slug))
    entry.add("status", "CANCELLED" if event.state == Event.State.CANCELLED else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if event.state == Event.State.CANCELLED else "OPAQUE")
    return entry
