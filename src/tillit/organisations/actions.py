"""Giving people access and taking it away again; each in the ledger, in the same transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from tillit.kernel import clock
from tillit.organisations import staff_link
from tillit.organisations.messages import CHANGES
from tillit.organisations.models import Organisation, Role, Session, User
from tillit.organisations.permissions import Permission
from tillit.organisations.queries import in_charge, needs_of, organisations_of
from tillit.organisations.roles import ROLE_TYPES
from tillit.organisations.rules import someone_stays_in_charge
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference


class NobodyLeftInCharge(Exception):
    """The last one who may give others access cannot go."""


def open_account(*, name: str, email: str, language: str) -> User:
    """Someone has an account, still without password, roles and second factor.

    ``email`` normalised. Raises IntegrityError when the address has an account.
    """
    return User.objects.create_user(email, name=name, language=language)


def give_role(
    organisation: Organisation,
    user: User,
    type: str,
    *,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: User | None,
    invited_as: str = "",
) -> Role:
    """Someone has a task here from a day until a day. Raises KeyError for an unknown type."""
    ROLE_TYPES[type]
    with transaction.atomic():
        role = Role.objects.create(
            organisation=organisation,
            user=user,
            type=type,
            starts_on=starts_on,
            ends_on=ends_on,
            granted_by=by,
            invited_as=invited_as,
            created_at=clock.now(),
        )
        _record(role, "given", by)
    return role


def invite(
    organisation: Organisation,
    *,
    name: str,
    email: str,
    type: str,
    starts_on: dt.date,
    ends_on: dt.date | None,
    language: str,
    by: User,
) -> Role:
    """Someone gets a role here, an account if they have none, and a message with the way in.

    Until they have come in, they are called what the invitation calls them.
    """
    with transaction.atomic():
        user = User.objects.filter(email=email).first()
        if user is None:
            user = open_account(name=name, email=email, language=language)
        known = Role.objects.filter(organisation=organisation, user=user, invited_as="").exists()
        role = give_role(
            organisation,
            user,
            type,
            starts_on=starts_on,
            ends_on=ends_on,
            by=by,
            invited_as="" if known else name,
        )
        send_invitation(organisation, user, by=by)
    return role


def send_invitation(organisation: Organisation, user: User, *, by: User) -> None:
    """A message with the way in is on its way to someone who works here."""
    queue(
        organisation,
        "staff_invitation",
        [Recipient(user.email, user.language, reference(user))],
        rule="sessions",
        clock_at=clock.now() + staff_link.BY_MAIL,
        sender=reference(by),
        urgent=True,
    )


def send_password_link(user: User) -> bool:
    """A link to choose another password is on its way, from an organisation the account works for.

    False when it works for none: then only the console can let it in.
    """
    organisation = organisations_of(user).filter(is_demo=False).first()
    if organisation is None:
        return False
    queue(
        organisation,
        "staff_password",
        [Recipient(user.email, user.language, reference(user))],
        rule="sessions",
        clock_at=clock.now() + staff_link.FORGOTTEN_PASSWORD,
        urgent=True,
    )
    return True


def tell_of_change(user: User, change: str) -> bool:
    """The owner of an account is told that a way to log in to it has changed.

    False when there is nothing to tell, or no organisation to tell it from.
    """
    organisation = organisations_of(user).filter(is_demo=False).first()
    if organisation is None or change not in CHANGES:
        return False
    queue(
        organisation,
        f"staff_{change}",
        [Recipient(user.email, user.language, reference(user))],
        rule="sessions",
        clock_at=clock.now(),
        urgent=True,
    )
    return True


def set_last_day(role: Role, ends_on: dt.date | None, *, by: User) -> None:
    """A role lasts until another day than it did (None: no end).

    Raises NobodyLeftInCharge when nobody could give access after that day.
    """
    with transaction.atomic():
        if ends_on is not None:
            _refuse_to_lock_out(role, ends_on)
        Role.objects.filter(pk=role.pk).update(ends_on=ends_on)
        role.ends_on = ends_on
        _record(role, "last_day", by)


def end_role(role: Role, *, by: User) -> None:
    """A role ends now, and with it the access; who has no role left anywhere is logged out.

    Raises NobodyLeftInCharge when nobody else could give access.
    """
    today = clock.today()
    with transaction.atomic():
        _refuse_to_lock_out(role, today - dt.timedelta(days=1))
        last_day = min(role.ends_on or today, today)
        Role.objects.filter(pk=role.pk).update(ended_at=clock.now(), ends_on=last_day)
        _record(role, "ended", by)
        end_sessions_without_roles(role.user)


def end_sessions_without_roles(user: User | None = None) -> int:
    """Who had roles and has none today, in any organisation, is logged out everywhere.

    One statement, for one account or for all. Gives the number of sessions ended.
    """
    own = Role.objects.filter(user=OuterRef("user_id"))
    sessions = Session.objects.filter(
        Exists(own),
        ~Exists(Role.objects.in_force_on(clock.today()).filter(user=OuterRef("user_id"))),
    )
    if user is not None:
        sessions = sessions.filter(user=user)
    return sessions.delete()[0]


def enter_demo(user: User) -> int:
    """Whoever holds the machine may look around the demo organisations. Gives how many are new.

    Every role but the auditor's, so that each screen can be seen.
    """
    new = Organisation.objects.filter(is_demo=True).exclude(
        Exists(Role.objects.filter(user=user, organisation=OuterRef("pk")))
    )
    given = 0
    for organisation in new:
        for key in ROLE_TYPES:
            if key != "auditor":
                give_role(organisation, user, key, starts_on=clock.today(), by=None)
        given += 1
    return given


def _refuse_to_lock_out(role: Role, last_day: dt.date) -> None:
    """Raises NobodyLeftInCharge. Locks the rows it looks at, so that two cannot both go."""
    if Permission.STAFF_CHANGE not in needs_of([role.type]):
        return
    others = list(in_charge(role.organisation, besides=role).select_for_update(of=("self",)))
    if not someone_stays_in_charge((other.term for other in others), last_day):
        raise NobodyLeftInCharge


def _record(role: Role, what: str, by: User | None, **details: Any) -> None:
    record(
        role.organisation,
        "access",
        subject=reference(role.user),
        actor=reference(by) if by else "system",
        what=what,
        role=role.type,
        starts_on=role.starts_on.isoformat(),
        ends_on=role.ends_on.isoformat() if role.ends_on else None,
        **details,
    )
