"""Evidence: what each check measured last."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measurement(models.Model):
    """The latest result of one check on one promise of an organisation's register."""

    class Outcome(models.TextChoices):
        KEPT = "kept", _("kept")
        BROKEN = "broken", _("broken")
        UNKNOWN = "unknown", _("unknown")

    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="measurements"
    )
    probe = models.CharField(max_length=60)
    # What in the register it is about, e.g. "events.registrations"; empty for the whole.
    about = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    # Machine-readable: {"value": …, "limit": …, …}; never personal data.
    measured = models.JSONField(default=dict)
    measured_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "probe", "about"], name="measurement_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.probe} {self.about}: {self.outcome}"
