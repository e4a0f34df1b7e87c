"""Events in the desk's search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tillit.events import queries
from tillit.events.models import Event, Registration
from tillit.organisations.access import Access
from tillit.organisations.lookup import Hit, named, searched
from tillit.organisations.permissions import Permission
from tillit.ui.formats import moment


@searched(
    Permission.EVENTS_READ, _("Events"), all_of="events_desk:list", by={"which": "all"}, order=20
)
def events(access: Access, text: str, limit: int) -> tuple[Sequence[Hit], int]:
    """Events by title or place, the latest first."""
    found = queries.found_by(access.organisation, text)
    return [_hit(event) for event in found[:limit]], found.count()


@named("event", Permission.EVENTS_READ)
def of_events(access: Access, keys: Iterable[str]) -> dict[str, Hit]:
    """Events the log names."""
    rows = Event.objects.filter(organisation=access.organisation, uuid__in=keys)
    return {str(event.uuid): _hit(event) for event in rows}


@named("registration", Permission.EVENTS_READ)
def of_registrations(access: Access, keys: Iterable[str]) -> dict[str, Hit]:
    """Registrations the log names, each with the event it is for."""
    rows = Registration.objects.filter(organisation=access.organisation, uuid__in=keys)
    return {
        str(row.uuid): Hit(
            f"{row.first_name} {row.last_name} – {row.event.title}",
            reverse("events_desk:participant", args=[row.event.uuid, row.uuid]),
        )
        for row in rows.select_related("event")
    }


def _hit(event: Event) -> Hit:
    url = reverse("events_desk:detail", args=[event.uuid])
    return Hit(event.title, url, moment(event.starts_at), "calendar")
