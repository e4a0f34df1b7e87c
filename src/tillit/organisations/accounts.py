"""Staff accounts: what django-allauth is told about ours."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# Set in a session opened by a link printed on the machine itself.
CONSOLE_SESSION = "opened_at_console"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def second_factor_wanted(request: HttpRequest) -> HttpResponse | None:
    """Send an account without a second factor to set one up.

    A session opened from the machine's own console has shown possession of the machine, and the
    demo organisation holds nobody's data; both may look around first.
    """
    from allauth.mfa.utils import is_mfa_enabled

    if request.session.get(CONSOLE_SESSION) or request.organisation.is_demo:  # type: ignore[attr-defined]
        return None
    if is_mfa_enabled(request.user):
        return None
    return redirect(f"{settings.PUBLIC_URL}/account/2fa/")
