"""Every opening of a person's record is logged."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, get_resolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.kernel import clock
from tillit.organisations.access import staff
from tillit.organisations.accounts import CONSOLE_SESSION
from tillit.organisations.models import Organisation, Role, User
from tillit.organisations.permissions import Permission
from tillit.people.models import Person
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference
from tillit.privacy.register.schema import Register
from tillit.ui.formats import number

LATELY = timedelta(days=30)
DESK = "desk/"
SHOWN = 10


@probe
class Openings(Probe):
    """The gate in front of all staff pages logs whom a page is about, and no page goes past it.

    An opening is tried: an invented account opens an invented card, the log is read, and all of it
    is undone. Lists of people show many at once and are no opening of any one.
    """

    key = "openings"
    name = gettext_lazy("An opening tried through the gate, and each page against the gate")
    group = "access"
    remedy = gettext_lazy(
        "Report it to those who make the program: the gate in front of the staff pages does "
        "not log as it should. Until then, open no more cards than you must."
    )
    remedy_at = "desk:ledger"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        del register
        past = memory.once("ungated", ungated_pages)
        tried = is_trial_logged(organisation)
        lately = LedgerEntry.objects.filter(
            organisation=organisation, kind="opened", created_at__gt=clock.now() - LATELY
        ).count()
        measured = {"logged": tried, "pages": past[:SHOWN], "lately": lately}
        yield Result(tried and not past, measured=measured)

    def promise(self, register: Register, about: str) -> str:
        return _("Each time one of us opens what is held on a person, it is logged.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        if pages := measured.get("pages"):
            return _("Pages that do not log who opens them: %(pages)s.") % {
                "pages": ", ".join(pages)
            }
        if not measured.get("logged"):
            return _("We opened an invented person's card as a trial. It was not logged.")
        count = measured.get("lately", 0)
        return ngettext(
            "We opened an invented person's card as a trial. It was logged. "
            "%(count)s opening is in the log from the last 30 days.",
            "We opened an invented person's card as a trial. It was logged. "
            "%(count)s openings are in the log from the last 30 days.",
            count,
        ) % {"count": number(count)}


@staff(Permission.PEOPLE_READ)
def trial(_request: HttpRequest, uuid: uuid.UUID) -> HttpResponse:
    """A page about a person, with nothing on it; it stands at no address."""
    del uuid
    return HttpResponse()


def is_trial_logged(organisation: Organisation) -> bool:
    """An invented account opens an invented card; whether the log tells of it. All is undone."""
    with transaction.atomic():
        now, today = clock.now(), clock.today()
        account = User.objects.create_user(f"{uuid.uuid4()}@trial.invalid")
        Role.objects.create(
            organisation=organisation,
            user=account,
            type="privacy_officer",
            starts_on=today,
            created_at=now,
        )
        card = Person.objects.create(organisation=organisation, created_at=now)
        request = HttpRequest()
        request.method = "GET"
        request.user = account
        request.organisation = organisation  # type: ignore[attr-defined]
        request.session = {CONSOLE_SESSION: True}  # type: ignore[assignment]
        answer = trial(request, uuid=card.uuid)
        told = LedgerEntry.objects.filter(
            organisation=organisation,
            kind="opened",
            subject=reference(card),
            actor=reference(account),
        )
        logged = answer.status_code == 200 and told.exists()
        transaction.set_rollback(True)
    return logged


def ungated_pages() -> list[str]:
    """Addresses of staff pages that do not go through the gate."""
    found = _patterns(get_resolver(settings.ORGANISATION_URLCONF), "")
    return sorted(
        address
        for address, view in found
        if address.startswith(DESK) and not hasattr(view, "permission")
    )


def _patterns(resolver: Any, before: str) -> Iterator[tuple[str, Any]]:
    for each in resolver.url_patterns:
        address = f"{before}{each.pattern}"
        if isinstance(each, URLPattern):
            yield address, each.callback
        else:
            yield from _patterns(each, address)
