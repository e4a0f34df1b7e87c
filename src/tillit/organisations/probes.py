"""A role that ends takes its access with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.kernel import clock
from tillit.organisations.models import Organisation, Role, Session, User
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.register.schema import Register
from tillit.ui.formats import number


@probe
class EndedRoles(Probe):
    """Nobody whose last role has ended is still logged in."""

    key = "staff_access"
    name = gettext_lazy("Open sessions against the roles that give them")
    group = "access"

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
