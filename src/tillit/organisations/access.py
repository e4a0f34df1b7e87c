"""Who may do what in which organisation. Every staff view goes through ``staff``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse

from tillit.kernel import clock
from tillit.organisations.addresses import installation_path
from tillit.organisations.models import Organisation, Role, User
from tillit.organisations.permissions import Permission
from tillit.organisations.roles import ROLE_TYPES
from tillit.privacy.ledger.actions import record
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference


class Access:
    """What one account may do in one organisation today."""

    def __init__(self, user: User, organisation: Organisation) -> None:
        self.user = user
        self.organisation = organisation
        types = (
            Role.objects.in_force_on(clock.today())
            .filter(user=user, organisation=organisation)
            .order_by("pk")
            .values_list("type", flat=True)
        )
        self.roles = [ROLE_TYPES[key] for key in types if key in ROLE_TYPES]
        self.permissions = frozenset[Permission]().union(*(role.needs for role in self.roles))

    def may(self, permission: Permission | str) -> bool:
        """The account has a role today that needs this."""
        return permission in self.permissions

    @property
    def actor(self) -> str:
        """The account as the ledger names it."""
        return reference(self.user)


View = Callable[..., HttpResponse]


def staff(permission: Permission | None = None) -> Callable[[View], View]:
    """Let in who works here and has the need; ``None``: who works here at all.

    Strangers are sent to log in; someone without a second factor is sent to set one up; another
    organisation's user gets 404, since what they may not know of is not there; someone who works
    here without the need gets 403. Sets ``request.access``.
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
            if permission is not None and not access.may(permission):
                raise PermissionDenied
            response = view(request, *args, **kwargs)
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


# Someone who goes back and forth between a card and its list has opened it once.
ONE_OPENING = timedelta(minutes=10)


def log_opening(request: HttpRequest, row: Model) -> None:
    """Someone who works here has opened a person's record; the person can see it.

    Once for each account and record in ten minutes. Source: GDPR articles 5(2), 15 and 32.
    """
    access = access_of(request)
    about = reference(row)
    seen = LedgerEntry.objects.filter(
        organisation=access.organisation,
        kind="opened",
        subject=about,
        actor=access.actor,
        created_at__gt=clock.now() - ONE_OPENING,
    )
    if not seen.exists():
        record(access.organisation, "opened", subject=about, actor=access.actor)
