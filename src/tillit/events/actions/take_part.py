"""Signing up, correcting what was given, giving up the place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tillit.events import asking, queries
from tillit.events.models import Event, Registration
from tillit.events.rules import Availability
from tillit.kernel import clock
from tillit.kernel.collation import search_terms, sort_key
from tillit.privacy import prepared, puts
from tillit.privacy.gate.actions import Recipient, queue_one
from tillit.privacy.gate.models import Delivery
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference
from tillit.privacy.register.schema import Register

# A second mail that says "you were already registered" waits this long after the first.
_REPEAT_AFTER = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Outcome:
    """What came of a sign-up. ``repeated``: the address was registered from before."""

    registration: Registration | None
    availability: Availability
    repeated: bool = False


def register_for(
    event: Event,
    values: Mapping[str, Any],
    *,
    register: Register,
    language: str,
    answers: Mapping[str, str] | None = None,
    source: str = "self",
    actor: str = "person",
    by_staff: bool = False,
) -> Outcome:
    """Someone takes a place at the event; only what the event asks for is kept of what is given.

    The event's row is locked while places are counted, so that the last one is given once. Staff
    may add someone past the deadline, never past the capacity. An address that is registered from
    before keeps its place and is told so by mail.
    """
    asked = asking.keys_asked(event, register)
    questions = {each.key for each in asking.questions_of(event, register)}
    kept = {key: str(values.get(key) or "") for key in asked}
    given = {key: text for key, text in (answers or {}).items() if key in questions and text}
    new = Registration(
        organisation=event.organisation,
        event=event,
        **kept,
        **derived(kept),
        answers=given,
        language=language,
        source=source,
    )
    with transaction.atomic():
        now_event = lock(event)
        taken, mine = _places(event, new.email)
        state = queries.availability_of(now_event, taken)
        if mine:
            _tell_repeated(event, new)
            # A full event says so to everyone, so that the answer tells nothing of an address.
            shown = Availability.OPEN if state != Availability.FULL else state
            return Outcome(None, shown, repeated=True)
        if state != Availability.OPEN and not (by_staff and state in _OPEN_TO_STAFF):
            return Outcome(None, state)
        if by_staff and event.capacity is not None and taken >= event.capacity:
            return Outcome(None, Availability.FULL)
        new.registered_at = clock.now()
        with puts.together():
            puts.add_later(new)
            record(
                event.organisation,
                "registered",
                subject=reference(new),
                actor=actor,
                event=queries.about(event),
                source=source,
            )
            _tell(event, new, "registration_confirmed")
    return Outcome(new, Availability.OPEN)


_OPEN_TO_STAFF = (Availability.CLOSED, Availability.HELD)


def correct_registration(
    registration: Registration,
    values: Mapping[str, Any],
    *,
    answers: Mapping[str, str] | None = None,
    by: str = "person",
) -> list[str]:
    """What was given is corrected. Gives the names of the fields that changed.

    Only fields the event asks for can be filled in; any can be emptied, but for the address.
    Raises ValueError for an address that has another place at the event.
    """
    event = registration.event
    allowed = asking.chosen_keys(event)
    changes = {
        key: str(value or "")
        for key, value in values.items()
        if key in asking.FIELDS and (key in allowed or not value)
    }
    if not changes.get("email", "x"):
        del changes["email"]
    with transaction.atomic():
        row = Registration.objects.select_for_update().get(pk=registration.pk)
        changed = [key for key, value in changes.items() if getattr(row, key) != value]
        for key in changed:
            setattr(row, key, changes[key])
        if answers is not None:
            known = {question["key"] for question in event.questions}
            given = {key: text for key, text in answers.items() if key in known and text}
            if given != row.answers:
                row.answers = given
                changed.append("answers")
        if not changed:
            return []
        if "email" in changed and row.cancelled_at is None:
            others = queries.active(event).filter(email=row.email).exclude(pk=row.pk)
            if others.exists():
                raise ValueError(row.email)
        for key, value in derived({key: getattr(row, key) for key in _NAMES}).items():
            setattr(row, key, value)
        row.save()
        record(
            registration.organisation,
            "changed",
            subject=reference(row),
            actor=by,
            event=queries.about(event),
            fields=sorted(changed),
        )
    for key in (*asking.FIELDS, "answers", "sort_key", "search"):
        setattr(registration, key, getattr(row, key))
    return changed


def cancel_registration(registration: Registration, *, by: str = "person") -> bool:
    """The place is given up, and free for another. Gives False when it was so already."""
    now = clock.now()
    with transaction.atomic():
        given_up = Registration.objects.filter(pk=registration.pk, cancelled_at=None).update(
            cancelled_at=now
        )
        if not given_up:
            return False
        registration.cancelled_at = now
        record(
            registration.organisation,
            "changed",
            subject=reference(registration),
            actor=by,
            event=queries.about(registration.event),
            fields=["cancelled_at"],
        )
        _tell(registration.event, registration, "registration_cancelled")
    return True


def lock(event: Event) -> Event:
    """The event as it is now, held until the transaction ends.

    PostgreSQL locks the row; SQLite has one writer at a time from the transaction's beginning.
    """
    now_event: Event
    [now_event] = prepared.rows("locked event", _locked, [event.pk])
    return now_event


def _locked(event: int) -> QuerySet[Any, Any]:
    return Event.objects.select_for_update().filter(pk=event)


_NAMES = ("first_name", "last_name")


def derived(values: Mapping[str, str]) -> dict[str, str]:
    """What a registration is sorted and searched by, from its name."""
    first, last = (values.get(key, "") for key in _NAMES)
    words = search_terms(f"{first} {last}")
    return {
        "sort_key": sort_key(f"{last} {first}".strip()),
        "search": "".join(f" {word}" for word in words)[:500],
    }


def _places(event: Event, email: str) -> tuple[int, bool]:
    """How many places are taken, where there is a limit, and whether one is this address's."""
    mine = bool(prepared.answers("own place", _own_place, [event.pk, email]))
    return (0 if event.capacity is None else queries.taken(event)), mine


def _own_place(event: int, email: str) -> QuerySet[Any, Any]:
    return Registration.objects.filter(event=event, email=email, cancelled_at=None).values_list(
        "pk"
    )


def _tell(event: Event, registration: Registration, kind: str) -> None:
    queue_one(
        event.organisation,
        kind,
        Recipient(registration.email, registration.language, reference(registration)),
        rule=queries.RULE,
        clock_at=queries.clock_of(event),
        about=queries.about(event),
    )


def _tell_repeated(event: Event, attempt: Registration) -> None:
    """Tell the address that it has a place already, unless it was told a moment ago."""
    there = queries.active(event).filter(email=attempt.email).get()
    told_lately = Delivery.objects.filter(
        organisation=event.organisation,
        email=attempt.email,
        reference=reference(there),
        queued_at__gt=clock.now() - _REPEAT_AFTER,
        message__kind__in=("registration_repeated", "registration_confirmed"),
    )
    if not told_lately.exists():
        _tell(event, there, "registration_repeated")
