"""How long things are kept: the rule in force for a row, and which start days have run out.

GDPR article 5(1)(e): no longer than the purpose needs. The register sets the period; where it is
silent (accounts of the installation, an activity switched off) the declared default goes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tillit.kernel import clock
from tillit.kernel.period import Period, accounting_year_end
from tillit.privacy.declare import Clock, Declarations, End, RetentionRule
from tillit.privacy.register.schema import Register

# A group smaller than this is not told of on its own in the counts that stay.
SMALLEST_GROUP = 5


@dataclass(frozen=True)
class RuleInForce:
    """One retention rule as it goes for an organisation today."""

    activity: str
    rule: RetentionRule
    period: Period
    end: End
    clocks: Sequence[Clock]
    registered: bool

    @property
    def key(self) -> str:
        """``activity.rule``, its name in runs, evidence and the ledger."""
        return f"{self.activity}.{self.rule.key}"


def rule_in_force(
    declared: Declarations, register: Register | None, activity: str, rule: str
) -> RuleInForce:
    """The rule with the register's period, end and clocks. Raises KeyError when not declared."""
    base = declared.activities[activity].rule(rule)
    entry = register.retention(activity, rule) if register else None
    if entry is None:
        return RuleInForce(
            activity, base, base.default, base.ends[0], base.clocks, registered=False
        )
    clocks = [name for name in base.clocks if name in entry.clocks] or list(base.clocks)
    return RuleInForce(activity, base, entry.period, entry.end, clocks, registered=True)


def latest_start(name: Clock, period: Period, as_of: dt.date) -> dt.date:
    """The last day a clock can have started on for the period to have run out by ``as_of``.

    Accounting material counts from the end of its accounting year (bokføringsloven § 13).
    """
    cutoff = period.cutoff(as_of)
    if name == Clock.ACCOUNTING_YEAR_ENDED and cutoff != accounting_year_end(cutoff):
        return dt.date(cutoff.year - 1, 12, 31)
    return cutoff


def end_of(name: Clock, period: Period, start: dt.date) -> dt.date:
    """The day a period that starts then runs out: the inverse of :func:`latest_start`."""
    if name == Clock.ACCOUNTING_YEAR_ENDED:
        start = accounting_year_end(start)
    return period.add_to(start)


def day_of(start: dt.date | dt.datetime) -> dt.date:
    """The day in Norway on which a clock started."""
    return clock.local_date(start) if isinstance(start, dt.datetime) else start
