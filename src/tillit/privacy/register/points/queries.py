"""The points of an organisation's draft."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from tillit.privacy.register.points.models import DraftPoint

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


def points_of(organisation: Organisation) -> QuerySet[DraftPoint]:
    """All points of the draft, in the register's order; none when it was not made from a
    statement, or has been adopted."""
    return DraftPoint.objects.filter(
        draft__organisation=organisation, draft__state="draft"
    ).order_by("number")


def left_of(organisation: Organisation) -> QuerySet[DraftPoint]:
    """What was left to read when the draft was put in force; none once there is a new draft."""
    versions = organisation.registers
    if versions.filter(state="draft").exists():
        return DraftPoint.objects.none()
    return DraftPoint.objects.filter(
        draft__organisation=organisation, draft__state="in_force"
    ).order_by("number")


def origins_of(organisation: Organisation) -> list[DraftPoint]:
    """Each value with the sentence it was taken from."""
    return list(points_of(organisation).filter(kind=DraftPoint.Kind.ORIGIN))


def under(organisation: Organisation, *path: str) -> list[DraftPoint]:
    """The points on one part of the register: ``under(o, "activities", "events")``."""
    start = ".".join(path)
    return [
        point
        for point in points_of(organisation)
        if point.path == start or point.path.startswith(f"{start}.")
    ]


def point_or_none(organisation: Organisation, uuid: str) -> DraftPoint | None:
    """The point of that draft with this key; None when it is another's, gone, or no key at all."""
    try:
        return points_of(organisation).filter(uuid=UUID(uuid)).first()
    except ValueError:
        return None
