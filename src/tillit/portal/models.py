"""One-time codes by which a person proves an e-mail address."""

from __future__ import annotations

import uuid

from django.db import models


class OneTimeCode(models.Model):
    """A code sent to an address. The code itself is computed from the row and a secret."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    email = models.CharField(max_length=254)
    # Where to go afterwards, a path on this site.
    next = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "email", "created_at"], name="code_by_email"),
            models.Index(fields=["organisation", "created_at"], name="code_by_age"),
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"
