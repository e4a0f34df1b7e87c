"""What needs doing with members."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.memberships import queries
from tillit.organisations.access import Access
from tillit.organisations.cards import Card, today_card
from tillit.organisations.permissions import Permission


@today_card(Permission.MEMBERS_CHANGE)
def applications(access: Access) -> Iterator[Card]:
    """People who wish to join, whose address is confirmed."""
    waiting = queries.waiting(access.organisation).count()
    if waiting:
        yield Card(
            _("Applications to look at"),
            reverse("memberships_desk:applications"),
            ngettext(
                "One person waits for an answer.", "%(count)s people wait for an answer.", waiting
            )
            % {"count": waiting},
            icon="people",
            tone="soon",
        )
