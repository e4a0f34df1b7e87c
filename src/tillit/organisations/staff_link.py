"""One-time links that let staff in: printed at the console, or mailed to a staff account.

The link holds a random word, the database its SHA-256 alone. Opening the page changes nothing, as
mail scanners open links too; the button on it uses the link up.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from tillit.kernel import clock
from tillit.organisations.addresses import installation_address
from tillit.organisations.models import StaffLink, User

CONSOLE = "console"
MAIL = "mail"
AT_THE_CONSOLE = timedelta(hours=24)
BY_MAIL = timedelta(days=7)
FORGOTTEN_PASSWORD = timedelta(hours=2)


def make(
    user: User | None, *, given_by: str = CONSOLE, lifetime: timedelta = AT_THE_CONSOLE
) -> str:
    """A new link for this account, as a whole address; None: for whoever makes one first."""
    token = secrets.token_urlsafe(32)
    StaffLink.objects.create(
        user=user,
        digest=_digest(token),
        given_by=given_by,
        expires_at=clock.now() + lifetime,
        created_at=clock.now(),
    )
    return installation_address("staff_link", token)


def issue() -> str | None:
    """The link ``tillit up`` prints: for the one account there is, or to make the first.

    None once several have accounts: from then on one logs in, or asks for a link by name
    (``tillit staff-link``). Accounts nobody has entered, as the demo organisation's, do not count.
    The account itself remembers that: used links are deleted in time, accounts are not.
    """
    entered = User.objects.filter(is_active=True).exclude(last_login=None).order_by("pk")[:2]
    return make(next(iter(entered), None)) if len(entered) < 2 else None


def find(token: str) -> StaffLink | None:
    """The link with this word, when it can still be used."""
    return (
        StaffLink.objects.select_related("user")
        .filter(digest=_digest(token), used_at=None, expires_at__gt=clock.now())
        .exclude(user__is_active=False)
        .first()
    )


def use_up(link: StaffLink) -> bool:
    """The link lets someone in, now and never again. False when another was first."""
    return bool(
        StaffLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=clock.now()).update(
            used_at=clock.now()
        )
    )


def withdraw_all(user: User) -> int:
    """The account's unused mailed links end, as a new password has been chosen."""
    return StaffLink.objects.filter(user=user, used_at=None, given_by=MAIL).update(
        used_at=clock.now()
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
