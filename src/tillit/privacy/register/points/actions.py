"""Keeping the points of a draft, and going through them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from tillit.kernel import clock
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.points.models import DraftPoint
from tillit.privacy.register.points.point import Point

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@transaction.atomic
def keep(draft: RegisterVersion, points: Iterable[Point]) -> list[DraftPoint]:
    """These are now the points of the draft; those it had before are gone."""
    DraftPoint.objects.filter(draft=draft).delete()
    return DraftPoint.objects.bulk_create(
        DraftPoint(
            draft=draft,
            number=number,
            kind=point.kind,
            path=point.path,
            code=point.code,
            value=point.value,
            names=dict(point.names),
            sentence=point.sentence,
            sure=point.sure,
        )
        for number, point in enumerate(points)
    )


def reviewed(point: DraftPoint) -> DraftPoint:
    """Someone has looked at the point, and lets stand what now stands in the draft."""
    if point.reviewed_at is None:
        point.reviewed_at = clock.now()
        point.save(update_fields=["reviewed_at"])
    return point


def reviewed_together(points: Iterable[DraftPoint]) -> int:
    """Someone has looked at all of these; how many it was."""
    keys = [point.pk for point in points]
    return DraftPoint.objects.filter(pk__in=keys, reviewed_at=None).update(reviewed_at=clock.now())


def reopened(point: DraftPoint) -> DraftPoint:
    """The point is to be looked at again."""
    point.reviewed_at = None
    point.save(update_fields=["reviewed_at"])
    return point


def reviewed_all(organisation: Organisation, *path: str) -> int:
    """Everything under that part of the register has been looked at; how many points it was."""
    from tillit.privacy.register.points.queries import under

    return reviewed_together(under(organisation, *path))


def gone_when_adopted(organisation: Organisation, adopted: RegisterVersion, *_by: Any) -> None:
    """What was looked at is now the register's own. What nobody has looked at, and what has no
    place in the register, is kept to be read until the next draft."""
    points = DraftPoint.objects.filter(draft__organisation=organisation)
    points.exclude(draft=adopted).delete()
    looked_at = points.exclude(reviewed_at=None)
    looked_at.exclude(kind=DraftPoint.Kind.UNPLACED).delete()


def gone_with_a_new_draft(draft: RegisterVersion) -> None:
    """What was left of the draft before, when it was put in force, is no longer kept."""
    left = DraftPoint.objects.filter(draft__organisation=draft.organisation)
    left.exclude(draft=draft).delete()
