"""Requests from data subjects, each on its clock."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Request(models.Model):
    """Someone uses a right (GDPR articles 15 to 22), however it arrived."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("access")
        RECTIFICATION = "rectification", _("rectification")
        ERASURE = "erasure", _("erasure")
        RESTRICTION = "restriction", _("restriction")
        OBJECTION = "objection", _("objection")
        PORTABILITY = "portability", _("portability")

    class Channel(models.TextChoices):
        PORTAL = "portal", _("My page")
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("telephone")
        LETTER = "letter", _("letter")
        IN_PERSON = "in_person", _("in person")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        REFUSED = "refused", _("refused")

    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="requests"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    name = models.CharField(max_length=200, blank=True)
    # Normalised; empty when a letter gives none.
    email = models.CharField(max_length=254, blank=True)
    postal_address = models.TextField(blank=True)
    # The address is proven: the person logged in, or staff checked identity (article 12(6)).
    proven = models.BooleanField(default=False)
    details = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="nb")
    received_on = models.DateField()
    due_on = models.DateField()
    extended_on = models.DateField(null=True)
    extension_reason = models.TextField(blank=True)
    reminded_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    # The provision a refusal rests on, e.g. "17(3)(b)".
    refused_under = models.CharField(max_length=40, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    # What was done and told to whom: {"done": [...], "kept": [...], "recipients": [...]}.
    receipt = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="request_by_due"),
            models.Index(fields=["organisation", "email"], name="request_by_email"),
            models.Index(fields=["organisation", "closed_at"], name="request_by_closing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} request {self.pk}"
