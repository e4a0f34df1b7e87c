"""Who works where, and since when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet

from tillit.kernel import clock
from tillit.kernel.collation import sort_key
from tillit.organisations.models import Organisation, Role, User
from tillit.organisations.permissions import Permission
from tillit.organisations.roles import ROLE_TYPES, RoleType
from tillit.privacy import prepared

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def organisations_of(user: User) -> QuerySet[Organisation]:
    """The organisations this account works for today, by name."""
    return _of(user.pk, clock.today())


def first_organisations_of(user: User) -> list[Organisation]:
    """As many of them as a menu has room for. One query, made once."""
    return prepared.rows("organisations of an account", _first_of, [user.pk, clock.today()])


# A menu is no list; the first page has them all.
_MOST_IN_MENU = 30


def _of(user: int, day: dt.date) -> QuerySet[Organisation]:
    works = Role.objects.in_force_on(day).filter(user=user, organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(works)).order_by("name", "pk")


def _first_of(user: int, day: dt.date) -> QuerySet[Organisation]:
    return _of(user, day)[:_MOST_IN_MENU]


@dataclass
class StaffMember:
    """Someone who works for the organisation, with all roles there, past ones too.

    Of who has been invited and not come in yet, no more is told than the invitation said.
    """

    user: User
    secured: bool
    roles: list[Role] = field(default_factory=list)

    @property
    def has_come_in(self) -> bool:
        """They have used a role here; before that their account is none of ours to look at."""
        return any(not role.invited_as for role in self.roles)

    @property
    def name(self) -> str:
        """As the organisation knows them."""
        return self.user.name if self.has_come_in else self.roles[0].invited_as

    @property
    def has_second_factor(self) -> bool:
        """An authenticator app or a key, as far as we may know."""
        return self.secured and self.has_come_in

    @property
    def last_login(self) -> dt.datetime | None:
        """When they last logged in, as far as we may know."""
        return self.user.last_login if self.has_come_in else None

    @property
    def now(self) -> list[Role]:
        """The roles that give access today."""
        today = clock.today()
        return [role for role in self.roles if role.is_in_force_on(today)]

    @property
    def coming(self) -> list[Role]:
        """The roles that begin on a later day."""
        today = clock.today()
        return [role for role in self.roles if role.ended_at is None and role.starts_on > today]


def staff_of(organisation: Organisation, search: str = "") -> list[StaffMember]:
    """All who work or have worked here, by name; those with access first. Two queries."""
    roles = (
        Role.objects.filter(organisation=organisation)
        .select_related("user")
        .order_by("user_id", "-starts_on", "pk")
    )
    if search:
        come_in = Role.objects.filter(
            organisation=organisation, user=OuterRef("user"), invited_as=""
        )
        roles = roles.filter(
            (Q(user__name__icontains=search) & Exists(come_in))
            | (Q(invited_as__icontains=search) & ~Exists(come_in))
            | Q(user__email__icontains=search)
        )
    rows = list(roles)
    secured = set(
        Authenticator.objects.filter(
            user__in={role.user_id for role in rows}, type__in=SECOND_FACTORS
        ).values_list("user_id", flat=True)
    )
    members: dict[int, StaffMember] = {}
    for role in rows:
        member = members.setdefault(role.user_id, StaffMember(role.user, role.user_id in secured))
        member.roles.append(role)
    return sorted(
        members.values(),
        key=lambda member: (not (member.now or member.coming), sort_key(member.name)),
    )


def needs_of(types: Iterable[str]) -> frozenset[Permission]:
    """What these role types may, taken together."""
    known = (ROLE_TYPES[key] for key in types if key in ROLE_TYPES)
    return frozenset[Permission]().union(*(role.needs for role in known))


def types_that_may(permission: Permission) -> list[str]:
    """The role types that come with this need."""
    return [key for key, role in ROLE_TYPES.items() if permission in role.needs]


def in_charge(organisation: Organisation, besides: Role | None = None) -> QuerySet[Role]:
    """The roles that may give access and have not ended, of open accounts."""
    roles = Role.objects.filter(
        organisation=organisation,
        type__in=types_that_may(Permission.STAFF_CHANGE),
        ended_at=None,
        user__is_active=True,
    )
    return roles.exclude(pk=besides.pk) if besides else roles


def roles_ending(organisation: Organisation, within: dt.timedelta) -> QuerySet[Role]:
    """Roles whose last day comes within this time, soonest first."""
    today = clock.today()
    return (
        Role.objects.in_force_on(today)
        .filter(organisation=organisation, ends_on__lte=today + within)
        .select_related("user")
        .order_by("ends_on", "pk")
    )


def role_types() -> list[type[RoleType]]:
    """Every role type, as an organisation chooses among them."""
    return list(ROLE_TYPES.values())
