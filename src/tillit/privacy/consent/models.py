"""Consents: who, to what wording, when, how, and when withdrawn (article 7(1))."""

from __future__ import annotations

import uuid

from django.db import models


class Consent(models.Model):
    """One person's yes to one purpose, as worded that day."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="consents"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    email = models.CharField(max_length=254)
    activity = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40)
    wording = models.TextField()
    register_number = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    # "form", "portal", "desk", "import".
    how = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "email", "purpose"], name="consent_by_email"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="consent_one_standing",
            )
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"
