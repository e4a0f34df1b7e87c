"""Events in the desk's search."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.events import queries
from tillit.organisations.access import Access
from tillit.organisations.lookup import Hit, searched
from tillit.organisations.permissions import Permission
from tillit.ui.formats import moment


@searched(Permission.EVENTS_READ, _("Events"), order=20)
def events(access: Access, text: str, limit: int) -> Sequence[Hit]:
    """Events by title or place, the latest first."""
    return [
        Hit(
            event.title,
            reverse("events_desk:detail", args=[event.uuid]),
            moment(event.starts_at),
            "calendar",
        )
        for event in queries.found_by(access.organisation, text)[:limit]
    ]
