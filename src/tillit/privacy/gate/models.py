"""Outgoing messages and the delivery of each to one recipient, without a body."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """Something to be said, of a declared kind, about one thing ("event:<uuid>")."""

    # The indexes below begin with it: none of its own.
    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, db_index=False)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=80, blank=True)
    # Only what staff wrote to many; what is rendered from a row is rendered when sent.
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    sender = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "about"], name="message_about")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Delivery(models.Model):
    """One message on its way to one address. Names the retention rule it follows."""

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("sending")
        SENT = "sent", _("sent")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="deliveries")
    email = models.CharField(max_length=254)
    language = models.CharField(max_length=2, default="nb")
    # What it is rendered from, "registration:<uuid>".
    reference = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    # Why it was stopped or failed: a code, no personal data.
    reason = models.CharField(max_length=60, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    activity = models.CharField(max_length=40)
    rule = models.CharField(max_length=40)
    # When the rule's clock started or will start.
    clock_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "email"], name="delivery_by_email"),
            models.Index(
                fields=["state", "queued_at"],
                condition=models.Q(state__in=["queued", "sending"]),
                name="delivery_waiting",
            ),
            models.Index(
                fields=["organisation", "activity", "rule", "clock_at"], name="delivery_clock"
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"
