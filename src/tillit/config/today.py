"""What of the machinery someone has to know at the desk."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from tillit.config.doctor import FREE_AT_LEAST, free_space
from tillit.organisations.access import Access
from tillit.organisations.cards import Card, today_card
from tillit.organisations.permissions import Permission


@today_card(Permission.SETTINGS_CHANGE)
def disk(_access: Access) -> Iterator[Card]:
    """Soon nothing can be saved."""
    free = free_space()
    if free < FREE_AT_LEAST:
        yield Card(
            _("The disk is nearly full"),
            reverse("desk:settings"),
            _(
                "%(free)s MB are left. At 0 nothing can be saved or sent. Tell whoever runs this "
                "installation; what is stored is safe."
            )
            % {"free": free // (1024 * 1024)},
            icon="warning",
            tone="now",
        )
