"""What is done by itself for accounts and sessions."""

from __future__ import annotations

import datetime as dt

from django_tasks import task

from tillit.kernel.schedule import every_day
from tillit.organisations.actions import end_sessions_without_roles, send_password_link
from tillit.organisations.limits import may_write_to
from tillit.organisations.models import User
from tillit.organisations.shared_cache import delete_expired


@every_day(at=dt.time(0, 5), why="Logs out those whose last day was yesterday.")
@task()
def end_sessions() -> int:
    """Sessions of accounts without a role end; gives how many."""
    return end_sessions_without_roles()


@task()
def write_to_forgetful(account: int) -> bool:
    """A link to choose another password is on its way, if there is such an account."""
    user = User.objects.filter(pk=account, is_active=True).first()
    if user is None or not may_write_to("forgotten", user.email):
        return False
    return send_password_link(user)


@every_day(at=dt.time(4, 50), why="Removes counts of tries whose time is out.")
@task()
def forget_old_counts() -> int:
    """Who tried how often is not known after a day or two; gives how many counts went."""
    return delete_expired()
