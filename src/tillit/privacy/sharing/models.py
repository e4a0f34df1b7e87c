"""What was given to whom outside."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Disclosure(models.Model):
    """Personal data left the product: an export, or a hand-over to a recipient."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="disclosures"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    # The recipient's key in the register; empty: the organisation's own use.
    recipient = models.CharField(max_length=60, blank=True)
    activity = models.CharField(max_length=40)
    purpose = models.CharField(max_length=300)
    fields = models.JSONField(default=list)
    count = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["organisation", "-made_at"], name="disclosure_latest")]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"


class DisclosedSubject(models.Model):
    """One person whose data was in a disclosure, so that they and later changes can be told."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="subjects")
    email = models.CharField(max_length=254, blank=True)
    reference = models.CharField(max_length=80)
    activity = models.CharField(max_length=40)
    rule = models.CharField(max_length=40)
    clock_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "email"], name="disclosed_by_email"),
            models.Index(fields=["organisation", "reference"], name="disclosed_by_reference"),
            models.Index(
                fields=["organisation", "activity", "rule", "clock_at"], name="disclosed_clock"
            ),
        ]

    def __str__(self) -> str:
        return f"disclosed {self.reference}"
