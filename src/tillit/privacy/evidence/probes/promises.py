"""The register against the law as it stands today; answers and notices that must arrive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.kernel import clock, law
from tillit.privacy.declare import declarations
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.gate.models import Delivery
from tillit.privacy.register.rules import errors
from tillit.privacy.register.schema import Register
from tillit.privacy.statement.wording import language
from tillit.ui.formats import number

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@probe
class Lawful(Probe):
    """What was lawful when the register was adopted is so today: laws and transfer bases change."""

    key = "lawful"
    name = gettext_lazy("The register in force against the rules as they stand today")
    group = "statement"
    remedy = gettext_lazy(
        "Open the register. What is wrong is marked in red, with the rule; mend it in the "
        "draft and put that in force."
    )
    remedy_at = "desk:register"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        """Check the register as on the day it is adopted."""
        del organisation, memory
        found = errors(register, declarations, clock.today())
        purposes = sum(len(entry.purposes) for entry in register.activities)
        yield Result(
            not found,
            measured={
                "activities": len(register.activities),
                "purposes": purposes,
                "bad": [{"where": each.where, "rule": each.source} for each in found],
            },
        )

    def promise(self, register: Register, about: str) -> str:
        """What is promised."""
        del register, about
        return _("Everything we do with personal data has a purpose and a basis the law accepts.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        """What was found."""
        del about
        if bad := measured.get("bad"):
            rules = sorted({law.source(each["rule"]).cite(language()) for each in bad})
            return _("The register breaks: %(rules)s.") % {"rules": ", ".join(rules)}
        count = measured.get("purposes", 0)
        return ngettext(
            "%(count)s purpose checked, with its basis, data, periods and those who take part.",
            "%(count)s purposes checked, with basis, data, periods and those who take part.",
            count,
        ) % {"count": number(count)}


@probe
class Told(Probe):
    """Answers reach the person, and corrections those who were given the data (articles 12, 19)."""

    key = "told"
    name = gettext_lazy("Answers and notices against their way to the recipient")
    group = "rights"
    remedy = gettext_lazy(
        "See under the requests who has not had an answer, correct the address, and answer "
        "anew. If everything waits, ask whoever runs the program whether mail leaves the "
        "machine."
    )
    remedy_at = "desk:requests"
    longest_wait = dt.timedelta(days=1)
    remembered = dt.timedelta(days=30)

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        """Count the messages about requests that have not left, or could not be delivered."""
        del register, memory
        now, state = clock.now(), Delivery.State
        waits = Q(state__in=[state.QUEUED, state.SENDING])
        lately = Q(state=state.FAILED, queued_at__gte=now - self.remembered)
        counted = Delivery.objects.filter(
            organisation=organisation, activity="accountability"
        ).aggregate(
            sent=Count("pk", filter=Q(state=state.SENT)),
            waiting=Count("pk", filter=waits),
            overdue=Count("pk", filter=waits & Q(message__created_at__lt=now - self.longest_wait)),
            failed=Count("pk", filter=lately),
        )
        yield Result(not (counted["overdue"] or counted["failed"]), measured=counted)

    def promise(self, register: Register, about: str) -> str:
        """What is promised."""
        del register, about
        return _("You are told what came of your request, and so is everyone we gave the data to.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        """What was found."""
        del about
        return (
            _(
                "%(sent)s messages sent. %(waiting)s on their way, %(overdue)s of them for more "
                "than a day. %(failed)s could not be delivered in the last 30 days."
            )
            % measured
        )

    def limit(self, register: Register, about: str) -> str:
        """A day."""
        del register, about
        return ngettext("%(n)d day", "%(n)d days", 1) % {"n": 1}
