"""Runs of the sweep, the counts it leaves, and the closed archive."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SweepRun(models.Model):
    """One run of the sweep for one organisation; a run that was killed is taken up again."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="sweeps"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    as_of = models.DateTimeField()
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    # "host:process number" of the one at work, so that a killed run is known at once.
    worker = models.CharField(max_length=120, blank=True)
    finished_at = models.DateTimeField(null=True)
    # {"events.registration": {"deleted": 12, …}, …}
    counts = models.JSONField(default=dict)
    # A code: "clock_moved_back", "killed", "disk_full", "taken_over", "database", or empty.
    note = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-started_at"], name="sweep_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state="running"),
                name="sweep_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"sweep of {self.organisation_id} at {self.started_at:%Y-%m-%d %H:%M}"


class SweptFile(models.Model):
    """A stored file whose row is gone: deleted from the store right after the commit."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    name = models.CharField(max_length=300)
    queued_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"file {self.pk}"


class TallyCount(models.Model):
    """A count left when rows were deleted; no person can be read out of it."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    measure = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    # Canonical "name=value;name=value" of the declared non-personal columns.
    by = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "measure", "year", "by"], name="tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.year}: {self.count}"


class ArchivedRow(models.Model):
    """A row moved out of its table into the closed archive: no screen, search or export has it."""

    organisation = models.ForeignKey("organisations.Organisation", models.CASCADE)
    model = models.CharField(max_length=80)
    row = models.JSONField()
    email = models.CharField(max_length=254, blank=True)
    activity = models.CharField(max_length=40)
    rule = models.CharField(max_length=40)
    archived_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "email"], name="archive_by_email")]

    def __str__(self) -> str:
        return f"archived {self.model}"
