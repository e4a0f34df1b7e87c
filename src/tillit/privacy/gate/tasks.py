"""The worker's part of the door."""

from __future__ import annotations

from django_tasks import task

from tillit.kernel.schedule import every
from tillit.privacy.gate.sending import send_waiting


@every(seconds=15, why="Sends the messages that wait.")
@task()
def send_queued() -> int:
    """Send what waits; gives how many."""
    return send_waiting()
