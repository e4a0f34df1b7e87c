"""Nothing is older than promised, nothing is kept that no purpose holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.kernel import clock
from tillit.privacy.declare import End, Follows, declarations
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.holds.models import SweepRun
from tillit.privacy.holds.plan import Planner, newest_ends, not_yet_anonymous, oldest_start
from tillit.privacy.holds.rules import rule_in_force
from tillit.privacy.register.schema import Register
from tillit.ui.formats import day, moment, number, period

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@probe
class Retention(Probe):
    """Each retention rule: the oldest row against the limit, and none dated so as to stay."""

    key = "retention"
    name = gettext_lazy("The oldest row of each kind against its limit")
    group = "retention"
    remedy = gettext_lazy(
        "Deletion runs each night, and every hour while something is overdue. If it is still "
        "red tomorrow, look at the latest runs: they say why they stopped."
    )
    remedy_at = "desk:deletion"

    def abouts(self, register: Register) -> Iterable[str]:
        return [
            f"{activity.key}.{rule.key}"
            for activity in declarations.in_order()
            if register.activity(activity.key) is not None
            for rule in activity.rules
        ]

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        # What was due yesterday has had a night to go.
        yesterday = clock.today() - dt.timedelta(days=1)
        own = _measure(Planner(organisation, register, yesterday))
        common = memory.once("retention", lambda: _measure(Planner(None, None, yesterday)))
        for about in self.abouts(register):
            parts = [found[about] for found in (own, common) if about in found]
            overdue = sum(part["overdue"] for part in parts)
            oldest = min((part["oldest"] for part in parts if part["oldest"]), default=None)
            ahead = sum(part["ahead"] for part in parts)
            measured = {"overdue": overdue, "ahead": ahead}
            if oldest is not None:
                measured |= {"oldest": oldest.isoformat(), "days": (clock.today() - oldest).days}
            yield Result(not overdue and not ahead, about, measured)

    def promise(self, register: Register, about: str) -> str:
        rule = _rule(register, about)
        values = {"what": _capital(str(rule.rule.covers)), "end": str(rule.end.label)}
        if not rule.period:
            when = str(rule.clocks[0].label)
            return _("%(what)s: %(end)s on %(clock)s.") % {**values, "clock": when}
        return _("%(what)s: %(end)s at the latest %(period)s after %(clock)s.") % {
            **values,
            "period": period(rule.period),
            "clock": f" {_('or')} ".join(str(name.label) for name in rule.clocks),
        }

    def finding(self, measured: dict[str, Any], about: str) -> str:
        if overdue := measured.get("overdue", 0):
            return ngettext(
                "%(count)s row is overdue. The oldest one's time began on %(day)s, "
                "%(days)s days ago.",
                "%(count)s rows are overdue. The oldest one's time began on %(day)s, "
                "%(days)s days ago.",
                overdue,
            ) % {"count": number(overdue), **_oldest(measured)}
        if ahead := measured.get("ahead", 0):
            return ngettext(
                "%(count)s row has a date so far ahead that its time would never run out.",
                "%(count)s rows have a date so far ahead that their time would never run out.",
                ahead,
            ) % {"count": number(ahead)}
        if "oldest" in measured:
            return _("None is overdue. The oldest one's time began on %(day)s, "
                     "%(days)s days ago.") % _oldest(measured)  # fmt: skip
        return _("None is overdue. No time has begun to run.")

    def limit(self, register: Register, about: str) -> str:
        return period(_rule(register, about).period)


def _oldest(measured: dict[str, Any]) -> dict[str, str]:
    start = measured.get("oldest")
    return {
        "day": day(dt.date.fromisoformat(start)) if start else "?",
        "days": number(measured.get("days")),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rule(register: Register, about: str) -> Any:
    activity, _dot, rule = about.partition(".")
    return rule_in_force(declarations, register, activity, rule)


def _measure(planner: Planner) -> dict[str, dict[str, Any]]:
    """Per rule: how many rows are overdue, or would never be, and the first day a clock began."""
    found: dict[str, dict[str, Any]] = {}
    for holding in planner.declared.holdings.values():
        if (holding.organisation is None) != (planner.organisation is None):
            continue
        for rule, which in planner.rules_of(holding):
            rows = planner.rows(holding).filter(which)
            if rule.end == End.ANONYMISE:
                rows = rows.filter(not_yet_anonymous(holding))
            part = found.setdefault(rule.key, {"overdue": 0, "ahead": 0, "oldest": None})
            due = rows.filter(planner.has_run_out(holding, rule))
            part["overdue"] += due.count() if due.exists() else 0
            ahead = rows.filter(planner.begins_too_late(holding, rule))
            part["ahead"] += ahead.count() if ahead.exists() else 0
            oldest = oldest_start(holding, rule, rows)
            if oldest and (part["oldest"] is None or oldest < part["oldest"]):
                part["oldest"] = oldest
    return found


@probe
class Released(Probe):
    """Cards and fields that no relation holds."""

    key = "released"
    name = gettext_lazy("Cards and fields against the relations that hold them")
    group = "retention"
    remedy = gettext_lazy(
        "Deletion runs at once when a register is put in force, and each night. If it is "
        "still red tomorrow, look at the latest runs: they say why they stopped."
    )
    remedy_at = "desk:deletion"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        del memory
        # A card and its fields have a night, and a day of grace, to go.
        planner = Planner(organisation, register, clock.today(), grace=dt.timedelta(days=2))
        rows = 0
        for step in planner.steps():
            if step.rule is None and step.holding.starts:
                rows += step.due.count() if step.due.exists() else 0
        yield Result(not rows, measured={"rows": rows})

    def promise(self, register: Register, about: str) -> str:
        return _("A card, and each field on it, is kept only while a relation to us needs it.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        count = measured.get("rows", 0)
        if not count:
            return _("Every card and every field on it is held by a relation.")
        return ngettext(
            "%(count)s card is kept, or has a field, that no relation holds.",
            "%(count)s cards are kept, or have fields, that no relation holds.",
            count,
        ) % {"count": number(count)}


@probe
class Unregistered(Probe):
    """Data of an activity that the register does not name."""

    key = "unregistered"
    name = gettext_lazy("Rows against the activities on the register")
    group = "statement"
    remedy = gettext_lazy(
        "Switch the activity on in the register, if you still do it. If not, put a draft "
        "without it in force: then what there is for it is wound up."
    )
    remedy_at = "desk:register"

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        del memory
        planner = Planner(organisation, register, clock.today())
        off = [key for key in declarations.activities if register.activity(key) is None]
        found = set()
        for holding in declarations.holdings.values():
            if holding.organisation is None:
                continue
            rows = planner.rows(holding)
            if holding.follows:
                named = rows.exclude(
                    **{
                        f"{holding.follows.activity}__in": [
                            key for key in declarations.activities if key not in off
                        ]
                    }
                )
                named |= rows.exclude(_by_a_rule(holding.follows))
                found |= set(named.values_list(holding.follows.activity, flat=True).distinct()[:9])
            elif holding.activity in off and rows.exists():
                found.add(holding.activity)
        measured: dict[str, Any] = {"activities": sorted(found)}
        wound_up = {entry.activity for entry in register.wound_up}
        if found and found <= wound_up and (last := _last_day(planner, found)):
            measured["until"] = last.isoformat()
        yield Result(not found, measured=measured)

    def promise(self, register: Register, about: str) -> str:
        return _("We hold data for what is on our register, and for nothing else.")

    def what_to_do(self, measured: dict[str, Any], about: str) -> str:
        if "until" in measured:
            return _("It goes by itself as its time runs out. If it was switched off by a slip, "
                     "switch it on again.")  # fmt: skip
        return super().what_to_do(measured, about)

    def finding(self, measured: dict[str, Any], about: str) -> str:
        if not (keys := measured.get("activities")):
            return _("No row belongs to an activity that is not on the register.")
        names = [
            str(declarations.activities[key].name) if key in declarations.activities else key
            for key in keys
        ]
        if until := measured.get("until"):
            return _(
                "There is still data for what has been switched off: %(names)s. The last of it "
                "goes by %(day)s, as its time runs out."
            ) % {"names": ", ".join(names), "day": day(dt.date.fromisoformat(until))}
        return _("There is data for what is not on the register: %(names)s.") % {
            "names": ", ".join(names)
        }


def _last_day(planner: Planner, activities: set[str]) -> dt.date | None:
    """When the last row of these activities goes; None when the clock of none has started."""
    last: dt.date | None = None
    for holding in planner.declared.holdings.values():
        if holding.organisation is None:
            continue
        for rule, which in planner.rules_of(holding):
            if rule.activity not in activities:
                continue
            ends = newest_ends(holding, rule, planner.rows(holding).filter(which))
            if ends and (last is None or min(ends) > last):
                last = min(ends)
    return last


def _by_a_rule(follows: Follows) -> Q:
    """Rows that name a rule there is; any other would never be found to have run out."""
    which = Q(pk__in=())
    for activity in declarations.activities.values():
        if follows.fixed_rule:
            which |= Q(**{follows.activity: activity.key})
            continue
        keys = [rule.key for rule in activity.rules]
        which |= Q(**{follows.activity: activity.key, f"{follows.rule}__in": keys})
    return which


@probe
class Sweep(Probe):
    """The nightly deletion has run."""

    key = "sweep"
    name = gettext_lazy("The time of the last deletion run")
    group = "retention"
    remedy = gettext_lazy(
        "Look at the latest runs: they say why they stopped. If there are none, ask whoever "
        "runs the program whether the worker is running."
    )
    remedy_at = "desk:deletion"
    most = dt.timedelta(hours=26)

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        del register, memory
        done = SweepRun.objects.filter(organisation=organisation, state=SweepRun.State.DONE)
        last = done.order_by("-started_at").first()
        if last is not None:
            yield Result(
                clock.now() - last.started_at <= self.most,
                measured={"at": last.started_at.isoformat(timespec="seconds")},
            )
            return
        adopted = organisation.registers.aggregate(first=Min("adopted_at"))["first"]
        yield Result(adopted is not None and clock.now() - adopted <= self.most)

    def promise(self, register: Register, about: str) -> str:
        return _("What has run out is deleted every night.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        if at := measured.get("at"):
            return _("The last run was %(moment)s.") % {
                "moment": moment(dt.datetime.fromisoformat(at))
            }
        return _("There has been no run yet.")

    def limit(self, register: Register, about: str) -> str:
        return ngettext("%(count)s hour", "%(count)s hours", 26) % {"count": 26}
