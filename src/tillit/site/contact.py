"""Whom to write to, on every page of an organisation (article 13(1)(a) and (b))."""

from __future__ import annotations

from django.http import HttpRequest

from tillit.privacy.register.queries import NotAdopted, in_force
from tillit.ui import formats
from tillit.ui.navigation import Link


def lines(request: HttpRequest) -> list[Link]:
    """The register's contact point as lines of the foot; none before a register is in force."""
    organisation = getattr(request, "organisation", None)
    if organisation is None:
        return []
    try:
        register = in_force(organisation)
    except NotAdopted:
        return []
    point = register.contact("controller") or register.privacy_contact()
    if point is None:
        return []
    found = [
        Link("name", point.name),
        Link("address", point.address),
        Link("email", point.email, f"mailto:{point.email}"),
        Link("phone", formats.phone(point.phone), f"tel:{point.phone.replace(' ', '')}"),
    ]
    return [line for line in found if line.label]
