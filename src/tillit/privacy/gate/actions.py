"""The one door for messages: what is queued here the worker sends, or stops with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from tillit.kernel import clock
from tillit.kernel.keys import ordered_uuid
from tillit.privacy import puts
from tillit.privacy.declare import declarations
from tillit.privacy.gate.models import Delivery, Message

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@dataclass(frozen=True)
class Recipient:
    """One address a message goes to, and the row it is rendered from."""

    email: str
    language: str
    reference: str = ""


def queue(
    organisation: Organisation,
    kind: str,
    recipients: Iterable[Recipient],
    *,
    rule: str,
    clock_at: dt.datetime,
    about: str = "",
    subject: str = "",
    body: str = "",
    sender: str = "system",
    urgent: bool = False,
) -> Message:
    """Queue a message of a declared kind, in the caller's transaction; the worker sends it.

    ``rule`` (of the kind's activity) and ``clock_at`` say how long the list of who got it is kept:
    for a message about an event the event's end, so that it goes with the registrations.
    ``subject`` and ``body`` only for what staff wrote. ``urgent``: someone waits at the screen
    (a log-in code). Raises KeyError for an undeclared kind.
    """
    declared = declarations.messages[kind]
    now = clock.now()
    message = puts.add(
        Message(
            organisation=organisation,
            kind=kind,
            about=about,
            subject=subject,
            body=body,
            sender=sender,
            created_at=now,
        )
    )
    deliveries = [
        Delivery(
            organisation=organisation,
            message=message,
            email=recipient.email,
            language=recipient.language,
            reference=recipient.reference,
            queued_at=now,
            activity=declared.activity,
            rule=rule,
            clock_at=clock_at,
        )
        for recipient in recipients
    ]
    Delivery.objects.bulk_create(deliveries, batch_size=1000)
    if urgent:
        from tillit.privacy.gate.tasks import send_queued

        transaction.on_commit(send_queued.enqueue)
    return message


def queue_one(
    organisation: Organisation,
    kind: str,
    recipient: Recipient,
    *,
    rule: str,
    clock_at: dt.datetime,
    about: str = "",
) -> None:
    """As :func:`queue`, for one person who waits for the page: rendered from a row, not urgent.

    All that are told the same about the same thing share the message; of its time and its key
    nothing can be learnt about one of them.
    """
    now = clock.now()
    puts.later(
        Delivery,
        {
            "organisation_id": organisation.pk,
            "email": recipient.email,
            "language": recipient.language,
            "reference": recipient.reference,
            "queued_at": now,
            "activity": declarations.messages[kind].activity,
            "rule": rule,
            "clock_at": clock_at,
        },
        puts.Under(
            "message_id",
            Message,
            like={
                "organisation_id": organisation.pk,
                "about": about,
                "kind": kind,
                "sender": "system",
                "subject": "",
                "body": "",
            },
            more=lambda: {"uuid": ordered_uuid(), "created_at": now},
        ),
    )


def restart_clock(organisation: Organisation, about: str, at: dt.datetime) -> int:
    """What a message was about ended at another time: its deliveries follow. Gives the number."""
    return Delivery.objects.filter(organisation=organisation, message__about=about).update(
        clock_at=at
    )
