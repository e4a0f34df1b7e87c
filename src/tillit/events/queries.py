"""Reading events and registrations, always within one organisation."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.db.models import Count, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from tillit.events import asking
from tillit.events.models import Event, Registration
from tillit.events.rules import Availability, availability, clock_starts
from tillit.kernel import clock
from tillit.kernel.collation import search_terms
from tillit.privacy import prepared
from tillit.privacy.gate.models import Delivery, Message
from tillit.privacy.holds.queries import due_on
from tillit.privacy.references import reference
from tillit.privacy.register.queries import NotAdopted, in_force, version_key
from tillit.privacy.register.schema import Register
from tillit.ui.formats import phone

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

# How many rows there are, without grouping them: read in an index alone.
ALL = Func(template="COUNT(*)", output_field=IntegerField())
# The retention rule that registrations, and the messages about them, follow.
RULE = "registrations"
# Kinds of messages that go to everyone with a place.
WRITTEN_TO_ALL = ("event_message", "event_changed", "event_cancelled")
# How the participants list may be sorted, by what the address says.
PARTICIPANT_ORDERS = {
    "name": ("sort_key", "id"),
    "-name": ("-sort_key", "-id"),
    "registered": ("registered_at", "id"),
    "-registered": ("-registered_at", "-id"),
    "workplace": ("workplace", "sort_key", "id"),
    "-workplace": ("-workplace", "-sort_key", "-id"),
}
EVENT_ORDERS = {
    "starts": ("starts_at", "id"),
    "-starts": ("-starts_at", "-id"),
    "title": ("title", "id"),
    "-title": ("-title", "-id"),
}


def register_of(organisation: Organisation) -> Register | None:
    """The register in force; None before one is adopted. One query."""
    try:
        return in_force(organisation)
    except NotAdopted:
        return None


def register_stamp(organisation: Organisation) -> str:
    """Which register is in force; empty before one is adopted. One query."""
    try:
        return version_key(organisation)[1]
    except NotAdopted:
        return ""


def announced(organisation: Organisation) -> QuerySet[Event]:
    """What the public may know of: events that are or have been announced, cancelled ones too."""
    return Event.objects.filter(organisation=organisation).exclude(state=Event.State.DRAFT)


def upcoming(organisation: Organisation) -> QuerySet[Event]:
    """Announced events that are not over, the next one first."""
    return announced(organisation).filter(ends_at__gt=clock.now()).order_by("starts_at", "id")


def announced_event(organisation: Organisation, slug: str) -> Event:
    """One announced event by its web address. Raises Http404."""
    found = prepared.rows("announced event", _announced_by_slug, [organisation.pk, slug])
    return _only(found, organisation)


def _announced_by_slug(organisation: int, slug: str) -> QuerySet[Any, Any]:
    events = Event.objects.filter(organisation=organisation, slug=slug)
    return events.exclude(state=Event.State.DRAFT)


def own_event(organisation: Organisation, key: uuid.UUID) -> Event:
    """One of the organisation's events, whatever its state. Raises Http404."""
    return _only(prepared.rows("own event", _by_uuid, [organisation.pk, key]), organisation)


def _by_uuid(organisation: int, key: uuid.UUID) -> QuerySet[Any, Any]:
    return Event.objects.filter(organisation=organisation, uuid=key)


def _only(found: Sequence[Event], organisation: Organisation) -> Event:
    if not found:
        raise Http404
    event = found[0]
    event.organisation = organisation
    return event


def for_desk(organisation: Organisation, *, which: str, search: str, sort: str) -> QuerySet[Event]:
    """The staff's list, with the number of places taken.

    ``which`` is upcoming, past, drafts or all.
    """
    events = Event.objects.filter(organisation=organisation)
    now = clock.now()
    if which == "drafts":
        events = events.filter(state=Event.State.DRAFT)
    elif which == "past":
        events = events.exclude(state=Event.State.DRAFT).filter(ends_at__lte=now)
    elif which != "all":
        events = events.exclude(state=Event.State.DRAFT).filter(ends_at__gt=now)
    events = _with_words(events, search)
    usual = "-starts" if which in ("past", "all") else "starts"
    order = EVENT_ORDERS.get(sort) or EVENT_ORDERS[usual]
    places = (
        Registration.objects.filter(event=OuterRef("pk"), cancelled_at=None)
        .values("event")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        events.defer("description", "fields", "questions")
        .annotate(taken=Coalesce(Subquery(places), 0))
        .order_by(*order)
    )


def found_by(organisation: Organisation, text: str) -> QuerySet[Event]:
    """Events, drafts too, with all these words in title or place, the latest first."""
    events = Event.objects.filter(organisation=organisation).order_by("-starts_at", "-id")
    return _with_words(events, text) if text.strip() else events.none()


def _with_words(events: QuerySet[Event], text: str) -> QuerySet[Event]:
    for word in text.split():
        match = Q()
        # SQLite knows no other case of æ, ø and å: what was typed is tried in each.
        for form in {word, word.lower(), word.upper(), word.capitalize()}:
            match |= Q(title__icontains=form) | Q(place__icontains=form)
        events = events.filter(match)
    return events


def taken(event: Event) -> int:
    """How many places are taken."""
    return sum(prepared.answers("taken", _taken, [event.pk]))


def _taken(event: int) -> QuerySet[Any, Any]:
    rows = Registration.objects.filter(event=event, cancelled_at=None).order_by()
    return rows.values_list(ALL)


def availability_of(event: Event, places_taken: int | None = None) -> Availability:
    """Whether the event can be signed up for now. Counts only where there is a limit."""
    if places_taken is None:
        places_taken = taken(event) if event.capacity is not None else 0
    return availability(
        state=event.state,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        closes_at=event.registration_closes_at,
        capacity=event.capacity,
        taken=places_taken,
        now=clock.now(),
    )


def active(event: Event) -> QuerySet[Registration]:
    """Those who take part."""
    return Registration.objects.filter(event=event, cancelled_at=None)


def participants(
    event: Event, *, cancelled: bool = False, search: str = "", sort: str = "name"
) -> QuerySet[Registration]:
    """The participants list: searched by the beginning of a name, by e-mail and by phone number."""
    rows = Registration.objects.filter(event=event, cancelled_at__isnull=not cancelled)
    for term in search_terms(search):
        match = Q(search__contains=f" {term}") | Q(email__contains=term)
        if term.isdigit():
            match |= Q(phone__contains=term)
        rows = rows.filter(match)
    return rows.order_by(*PARTICIPANT_ORDERS.get(sort, PARTICIPANT_ORDERS["name"]))


@dataclass(frozen=True)
class Listed:
    """A registration as the participants list shows it."""

    uuid: uuid.UUID
    first_name: str
    last_name: str
    email: str
    phone: str
    workplace: str
    registered_at: dt.datetime


_LISTED = tuple(field.name for field in dataclass_fields(Listed))


def listed(rows: QuerySet[Registration], page: Page[Registration]) -> list[Listed]:
    """One page of the participants list. Its keys are found in an index, however far down."""
    first = max(page.start_index() - 1, 0)
    found = Registration.objects.filter(pk__in=rows[first : page.end_index()].values("pk"))
    ordered = found.order_by(*rows.query.order_by).values_list(*_LISTED)
    return [Listed(*values) for values in ordered]


def registration_of(event: Event, key: uuid.UUID) -> Registration:
    """One registration for this event. Raises Http404."""
    found = Registration.objects.filter(event=event, uuid=key).first()
    if found is None:
        raise Http404
    found.event = event
    found.organisation = event.organisation
    return found


def registration_by_key(organisation: Organisation, key: uuid.UUID | None) -> Registration:
    """The registration a participant's own link is for. Raises Http404."""
    found = (
        Registration.objects.filter(organisation=organisation, uuid=key)
        .select_related("event")
        .first()
        if key
        else None
    )
    if found is None:
        raise Http404
    found.organisation = found.event.organisation = organisation
    return found


def held(registration: Registration) -> list[tuple[str, str]]:
    """Everything a registration holds of what was given, by its label."""
    questions = {each["key"]: each["question"] for each in registration.event.questions}
    given = [
        (asking.label(key), phone(value) if key == "phone" else value)
        for key in asking.FIELDS
        if (value := getattr(registration, key))
    ]
    return given + [(questions.get(key, key), text) for key, text in registration.answers.items()]


def messages_about(event: Event) -> QuerySet[Message]:
    """What has been written to those who take part, the latest first, with how far it has come."""
    sent = Q(deliveries__state=Delivery.State.SENT)
    return (
        Message.objects.filter(
            organisation=event.organisation, about=about(event), kind__in=WRITTEN_TO_ALL
        )
        .annotate(total=Count("deliveries"), sent=Count("deliveries", filter=sent))
        .order_by("-created_at", "-pk")
    )


def message_about(event: Event, key: uuid.UUID) -> Message:
    """One message about this event. Raises Http404."""
    found = messages_about(event).filter(uuid=key).first()
    if found is None:
        raise Http404
    return found


def delivery_states(message: Message) -> Counter[str]:
    """How many deliveries of a message are in each state."""
    rows = Delivery.objects.filter(message=message).order_by("state").values_list("state")
    return Counter(dict(rows.annotate(number=Count("pk"))))


def is_past(day: dt.date) -> bool:
    """Claims that the day has come."""
    return clock.today() >= day


def about(event: Event) -> str:
    """The event as messages about it name it."""
    return reference(event)


def clock_of(event: Event) -> dt.datetime:
    """When the retention of what is held for this event starts."""
    return clock_starts(event.ends_at, event.cancelled_at)


def kept_until(event: Event, register: Register) -> dt.date | None:
    """The day the registrations are deleted, by the clocks in force.

    None when the register says nothing of it, or no clock it goes by has started.
    """
    if register.retention(asking.ACTIVITY, RULE) is None:
        return None
    return due_on(Registration(event=event, organisation=event.organisation), register).on
