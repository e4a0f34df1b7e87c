"""Who gets in: by two steps, over an encrypted line, and no longer than the role lasts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.kernel import clock
from tillit.organisations.access import staff
from tillit.organisations.accounts import CONSOLE_SESSION, has_second_factor
from tillit.organisations.addresses import installation_path
from tillit.organisations.models import Organisation, Role, Session, User
from tillit.privacy.addresses import is_local
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.register.schema import Register
from tillit.ui.formats import number


@probe
class EndedRoles(Probe):
    """Nobody whose last role has ended is still logged in."""

    key = "staff_access"
    name = gettext_lazy("Open sessions against the roles that give them")
    group = "access"
    remedy = gettext_lazy(
        "Such sessions are ended each night. If it is still red tomorrow, ask whoever runs the "
        "program whether the worker is running."
    )
    remedy_at = "organisations_desk:staff"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        today = clock.today()
        roles = Role.objects.filter(user=OuterRef("pk"))
        current = roles.filter(Q(ends_on=None) | Q(ends_on__gte=today))
        here = Role.objects.filter(user=OuterRef("pk"), organisation=organisation)
        ended = User.objects.filter(Exists(here)).exclude(Exists(current))
        sessions = Session.objects.filter(user__in=ended, expire_date__gt=clock.now()).count()
        with_access = Role.objects.filter(organisation=organisation, starts_on__lte=today).filter(
            Q(ends_on=None) | Q(ends_on__gte=today)
        )
        people = with_access.values("user").distinct().count()
        yield Result(not sessions, measured={"sessions": sessions, "people": people})

    def promise(self, register: Register, about: str) -> str:
        return _("Those who no longer work for us have no access.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        if count := measured.get("sessions", 0):
            return ngettext(
                "%(count)s session is still open for someone whose role has ended.",
                "%(count)s sessions are still open for someone whose role has ended.",
                count,
            ) % {"count": number(count)}
        return ngettext(
            "%(count)s person has access today. No session is left from anyone else.",
            "%(count)s persons have access today. No session is left from anyone else.",
            measured.get("people", 0),
        ) % {"count": number(measured.get("people", 0))}


def _names(register: Register, measure: str) -> Iterable[str]:
    """Only where the register promises that security measure."""
    return ("",) if any(each.key == measure for each in register.measures) else ()


@probe
class SecondFactor(Probe):
    """Who works here has two steps to log in with, or is made to set them up before anything else.

    The gate is tried: an invented account with a role and one step alone asks for a staff page, and
    all of it is undone. Only a session opened by a link from the machine itself is let past.
    """

    key = "second_factor"
    name = gettext_lazy(
        "An account with one step alone tried at the gate, and each account's steps"
    )
    group = "access"
    remedy = gettext_lazy(
        "Those who work for you set up a second step under «Security and login». If the gate lets "
        "someone past, report it to those who make the program."
    )
    remedy_at = "organisations_desk:staff"

    def abouts(self, register: Register) -> Iterable[str]:
        """Where the register promises it."""
        return _names(register, self.key)

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        """Try the gate, then count the accounts."""
        del memory
        if not self.abouts(register):
            return
        stopped = is_trial_stopped(organisation)
        today = clock.today()
        roles = Role.objects.in_force_on(today).filter(organisation=organisation)
        accounts = User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("pk")
        without = [account.pk for account in accounts if not has_second_factor(account)]
        open_now = Session.objects.filter(user__in=without, expire_date__gt=clock.now())
        by_link = {
            session.user_id for session in open_now if session.get_decoded().get(CONSOLE_SESSION)
        }
        yield Result(
            stopped,
            measured={
                "stopped": stopped,
                "accounts": len(accounts),
                "without": len(without),
                "by_link": len(by_link),
            },
        )

    def promise(self, register: Register, about: str) -> str:
        """What is promised."""
        del register, about
        return _("Whoever works for us has logged in with two steps, or by a one-time link from "
                 "the machine itself, before they see what we hold on others.")  # fmt: skip

    def finding(self, measured: dict[str, Any], about: str) -> str:
        """What was found."""
        del about
        if not measured.get("stopped"):
            return _("We tried an invented account with one step alone. It was let in.")
        counts = {key: number(measured.get(key, 0)) for key in ("accounts", "without", "by_link")}
        return (
            _(
                "We tried an invented account with one step alone. It was stopped. Accounts: "
                "%(accounts)s. Must set up a second step before they see anything: %(without)s; "
                "of these let in now by a link from the machine itself: %(by_link)s."
            )
            % counts
        )


@staff()
def _trial(_request: HttpRequest) -> HttpResponse:
    """A staff page with nothing on it; it stands at no address."""
    return HttpResponse()


def is_trial_stopped(organisation: Organisation) -> bool:
    """An invented account without a second factor is sent to set one up. All is undone."""
    with transaction.atomic():
        account = User.objects.create_user(f"{uuid.uuid4()}@trial.invalid")
        Role.objects.create(
            organisation=organisation,
            user=account,
            type="privacy_officer",
            starts_on=clock.today(),
            created_at=clock.now(),
        )
        request = HttpRequest()
        request.method = "GET"
        request.user = account
        request.organisation = organisation  # type: ignore[attr-defined]
        request.session = {}  # type: ignore[assignment]
        answer = _trial(request)
        transaction.set_rollback(True)
    sent_to = answer.headers.get("Location", "")
    return answer.status_code == 302 and sent_to.startswith(installation_path("second_factor"))


@probe
class Transport(Probe):
    """What goes over a network between people and the installation is encrypted."""

    key = "transport"
    name = gettext_lazy("The installation's address against encryption")
    group = "access"
    remedy = gettext_lazy(
        "Ask whoever runs the program to put a web server with a certificate in front, and to set "
        "TILLIT_URL to an address that begins with https://."
    )

    def abouts(self, register: Register) -> Iterable[str]:
        """Where the register promises it."""
        return _names(register, self.key)

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        """Look at the address that people are given."""
        del memory
        if not self.abouts(register):
            return
        where = "here" if is_local() and not organisation.host else "open"
        if settings.PUBLIC_URL.startswith("https://"):
            where = "encrypted"
        yield Result(where != "open", measured={"where": where, "address": settings.PUBLIC_URL})

    def promise(self, register: Register, about: str) -> str:
        """What is promised."""
        del register, about
        return _("Everything sent between you and us on the web is encrypted.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        """What was found."""
        del about
        return {
            "encrypted": _("The address is %(address)s, which is encrypted."),
            "here": _(
                "The address is %(address)s, which is reached on this machine alone. Nothing is "
                "sent over a network."
            ),
        }.get(
            measured.get("where", ""),
            _("The address is %(address)s, which can be reached from elsewhere and is not "
              "encrypted."),
        ) % {"address": measured.get("address", "")}  # fmt: skip
