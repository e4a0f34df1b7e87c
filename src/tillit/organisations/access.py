"""Who may do what in which organisation. Every staff view goes through ``staff``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from functools import cache, wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse

from tillit.kernel import clock
from tillit.organisations.addresses import installation_path
from tillit.organisations.models import Organisation, Role, User
from tillit.organisations.permissions import Permission
from tillit.organisations.roles import ROLE_TYPES
from tillit.privacy import prepared
from tillit.privacy.declare import Holding, declarations
from tillit.privacy.ledger.actions import record
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference, split


class Access:
    """What one account may do in one organisation today."""

    def __init__(self, user: User, organisation: Organisation) -> None:
        self.user = user
        self.organisation = organisation
        found = prepared.rows(
            "roles of an account", _roles, [organisation.pk, user.pk, clock.today()]
        )
        self.is_invited = any(role.invited_as for role in found)
        self.roles = [ROLE_TYPES[role.type] for role in found if role.type in ROLE_TYPES]
        self.permissions = frozenset[Permission]().union(*(role.needs for role in self.roles))

    def may(self, permission: Permission | str) -> bool:
        """The account has a role today that needs this."""
        return permission in self.permissions

    @property
    def actor(self) -> str:
        """The account as the ledger names it."""
        return reference(self.user)


def _roles(organisation: int, user: int, day: dt.date) -> QuerySet[Any, Any]:
    return Role.objects.in_force_on(day).filter(user=user, organisation=organisation).order_by("pk")


View = Callable[..., HttpResponse]


def staff(permission: Permission | None = None) -> Callable[[View], View]:
    """Let in who works here and has the need; ``None``: who works here at all.

    Strangers are sent to log in; someone without a second factor is sent to set one up; another
    organisation's user gets 404, since what they may not know of is not there; someone who works
    here without the need gets 403. Sets ``request.access``. A page that was shown counts as an
    opening of the records of persons that its address names, and is logged as one.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            organisation = getattr(request, "organisation", None)
            if organisation is None:
                raise Http404
            if not request.user.is_authenticated:
                log_in = installation_path("account_login")
                return redirect_to_login(request.get_full_path(), log_in)
            access = access_of(request)
            if not access.roles:
                raise Http404
            from tillit.organisations.accounts import second_factor_wanted

            if answer := second_factor_wanted(request):
                return answer
            if access.is_invited:
                come_in(access)
            if permission is not None and not access.may(permission):
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            if request.method == "GET" and response.status_code == HTTPStatus.OK:
                log_named(request, kwargs.values())
            # Nothing of it stays in a browser that others use too, nor anywhere between.
            response.headers.setdefault("Cache-Control", "no-store, private")
            return response

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def access_of(request: HttpRequest) -> Access:
    """The access of the one who asks, worked out once per request."""
    access: Access | None = getattr(request, "access", None)
    if access is None:
        access = Access(request.user, request.organisation)  # type: ignore[arg-type,attr-defined]
        request.access = access  # type: ignore[attr-defined]
    return access


def come_in(access: Access) -> None:
    """Someone invited has come in for the first time: they are known here by their account."""
    own = Role.objects.filter(organisation=access.organisation, user=access.user)
    with transaction.atomic():
        own.update(invited_as="")
        record(
            access.organisation,
            "access",
            subject=access.actor,
            actor=access.actor,
            what="taken_up",
        )


# Someone who goes back and forth between a card and its list has opened it once.
ONE_OPENING = dt.timedelta(minutes=10)


def log_opening(request: HttpRequest, row: Model) -> None:
    """Someone who works here has opened a person's record; the person can see it.

    Once for each account and record in ten minutes. Source: GDPR articles 5(2), 15 and 32. Pages
    whose address names the record need not call this: the gate does.
    """
    about = reference(row)
    _logged(request).add(about)
    _log(access_of(request), [about])


def log_named(request: HttpRequest, values: Iterable[Any]) -> None:
    """Whoever the page's address names was opened, if the page has not said so itself."""
    keys = {value for value in values if isinstance(value, UUID)}
    keys -= {UUID(split(about)[1]) for about in _logged(request)}
    if keys:
        access = access_of(request)
        _log(access, _records(access.organisation, keys))


def _logged(request: HttpRequest) -> set[str]:
    known: set[str] | None = getattr(request, "logged_openings", None)
    if known is None:
        known = request.logged_openings = set()  # type: ignore[attr-defined]
    return known


def _log(access: Access, records: Collection[str]) -> None:
    if not records:
        return
    since = clock.now() - ONE_OPENING
    values: list[prepared.Value] = [access.organisation.pk, access.actor, since, *records]
    seen = {entry.subject for entry in prepared.rows("opened lately", _openings, values)}
    for about in sorted(set(records) - seen):
        record(access.organisation, "opened", subject=about, actor=access.actor)


def _openings(
    organisation: int, actor: str, since: dt.datetime, *records: str
) -> QuerySet[Any, Any]:
    found = LedgerEntry.objects.filter(organisation=organisation, kind="opened", actor=actor)
    return found.filter(subject__in=records, created_at__gt=since).order_by()


def _records(organisation: Organisation, keys: Collection[UUID]) -> list[str]:
    """Records about one person that have these keys, as references."""
    found = [
        holding.model._default_manager.filter(**{str(holding.organisation): organisation})
        .filter(uuid__in=keys)
        .order_by()
        .values_list(Value(str(holding.model._meta.model_name)), "uuid")
        for holding in _about_one_person()
    ]
    return [f"{name}:{key}" for name, key in found[0].union(*found[1:])]


@cache
def _about_one_person() -> list[Holding]:
    """Records that a page can be about: found by a person or an address, with a key of their own.

    Not the rows of a list, whose person is reached only through other rows.
    """
    return [
        holding
        for holding in declarations.holdings.values()
        if holding.organisation is not None
        and any(field.name == "uuid" for field in holding.model._meta.concrete_fields)
        and (
            holding.subject.person is not None
            or any("__" not in path for path in holding.subject.emails)
        )
    ]
