"""The sweep at night, and again by day when something was left."""

from __future__ import annotations

from datetime import time

from django.apps import apps
from django_tasks import task

from tillit.kernel.schedule import every, every_day
from tillit.privacy.holds.actions import sweep, sweep_installation
from tillit.privacy.holds.files import remove_files
from tillit.privacy.holds.models import SweptFile
from tillit.privacy.holds.queries import is_anything_overdue
from tillit.privacy.holds.runs import AlreadyRunning


@every_day(at=time(2, 15), why="Deletes what no purpose holds any longer.")
@task()
def sweep_all() -> int:
    """Every organisation is swept, and what belongs to none; gives how many were."""
    swept = 0
    for organisation in apps.get_model("organisations.Organisation").objects.order_by("pk"):
        try:
            sweep(organisation)
            swept += 1
        except AlreadyRunning:
            continue
    sweep_installation()
    return swept


@every(hours=1, why="Deletes what the night left behind, and the files that would not go.")
@task()
def sweep_overdue() -> int:
    """Organisations in which something is overdue are swept again; gives how many were."""
    swept = 0
    for organisation in apps.get_model("organisations.Organisation").objects.order_by("pk"):
        if is_anything_overdue(organisation):
            try:
                sweep(organisation)
                swept += 1
            except AlreadyRunning:
                continue
        elif SweptFile.objects.filter(organisation=organisation).exists():
            remove_files(organisation)
    if is_anything_overdue(None):
        sweep_installation()
    return swept
