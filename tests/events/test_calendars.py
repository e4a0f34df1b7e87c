"""Calendar files that calendars read."""

from __future__ import annotations

import datetime as dt

from django.test import Client
from icalendar import Calendar

from tests import factories
from tests.factories import at
from tillit.events.actions import EventDetails, cancel_event, change_event
from tillit.events.models import Event
from tillit.kernel import clock as time
from tillit.organisations.models import Organisation


def entries(organisation: Organisation, *where: str) -> list[object]:
    view = "calendar" if where else "feed"
    answer = Client().get(at(organisation, f"events:{view}", *where))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    for line in answer.content.split(b"\r\n"):
        assert len(line) <= 75
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_an_event_goes_into_a_calendar_whole(organisation: Organisation) -> None:
    start = dt.datetime(2027, 3, 27, 18, 30, tzinfo=time.OSLO)
    event = factories.event(
        organisation,
        title="Møte; med komma, og \\ strek",
        place="Æ-salen\nINJECTED:1",
        description="Første.\n\nAndre; siste, " + "ø" * 200,
        starts_at=start,
        ends_at=start + dt.timedelta(hours=12),
    )

    (entry,) = entries(organisation, event.slug)

    assert str(entry["SUMMARY"]) == event.title
    assert str(entry["LOCATION"]) == event.place
    assert str(entry["DESCRIPTION"]) == event.description
    assert str(entry["UID"]) == str(event.uuid)
    assert entry["DTSTART"].dt == start
    assert entry["DTEND"].dt == start + dt.timedelta(hours=12)
    assert str(entry["STATUS"]) == "CONFIRMED"
    assert entry["URL"].endswith(at(organisation, "events:detail", event.slug))
    assert "INJECTED" not in entry


def test_a_change_and_a_cancellation_reach_the_same_entry(organisation: Organisation) -> None:
    event = factories.event(organisation)
    (first,) = entries(organisation, event.slug)

    change_event(
        event,
        EventDetails(title="Nytt navn", starts_at=event.starts_at, ends_at=event.ends_at),
        by="system",
    )
    (second,) = entries(organisation, event.slug)
    cancel_event(event, reason="Ingen kan.", by="system")
    (third,) = entries(organisation, event.slug)

    assert len({str(each["UID"]) for each in (first, second, third)}) == 1
    assert [int(each["SEQUENCE"]) for each in (first, second, third)] == [0, 1, 2]
    assert str(second["SUMMARY"]) == "Nytt navn"
    assert str(third["STATUS"]) == "CANCELLED"
    assert first["DTSTAMP"].dt <= second["DTSTAMP"].dt <= third["DTSTAMP"].dt


def test_the_feed_has_what_is_announced_and_no_drafts(organisation: Organisation) -> None:
    announced = factories.event(organisation)
    factories.event(organisation, state=Event.State.DRAFT)
    factories.event(organisation, starts_at=time.now() - dt.timedelta(days=300))
    factories.event(factories.organisation("andre"))

    assert [str(each["UID"]) for each in entries(organisation)] == [str(announced.uuid)]


def test_a_calendar_program_may_ask_for_the_head_alone(organisation: Organisation) -> None:
    factories.event(organisation)

    for name in ("events:feed", "events:list"):
        answer = Client().head(at(organisation, name))
        assert (answer.status_code, answer.content) == (200, b"")


def test_an_empty_feed_is_a_calendar(organisation: Organisation) -> None:
    assert entries(organisation) == []
