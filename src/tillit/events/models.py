"""Events and the registrations for them."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.kernel.keys import ordered_uuid


class Event(models.Model):
    """Something that is held: what, where, when, for how many."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        CANCELLED = "cancelled", _("cancelled")

    # The indexes below begin with it, and with what a registration belongs to: none of its own.
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="events", db_index=False
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("title"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    registration_closes_at = models.DateTimeField(_("registration deadline"), null=True, blank=True)
    # None: no limit.
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    # [{"field": "first_name", "required": true, "need": "…"}], an empty need as in the register,
    # and [{"key": "q1", "question": "…", "need": "…", "required": false, "choices": []}]
    fields = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=500, blank=True)
    # Raised with every change, as a calendar wants it (RFC 5545 section 3.8.7.4).
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    # None: as created.
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="event_slug_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")),
                name="event_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "starts_at"], name="event_by_start"),
            models.Index(fields=["organisation", "ends_at"], name="event_by_end"),
            models.Index(fields=["organisation", "cancelled_at"], name="event_by_cancelling"),
        ]

    def __str__(self) -> str:
        return self.title


class Registration(models.Model):
    """One person's place at one event, with just the fields the event asks for."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE, db_index=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations", db_index=False)
    uuid = models.UUIDField(default=ordered_uuid, unique=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    # Normalised.
    email = models.CharField(_("e-mail"), max_length=254)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    workplace = models.CharField(_("workplace"), max_length=200, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    # {question key: answer}
    answers = models.JSONField(default=dict)
    # Key of the source in the register: the person, or where staff had it from.
    source = models.CharField(_("source"), max_length=60, default="self")
    sort_key = models.CharField(max_length=300, blank=True)
    # " kari fjellro": each word of the name after a space, to be searched from its start.
    search = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=2, default="nb")
    registered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=models.Q(cancelled_at=None),
                name="registration_once",
            )
        ]
        indexes = [
            # Places taken are counted in it alone, and a page of the list is found in it.
            models.Index(
                fields=["event", "sort_key", "id", "cancelled_at"], name="registration_by_name"
            ),
            models.Index(fields=["organisation", "email"], name="registration_by_email"),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"
