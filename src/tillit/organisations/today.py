"""What needs doing with accounts and roles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.kernel import clock
from tillit.organisations.access import Access
from tillit.organisations.accounts import has_second_factor
from tillit.organisations.addresses import installation_path
from tillit.organisations.cards import Card, Line, today_card
from tillit.organisations.models import Role
from tillit.organisations.permissions import Permission
from tillit.organisations.queries import roles_ending
from tillit.privacy.register.queries import is_adopted
from tillit.ui.formats import day

SOON = dt.timedelta(days=30)


@today_card()
def own_account(access: Access) -> Iterator[Card]:
    """Your own account lacks a second factor."""
    if not access.organisation.is_demo and not has_second_factor(access.user):
        yield Card(
            _("Secure your account"),
            installation_path("second_factor"),
            _("Set up a passkey or an app that shows codes. It takes two minutes."),
            icon="key",
        )


@today_card(Permission.STAFF_CHANGE)
def alone(access: Access) -> Iterator[Card]:
    """One person alone works here: if they are away, nobody answers."""
    others = Role.objects.in_force_on(clock.today()).filter(organisation=access.organisation)
    if is_adopted(access.organisation) and not others.exclude(user=access.user).exists():
        yield Card(
            _("Invite someone to work with you"),
            reverse("organisations_desk:invite"),
            _("Give each just the role they need. Someone must answer when you are away."),
            icon="person-add",
            tone="ahead",
        )


@today_card(Permission.STAFF_CHANGE)
def roles_that_end(access: Access) -> Iterator[Card]:
    """Someone's last day is near: prolong it, or let it come."""
    roles = list(roles_ending(access.organisation, SOON)[:6])
    if roles:
        yield Card(
            _("Roles that end soon"),
            reverse("organisations_desk:staff"),
            ngettext(
                "One role ends within 30 days.", "%(count)s roles end within 30 days.", len(roles)
            )
            % {"count": len(roles)},
            icon="people",
            tone="ahead",
            lines=[
                Line(
                    role.holder,
                    reverse("organisations_desk:last_day", args=[role.pk]),
                    f"{role.name}, {day(role.ends_on)}",
                )
                for role in roles
            ],
        )
