"""What we write to those who work for an organisation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.kernel import clock
from tillit.organisations import staff_link
from tillit.organisations.addresses import address, installation_address
from tillit.organisations.models import Role, User
from tillit.organisations.roles import ROLE_TYPES
from tillit.privacy.references import split
from tillit.ui import formats


def _account(delivery: Any) -> User | None:
    uuid = split(delivery.reference)[1]
    return User.objects.filter(uuid=uuid, is_active=True, email=delivery.email).first()


def invitation(delivery: Any) -> tuple[str, str] | None:
    """You have been given access; None when it was taken back before the mail was sent."""
    user = _account(delivery)
    if user is None:
        return None
    roles = Role.objects.filter(user=user, organisation=delivery.organisation, ended_at=None)
    names = [str(ROLE_TYPES[role.type].name) for role in roles.exclude(ends_on__lt=clock.today())]
    if not names:
        return None
    if user.has_usable_password():
        link = address(delivery.organisation, "desk:today")
        text = _(
            "You have access to %(organisation)s in Tillit, as: %(roles)s.\n\n"
            "Log in as you usually do:\n%(link)s"
        )
    else:
        link = staff_link.make(user, given_by=staff_link.MAIL, lifetime=staff_link.BY_MAIL)
        text = _(
            "You have access to %(organisation)s in Tillit, as: %(roles)s.\n\n"
            "Choose a password here. The link works once, for seven days:\n%(link)s\n\n"
            "If you do not know what this is about, you can ignore this message."
        )
    subject = _("Access to %(organisation)s") % {"organisation": delivery.organisation.name}
    values = {
        "organisation": delivery.organisation.name,
        "roles": ", ".join(names),
        "link": link,
    }
    return subject, text % values


def new_password(delivery: Any) -> tuple[str, str] | None:
    """A link to choose another password; None when the account has been closed."""
    user = _account(delivery)
    if user is None:
        return None
    link = staff_link.make(user, given_by=staff_link.MAIL, lifetime=staff_link.FORGOTTEN_PASSWORD)
    text = _(
        "Someone, probably you, has asked for a new password.\n\n"
        "Choose one here. The link works once, for two hours:\n%(link)s\n\n"
        "If it was not you, ignore this message. Your password stays as it is."
    )
    return _("Choose a new password"), text % {"link": link}


# What is told of an account: the names are django-allauth's.
CHANGES = {
    "totp_activated": gettext_lazy("An authenticator app was added to your account"),
    "totp_deactivated": gettext_lazy("The authenticator app was removed from your account"),
    "webauthn_added": gettext_lazy("A passkey was added to your account"),
    "webauthn_removed": gettext_lazy("A passkey was removed from your account"),
    "recovery_codes_generated": gettext_lazy("New recovery codes were made for your account"),
    "password_changed": gettext_lazy("The password of your account was changed"),
}


def account_changed(change: str, delivery: Any) -> tuple[str, str] | None:
    """A way to log in has changed; None when the account has been closed since."""
    user = _account(delivery)
    if user is None:
        return None
    text = _(
        "%(what)s, at %(moment)s.\n\n"
        "If it was you, you need do nothing.\n\n"
        "If it was not you, someone else may have access. Choose a new password at once, and tell "
        "the one who looks after accounts where you work:\n%(link)s"
    )
    return str(CHANGES[change]), text % {
        "what": CHANGES[change],
        "moment": formats.moment(delivery.queued_at),
        "link": installation_address("account_reset_password"),
    }
