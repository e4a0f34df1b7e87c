"""The statement, the ledger, the requests: what the organisation answers for."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.kernel import clock
from tillit.kernel.clock import OSLO
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.ledger.chain import lag
from tillit.privacy.ledger.commitment import Sums, canonical
from tillit.privacy.ledger.entries import AS_WRITTEN, is_as_written
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.ledger.verify import FAULTS, Point, of_nobody, verify
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.queries import version_key
from tillit.privacy.register.schema import Register
from tillit.privacy.rights.models import Request
from tillit.privacy.statement.models import StatementVersion
from tillit.ui.formats import number

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@probe
class Statement(Probe):
    """The statement that is public is made from the register that is in force, unaltered."""

    key = "statement"
    name = gettext_lazy("The published statement against the register in force")
    group = "statement"
    remedy = gettext_lazy(
        "Change something in the register, however small, and put it in force: a new statement is "
        "made from it. If something was altered, find out who did it, and look in the log."
    )
    remedy_at = "desk:register"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        del register, memory
        newest = StatementVersion.objects.filter(organisation=organisation).first()
        if newest is None:
            yield Result(kept=False, measured={"fault": "none"})
            return
        fault, about = "", newest.number
        if newest.register_id != version_key(organisation)[0]:
            fault = "other_register"
        elif found := _altered(organisation):
            fault, about = found
        measured = {"number": about, "digest": newest.digest, "fault": fault}
        yield Result(not fault, measured=measured)

    def promise(self, register: Register, about: str) -> str:
        return _("The privacy statement says what our register says, and nothing else.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        return {
            "": _("Statement number %(number)s is made from the register in force."),
            "none": _("No statement has been published."),
            "other_register": _("Statement number %(number)s is made from an earlier register."),
            "altered": _("Statement number %(number)s was altered after it was published."),
            "gone": _("Statement number %(number)s is no longer there."),
            "register_altered": _("Register number %(number)s was altered after it was adopted."),
        }[measured.get("fault", "")] % measured


def _altered(organisation: Organisation) -> tuple[str, int] | None:
    """The first statement, or register in force, that is not as it was made public; and how.

    Each has the sum of its content beside it, and the log, which cannot be altered, has both. What
    the log does not have was never published: the word of the row itself counts for nothing.
    """
    sealed = _sealed(organisation)
    following = 1
    statements = StatementVersion.objects.filter(organisation=organisation).order_by("number")
    for at, content, digest in statements.values_list("number", "content", "digest").iterator():
        if at != following:
            return "gone", following
        if not digest == _sum(content) == sealed.get(("statement", at)):
            return "altered", at
        following += 1
    if ("statement", following) in sealed:
        return "gone", following
    newest = max((number for what, number in sealed if what == "register"), default=0)
    in_force = RegisterVersion.objects.filter(organisation=organisation, state="in_force")
    for edition, document, digest in in_force.values_list("number", "document", "digest"):
        noted = sealed.get(("register", edition or 0))
        if edition != newest or not digest == _sum(document) == noted:
            return "register_altered", edition or 0
    return None


def _sealed(organisation: Organisation) -> dict[tuple[str, int], str]:
    """{(what, its number): the sum of its content}, as the log has it from when it was adopted."""
    sums = Sums(organisation)
    entries = LedgerEntry.objects.filter(organisation=organisation, kind="sealed").order_by("pk")
    found: dict[tuple[str, int], str] = {}
    for entry in entries.values(*AS_WRITTEN):
        if not is_as_written(sums, entry):
            continue
        content = entry["content"]
        for what in ("statement", "register"):
            if what in content:
                found.setdefault((what, content[what]), content["digest"])
    return found


def _sum(content: Any) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


@probe
class Ledger(Probe):
    """The log of what is done to personal data is whole and up to date."""

    key = "ledger"
    name = gettext_lazy("The sums of the log, worked out anew")
    group = "log"
    remedy = gettext_lazy(
        "Something may have altered the log, or a backup was put back. Tell whoever runs the "
        "program: “tillit verify” says what is wrong and where."
    )
    remedy_at = "desk:ledger"
    longest_lag = dt.timedelta(minutes=10)
    whole_every = dt.timedelta(days=1)

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        del register
        # First: an organisation that is not there, with its log, may have been this one.
        orphans = memory.once("logs of nobody", of_nobody)
        since, whole_at = self._since(organisation)
        waited = lag(organisation)
        verdict = verify(organisation, since=since)
        fault = verdict.fault or next(iter(orphans), None)
        yield Result(
            fault is None and waited <= self.longest_lag,
            measured={
                "entries": verdict.entries,
                "head": verdict.head,
                "waiting": verdict.waiting,
                "redacted": verdict.redacted,
                "lag_seconds": round(waited.total_seconds()),
                "whole_at": whole_at.isoformat(),
                "fault": fault.what if fault else "",
                "sequence": fault.sequence if fault else None,
                "row": fault.row if fault else None,
                "witness": fault.witness if fault else "",
            },
        )

    def _since(self, organisation: Organisation) -> tuple[Point | None, dt.datetime]:
        """From the last good point; from the start when that was found a day ago or never."""
        now = clock.now()
        last = Measurement.objects.filter(
            organisation=organisation, probe=self.key, outcome=Measurement.Outcome.KEPT
        ).first()
        if last is None or "whole_at" not in last.measured:
            return None, now
        whole_at = dt.datetime.fromisoformat(last.measured["whole_at"])
        if not whole_at <= now <= whole_at + self.whole_every:
            return None, now
        return Point(last.measured["entries"], last.measured["head"]), whole_at

    def promise(self, register: Register, about: str) -> str:
        return _("All that is done to personal data is logged, and the log cannot be altered "
                 "without it showing.")  # fmt: skip

    def finding(self, measured: dict[str, Any], about: str) -> str:
        if measured.get("fault"):
            return _(FAULTS[measured["fault"]]) % measured
        if measured.get("lag_seconds", 0) > self.longest_lag.total_seconds():
            return _("Entries have waited %(lag_seconds)s seconds to be linked.") % measured
        return ngettext(
            "%(count)s entry, all linked and unaltered.",
            "%(count)s entries, all linked and unaltered.",
            measured.get("entries", 0),
        ) % {"count": number(measured.get("entries", 0))}


@probe
class Requests(Probe):
    """Requests about one's data are answered in time (article 12(3), or a stricter promise)."""

    key = "requests"
    name = gettext_lazy("Each request's answer against its deadline")
    group = "rights"
    remedy = gettext_lazy(
        "Answer those that are late. An answer that came too late is shown here for thirty days."
    )
    remedy_at = "desk:requests"
    remembered = dt.timedelta(days=30)

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        del register, memory
        today = clock.today()
        kept = Request.objects.filter(organisation=organisation)
        open_ones = Q(state=Request.State.OPEN)
        closed = kept.exclude(open_ones).annotate(closed_on=TruncDate("closed_at", tzinfo=OSLO))
        late = closed.filter(closed_on__gt=F("due_on"))
        overdue = kept.filter(open_ones, due_on__lt=today).count()
        recent = late.filter(closed_on__gte=today - self.remembered).count()
        yield Result(
            not overdue and not recent,
            measured={
                "open": kept.filter(open_ones).count(),
                "overdue": overdue,
                "answered": closed.count(),
                "answered_late": late.count(),
                "late_lately": recent,
            },
        )

    def promise(self, register: Register, about: str) -> str:
        if days := register.promised_answer_days:
            return ngettext(
                "Requests about your data are answered, free of charge, within %(count)s day.",
                "Requests about your data are answered, free of charge, within %(count)s days.",
                days,
            ) % {"count": days}
        return _("Requests about your data are answered, free of charge, within a month.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        return (
            _(
                "Answered: %(answered)s (late: %(answered_late)s). Open: %(open)s "
                "(late: %(overdue)s)."
            )
            % measured
        )

    def limit(self, register: Register, about: str) -> str:
        if days := register.promised_answer_days:
            return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
        return ngettext("%(n)d month", "%(n)d months", 1) % {"n": 1}
