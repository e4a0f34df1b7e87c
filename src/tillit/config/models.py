"""What the machinery remembers: when each scheduled task is due, and which workers are alive."""

from __future__ import annotations

from django.db import models


class ScheduledRun(models.Model):
    """When a scheduled task is due next. Whoever moves ``due_at`` on has enqueued it."""

    key = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField()
    enqueued_at = models.DateTimeField(null=True)


class Worker(models.Model):
    """A worker process, and when it last said that it is alive."""

    name = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
