"""The demo organisation is made, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from tillit.config.demo import beginning, gatherings, members, registers, requests
from tillit.config.demo.year import FOUNDED, Year
from tillit.kernel import clock
from tillit.organisations.models import Organisation
from tillit.organisations.rules import free_slug
from tillit.privacy.evidence.actions import measure

SLUG = "lysbrua"


def standing() -> Organisation | None:
    """The demo organisation, when it is there already."""
    return Organisation.objects.filter(is_demo=True).order_by("pk").first()


def make(progress: Callable[[int, int], None]) -> Organisation:
    """A year of an invented organisation's life, by the actions that a real one would take.

    One transaction: whoever breaks it off has none of it.
    """
    founded_at = clock.start_of_day(clock.today() - dt.timedelta(days=FOUNDED))
    with transaction.atomic():
        taken = Organisation.objects.values_list("slug", flat=True)
        organisation = Organisation.objects.create(
            name=registers.now(clock.today()).controller.name,
            slug=free_slug(SLUG, taken),
            is_demo=True,
            created_at=founded_at,
        )
        year = Year(organisation)
        for part in (beginning, members, gatherings, requests):
            part.plan(year)
        year.pass_by(progress)
    measure(organisation)  # what is committed: the log's witness hears of nothing else
    return organisation
