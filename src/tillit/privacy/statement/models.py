"""Published versions of an organisation's privacy statement."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class StatementVersion(models.Model):
    """A statement as it was published: kept for good, dated, comparable."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="statements"
    )
    number = models.PositiveIntegerField()
    register = models.ForeignKey(
        "privacy.RegisterVersion", models.PROTECT, related_name="statements"
    )
    # {"nb": {...}, "nn": {...}, "en": {...}} as statement.compose gives it.
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    # The sentences that differ from the version before, as statement.difference gives them.
    changes = models.JSONField(default=list)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="statement_number_once")
        ]

    def __str__(self) -> str:
        return f"statement {self.number} of {self.organisation_id}"
