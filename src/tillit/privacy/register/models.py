"""Versions of an organisation's register."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterVersion(models.Model):
    """One version of the register: at most one draft, at most one in force per organisation."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        SUPERSEDED = "superseded", _("superseded")

    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="registers"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    # None while a draft.
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    document = models.JSONField()
    # SHA-256 over the canonical JSON of the document.
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="register_number_once"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state="in_force"),
                name="register_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state="draft"),
                name="register_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"register {self.number or 'draft'} of {self.organisation_id}"


class RegisterContact(models.Model):
    """A person named in a register version, so that they too can find themselves in it."""

    version = models.ForeignKey(RegisterVersion, models.CASCADE, related_name="contacts")
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.role} in {self.version_id}"
