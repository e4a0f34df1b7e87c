"""Messages to those who take part: always about their event, always to all who have a place."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from tillit.events import queries
from tillit.events.models import Event
from tillit.events.rules import selling_words
from tillit.kernel import clock
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.gate.models import Message
from tillit.privacy.ledger.actions import record
from tillit.privacy.register.schema import Register

_TWICE_WITHIN = dt.timedelta(minutes=10)


class TooLateError(Exception):
    """The registrations are past the day they are deleted on; nobody may be written to."""


def message_participants(
    event: Event, *, subject: str, body: str, by: str, register: Register
) -> Message:
    """Everyone with a place at the event is written to, about the event. Nobody else can be.

    The kind is fixed and administrative, the audience is the event's; neither is a choice of the
    sender (promise N14). Words that speak for marketing are counted in the log. The same text
    twice within ten minutes is one message.
    Raises TooLateError when the time the data may be used has run out.
    """
    until = queries.kept_until(event, register)
    if until is None or clock.today() >= until:
        raise TooLateError
    with transaction.atomic():
        # Two clicks on "Send" queue here, one after the other.
        locked = Event.objects.select_for_update().get(pk=event.pk)
        same = Message.objects.filter(
            organisation=event.organisation,
            about=queries.about(locked),
            kind="event_message",
            subject=subject,
            body=body,
            created_at__gt=clock.now() - _TWICE_WITHIN,
        ).first()
        selling = len(selling_words(f"{subject}\n{body}"))
        return same or _queue(
            event, "event_message", sender=by, subject=subject, body=body,
            **({"selling_words": selling} if selling else {}),
        )  # fmt: skip


def tell_of_change(event: Event, *, note: str, sender: str) -> int:
    """Those who take part are told what is different. Gives the number."""
    with transaction.atomic():
        return _queue(event, "event_changed", sender=sender, body=note).deliveries.count()


def tell_of_cancellation(event: Event, *, sender: str) -> int:
    """Those who take part are told that the event is called off. Gives the number."""
    return _queue(event, "event_cancelled", sender=sender).deliveries.count()


def _queue(
    event: Event, kind: str, *, sender: str, subject: str = "", body: str = "", **noted: int
) -> Message:
    recipients = [
        Recipient(email, language, f"registration:{key}")
        for email, language, key in queries.active(event).values_list("email", "language", "uuid")
    ]
    message = queue(
        event.organisation,
        kind,
        recipients,
        rule=queries.RULE,
        clock_at=queries.clock_of(event),
        about=queries.about(event),
        subject=subject,
        body=body,
        sender=sender,
    )
    record(
        event.organisation,
        "sent",
        subject=queries.about(event),
        actor=sender,
        message=f"message:{message.uuid}",
        count=len(recipients),
        **noted,
    )
    return message
