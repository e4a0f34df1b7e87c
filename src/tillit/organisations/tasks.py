"""What is done by itself for accounts and sessions."""

from __future__ import annotations

import datetime as dt

from django_tasks import task

from tillit.kernel.schedule import every_day
from tillit.organisations.actions import end_sessions_without_roles


@every_day(at=dt.time(0, 5), why="Logs out those whose last day was yesterday.")
@task()
def end_sessions() -> int:
    """Sessions of accounts without a role end; gives how many."""
    return end_sessions_without_roles()
