"""What needs doing with the register of persons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.kernel import clock
from tillit.organisations.access import Access
from tillit.organisations.cards import Card, Line, today_card
from tillit.organisations.permissions import Permission
from tillit.people.models import Import, Relation
from tillit.people.queries import persons
from tillit.privacy.register.queries import is_adopted
from tillit.ui.formats import day

# A prospect is gone on its day of review: someone has this long to say otherwise (promise C10).
AHEAD: Final = dt.timedelta(days=14)
SHOWN: Final = 5


@today_card(Permission.PEOPLE_IMPORT)
def imports(access: Access) -> Iterator[Card]:
    """Files that someone has sent in and not decided on."""
    waiting = Import.objects.filter(
        organisation=access.organisation,
        state__in=[Import.State.MAPPING, Import.State.PREVIEW],
    ).order_by("-created_at")
    files = list(waiting[: SHOWN + 1])
    if files:
        number = len(files) if len(files) <= SHOWN else waiting.count()
        yield Card(
            _("Imports to decide on"),
            reverse("people:import_list"),
            ngettext(
                "One file is read and waits for you to look it over.",
                "%(count)s files are read and wait for you to look them over.",
                number,
            )
            % {"count": number},
            count=number,
            icon="upload",
            lines=[
                Line(each.filename, reverse("people:import", args=[each.uuid]))
                for each in files[:SHOWN]
            ],
        )


@today_card(Permission.PEOPLE_IMPORT)
def nobody_yet(access: Access) -> Iterator[Card]:
    """The register of processing is in force, and nobody is on the register of persons."""
    if is_adopted(access.organisation) and not persons(access.organisation).exists():
        yield Card(
            _("Read in the list you have"),
            reverse("people:import_upload"),
            _("Members and contacts from a spreadsheet, looked over before they are registered."),
            icon="upload",
            tone="ahead",
        )


@today_card(Permission.PEOPLE_CHANGE)
def reviews(access: Access) -> Iterator[Card]:
    """People who are deleted soon unless the relation is taken further."""
    near = Relation.objects.filter(
        organisation=access.organisation,
        ended_on=None,
        review_on__lte=clock.today() + AHEAD,
    ).order_by("review_on", "pk")
    rows = list(near.select_related("person")[: SHOWN + 1])
    if rows:
        number = len(rows) if len(rows) <= SHOWN else near.count()
        yield Card(
            _("Contacts to decide on"),
            reverse("people:list"),
            ngettext(
                "One contact is deleted soon. Keep it as a customer or member, or let it go.",
                "%(count)s contacts are deleted soon. Keep them as customers or members, "
                "or let them go.",
                number,
            )
            % {"count": number},
            count=number,
            icon="clock",
            lines=[
                Line(
                    each.person.name or each.person.email,
                    reverse("people:card", args=[each.person.uuid]),
                    day(each.review_on) if each.review_on else "",
                )
                for each in rows[:SHOWN]
            ],
        )
