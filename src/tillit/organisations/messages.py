"""What we write to those who work for an organisation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.organisations import staff_link
from tillit.organisations.addresses import address
from tillit.organisations.models import Role, User
from tillit.organisations.roles import ROLE_TYPES
from tillit.privacy.references import split


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
