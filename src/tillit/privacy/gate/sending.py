"""Sending what waits: each delivery claimed, judged, rendered and sent on its own.

A delivery is marked when it has been sent, not when it was fetched, so a killed worker loses none;
one whose sending was cut off is sent again under the same Message-ID.
"""

from __future__ import annotations

import smtplib
from email.utils import formataddr, parseaddr
from functools import lru_cache
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import translation

from tillit.kernel import clock
from tillit.privacy.addresses import address
from tillit.privacy.declare import declarations
from tillit.privacy.gate.models import Delivery
from tillit.privacy.gate.rules import ABANDONED_AFTER, WAITS, Stop, stop_reason, wait_after
from tillit.privacy.register.queries import NotAdopted, in_force

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

log = structlog.get_logger(__name__)
CLAIM = 20


def send_waiting(limit: int = 2000) -> int:
    """Send what waits, oldest first, at most ``limit``. Gives how many left the house."""
    sent = 0
    mailer = get_connection()
    try:
        while limit > 0 and (claimed := _claim(min(CLAIM, limit))):
            limit -= len(claimed)
            for delivery in claimed:
                sent += _send_or_wait(delivery, mailer)
    finally:
        mailer.close()
    return sent


def _claim(count: int) -> list[Delivery]:
    now = clock.now()
    waiting = Delivery.objects.filter(
        Q(state="queued", queued_at__lte=now)
        | Q(state="sending", claimed_at__lt=now - ABANDONED_AFTER)
        # Later than anything waits: the clock was ahead then, and has been set back.
        | Q(state="queued", queued_at__gt=now + WAITS[-1] + ABANDONED_AFTER)
        | Q(state="sending", claimed_at__gt=now + ABANDONED_AFTER)
    ).order_by("queued_at", "pk")
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        keys = list(waiting.values_list("pk", flat=True)[:count])
        Delivery.objects.filter(pk__in=keys).update(
            state="sending", claimed_at=now, tries=F("tries") + 1
        )
    return list(
        Delivery.objects.filter(pk__in=keys)
        .select_related("message", "organisation")
        .order_by("pk")
    )


def _send_or_wait(delivery: Delivery, mailer: BaseEmailBackend) -> int:
    """A delivery that cannot be made, for whatever reason, holds up no other."""
    try:
        return _send(delivery, mailer)
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:
        # Its kind alone: the text of an error may quote whom it was for.
        log.error("delivery_not_made", delivery=delivery.pk, error=type(error).__name__)
        return _wait(delivery)


def _send(delivery: Delivery, mailer: BaseEmailBackend) -> int:
    kind = declarations.messages.get(delivery.message.kind)
    try:
        register = in_force(delivery.organisation)
    except NotAdopted:
        return _end(delivery, "stopped", Stop.NO_REGISTER)
    reason = stop_reason(kind, register) if kind else Stop.ACTIVITY_OFF
    if reason or kind is None:
        return _end(delivery, "stopped", reason or Stop.ACTIVITY_OFF)
    with translation.override(delivery.language):
        rendered = kind.render(delivery)
        if rendered is None:
            return _end(delivery, "stopped", Stop.GONE)
        mail = compose(delivery, *rendered)
    mail.connection = mailer
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        return _end(delivery, "failed", Stop.REFUSED_BY_SERVER) if code >= 500 else _wait(delivery)
    except (smtplib.SMTPException, OSError) as error:
        log.warning("mail_not_sent", delivery=delivery.pk, error=type(error).__name__)
        mailer.close()
        return _wait(delivery)
    Delivery.objects.filter(pk=delivery.pk).update(state="sent", sent_at=clock.now(), reason="")
    return 1


def compose(delivery: Delivery, subject: str, text: str) -> EmailMultiAlternatives:
    """The mail as it goes out: text and HTML, with the organisation's contact point under both."""
    organisation = delivery.organisation
    register = in_force(organisation)
    contact, controller = register.privacy_contact(), register.controller
    town = f"{controller.postal_code} {controller.city}".strip()
    context = {
        "post": (contact.address if contact else "")
        or ", ".join(filter(None, (controller.address, town))),
        "organisation": organisation,
        "subject": subject,
        "text": text,
        "contact": contact,
        "statement": address(organisation, "site:statement"),
        "portal": address(organisation, "portal:front"),
        "language": delivery.language,
    }
    mail = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string("privacy/mail.txt", context),
        from_email=_sender(organisation.name),
        to=[delivery.email],
        reply_to=[contact.email] if contact and contact.email else None,
        headers={
            "Message-ID": f"<{delivery.message.uuid}.{delivery.pk}@{_domain()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("privacy/mail.html", context), "text/html")
    return mail


def _sender(name: str) -> str:
    return formataddr((name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


@lru_cache
def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"


def _end(delivery: Delivery, state: str, reason: Stop) -> int:
    Delivery.objects.filter(pk=delivery.pk).update(state=state, reason=reason.value)
    return 0


def _wait(delivery: Delivery) -> int:
    wait = wait_after(delivery.tries)
    if wait is None:
        return _end(delivery, "failed", Stop.GIVEN_UP)
    Delivery.objects.filter(pk=delivery.pk).update(
        state="queued", queued_at=clock.now() + wait, reason="waiting"
    )
    return 0
