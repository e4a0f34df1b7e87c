"""Staff accounts: what django-allauth is told about ours."""

from __future__ import annotations

import base64
import time
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from tillit.organisations.addresses import installation_path
from tillit.organisations.models import User

# Set in a session opened by a link printed on the machine itself.
CONSOLE_SESSION = "opened_at_console"
# Seconds after a log-in during which it need not be repeated.
JUST_NOW = 300
# Where one was going when a second factor was asked for.
AFTER_SECOND_FACTOR = "after_second_factor"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only, and mail leaves by the gate alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "enter_current_password": _("This is not the password you have now."),
        "incorrect_password": _("The password is not right."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
        "rate_limited": _("Too many tries. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody signs up by themselves."""
        return False

    def is_reauthentication_required(self, *, app: str, **values: Any) -> bool:
        """Who has logged in a moment ago is not asked again."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < JUST_NOW:
            return False
        required: bool = super().is_reauthentication_required(app=app, **values)
        return required

    def send_notification_mail(
        self, template_prefix: str, user: User, *_args: Any, **_values: Any
    ) -> None:
        """The owner is told when a way to log in is added, removed or changed."""
        from tillit.organisations.actions import tell_of_change

        tell_of_change(user, template_prefix.rpartition("/")[2])

    def send_mail(self, template_prefix: str, *_args: Any, **_values: Any) -> None:
        """Raises RuntimeError: nothing leaves but by the gate, with a declared kind."""
        raise RuntimeError(f"{template_prefix} is no declared kind of message.")


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secrets of authenticator apps are unreadable in the database and its backups."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Codes last half a minute: try the next one."),
    }

    def encrypt(self, text: str) -> str:
        """The text under the key that is kept outside the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. Raises InvalidToken under another key."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are for the host on which they were made, under the product's name."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Tillit"}


@lru_cache
def _cipher() -> Fernet:
    key = HKDF(SHA256(), 32, salt=None, info=b"second factors").derive(
        settings.PRIVACY_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))


def has_second_factor(user: User) -> bool:
    """An authenticator app or a key; recovery codes alone are none."""
    enabled: bool = is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
    return enabled


def second_factor_wanted(request: HttpRequest) -> HttpResponse | None:
    """Send an account without a second factor to set one up, and back here after that.

    A session opened from the machine's own console has shown possession of the machine, and may
    look around first.
    """
    if request.session.get(CONSOLE_SESSION):
        return None
    if has_second_factor(request.user):  # type: ignore[arg-type]
        return None
    choose = installation_path("second_factor")
    return redirect(f"{choose}?{urlencode({'next': request.get_full_path()})}")
