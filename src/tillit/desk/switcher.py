"""Going from one organisation's desk to another's."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from tillit.organisations.addresses import path
from tillit.organisations.models import Organisation
from tillit.organisations.queries import first_organisations_of
from tillit.ui.navigation import Link


def organisations(request: HttpRequest) -> list[Link]:
    """The organisations the reader works for, this one marked. One query."""
    if not request.user.is_authenticated:
        return []
    here = getattr(request, "organisation", None)
    return [
        Link(one.slug, one.name, desk_address(one), current=one == here)
        for one in first_organisations_of(request.user)
    ]


def desk_address(organisation: Organisation) -> str:
    """Where an organisation's desk is, as a link from any other's."""
    where = path(organisation, "desk:today")
    if not organisation.host:
        return f"{settings.PUBLIC_URL.rstrip('/')}{where}"
    return f"{settings.PUBLIC_URL.partition('://')[0]}://{organisation.host}{where}"
