"""The evidence as anyone may read it: promise by promise, what was measured, when, and how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from tillit.kernel import clock
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.evidence.registry import GROUPS, Probe, probes
from tillit.privacy.ledger.models import LedgerHead
from tillit.privacy.register.queries import in_force, version_in_force
from tillit.privacy.register.schema import Register

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

_NOT_MEASURED = gettext_lazy(
    "It is measured again within ten minutes. If it stays like this, ask whoever runs the program "
    "to run “tillit doctor” and read its log."
)
# A clock set back a little between two processes is no fault.
SKEW = dt.timedelta(minutes=5)


@dataclass(frozen=True)
class Line:
    """One promise and how it stands. ``state``: kept, broken, stale, unknown or missing."""

    probe: str
    about: str
    group: str
    check: str
    promise: str
    limit: str
    finding: str
    state: str
    measured_at: dt.datetime | None
    measured: Mapping[str, Any]
    # What staff do about it, and on which page; for the desk, not for the public page.
    remedy: str = ""
    remedy_at: str = ""

    @property
    def is_kept(self) -> bool:
        """Only a fresh measurement that found it so."""
        return self.state == "kept"

    @property
    def light(self) -> str:
        return "green" if self.is_kept else "red"

    @property
    def word(self) -> str:
        """The state in a word."""
        return {
            "kept": pgettext("promise", "Kept"),
            "broken": pgettext("promise", "Broken"),
            "stale": _("Measured too long ago"),
            "unknown": _("Could not be measured"),
            "missing": _("Not measured yet"),
        }[self.state]

    @property
    def anchor(self) -> str:
        """Where on the page it stands."""
        return f"{self.probe}-{self.about}".strip("-").replace(".", "-")


@dataclass(frozen=True)
class Report:
    """All lines of an organisation, and the head of its ledger."""

    lines: list[Line]
    head: LedgerHead | None
    register_number: int
    made_at: dt.datetime

    @property
    def broken(self) -> list[Line]:
        """What is not shown to be kept."""
        return [line for line in self.lines if not line.is_kept]

    @property
    def is_whole(self) -> bool:
        return not self.broken

    def groups(self) -> list[tuple[str, list[Line], list[Line]]]:
        """The lines under their headings: those not shown to be kept, then those that are."""
        found = []
        for key, name in GROUPS.items():
            lines = [line for line in self.lines if line.group == key]
            if lines:
                kept = [line for line in lines if line.is_kept]
                found.append((str(name), [line for line in lines if not line.is_kept], kept))
        return found

    def measured(self, probe: str, about: str = "") -> Mapping[str, Any]:
        """The numbers of one line."""
        for line in self.lines:
            if (line.probe, line.about) == (probe, about):
                return line.measured
        return {}


def report(organisation: Organisation) -> Report:
    """The evidence, in the current language. Raises NotAdopted."""
    register = in_force(organisation)
    version = version_in_force(organisation)
    known = {
        (row.probe, row.about): row for row in Measurement.objects.filter(organisation=organisation)
    }
    lines = [
        _line(register, each, about, known.get((each.key, about)))
        for each in probes()
        for about in each.abouts(register)
    ]
    head = LedgerHead.objects.filter(organisation=organisation).first()
    number = version.number if version and version.number else 0
    return Report(lines, head, number, clock.now())


def state_of(probe: Probe, row: Measurement | None) -> str:
    """What a measurement says today: only a fresh one says that a promise is kept."""
    if row is None:
        return "missing"
    if row.outcome != Measurement.Outcome.KEPT:
        return str(row.outcome)
    age = clock.now() - row.measured_at
    return "kept" if -SKEW <= age <= probe.max_age else "stale"


def _line(register: Register, probe: Probe, about: str, row: Measurement | None) -> Line:
    state = state_of(probe, row)
    measured = row.measured if row else {}
    finding, remedy = "", str(_NOT_MEASURED)
    if row is not None and row.outcome != Measurement.Outcome.UNKNOWN:
        finding = probe.finding(measured, about)
        remedy = probe.what_to_do(measured, about) if state == "broken" else remedy
    return Line(
        probe=probe.key,
        about=about,
        group=probe.group,
        check=str(probe.name),
        promise=probe.promise(register, about),
        limit=probe.limit(register, about),
        finding=finding,
        state=state,
        measured_at=row.measured_at if row else None,
        measured=measured,
        remedy="" if state == "kept" else remedy,
        remedy_at=probe.remedy_at if state == "broken" else "",
    )
