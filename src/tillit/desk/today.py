"""What needs the desk itself: the register, requests that are due, promises that are broken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tillit.desk.register.review import waiting
from tillit.kernel import clock
from tillit.organisations.access import Access
from tillit.organisations.cards import Card, today_card
from tillit.organisations.permissions import Permission
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.queries import NotAdopted, in_force
from tillit.privacy.rights.models import Request
from tillit.ui.formats import day
from tillit.ui.navigation import address

DUE_SOON = dt.timedelta(days=7)


@today_card(Permission.REGISTER_READ)
def register_draft(access: Access) -> Iterator[Card]:
    """The register has not been adopted, or a changed draft waits."""
    states = set(
        RegisterVersion.objects.filter(organisation=access.organisation)
        .exclude(state=RegisterVersion.State.SUPERSEDED)
        .values_list("state", flat=True)
    )
    left = waiting(access.organisation)["waiting"] if RegisterVersion.State.DRAFT in states else 0
    if left:
        yield Card(
            _("Go through what was read in your statement"),
            address("desk:register_review") or "",
            _("Each value stands with the sentence it came from. At the end you put it in force."),
            count=left,
            icon="shield",
            tone="now",
        )
    elif RegisterVersion.State.IN_FORCE not in states:
        yield Card(
            _("Look over the register and adopt it"),
            address("desk:register") or "",
            _("Until you do, the public pages are closed and nobody can sign up for anything."),
            icon="shield",
            tone="now",
        )
    elif RegisterVersion.State.DRAFT in states:
        yield Card(
            _("The register has a draft"),
            address("desk:register") or "",
            _("What you have changed is not in force until you adopt it."),
            icon="shield",
        )


@today_card(Permission.REGISTER_CHANGE)
def no_processors(access: Access) -> Iterator[Card]:
    """Nobody is named who handles data for the organisation: nearly everyone has someone."""
    try:
        register = in_force(access.organisation)
    except NotAdopted:
        return
    if not register.processors:
        yield Card(
            _("Say who handles data for you"),
            address("desk:register_parties") or "",
            _("Those who run your servers, send your mail or keep your accounts."),
            icon="handshake",
            tone="ahead",
        )


@today_card(Permission.REQUESTS)
def requests_due(access: Access) -> Iterator[Card]:
    """Someone waits for an answer about their data."""
    today = clock.today()
    waiting = Request.objects.filter(
        organisation=access.organisation, state=Request.State.OPEN
    ).aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=today)),
        soon=Count("pk", filter=Q(due_on__lte=today + DUE_SOON)),
        first=Min("due_on"),
    )
    if not waiting["all"]:
        return
    if waiting["late"]:
        text = ngettext(
            "One is late. Answer it today.", "%(count)s are late. Answer them today.",
            waiting["late"],
        ) % {"count": waiting["late"]}  # fmt: skip
    else:
        text = _("The first is due on %(day)s.") % {"day": day(waiting["first"])}
    yield Card(
        _("Requests about personal data"),
        address("desk:requests") or "",
        text,
        count=waiting["all"],
        icon="inbox",
        tone="now" if waiting["late"] else "soon" if waiting["soon"] else "ahead",
    )


@today_card(Permission.EVIDENCE_READ)
def broken_promises(access: Access) -> Iterator[Card]:
    """A check has found that a promise is not kept."""
    broken = Measurement.objects.filter(
        organisation=access.organisation, outcome=Measurement.Outcome.BROKEN
    ).count()
    if broken:
        yield Card(
            _("Promises that are not kept"),
            address("desk:evidence") or address("site:evidence") or "",
            _("The public evidence page shows them in red. See what to do."),
            count=broken,
            icon="warning",
            tone="now",
        )
