"""When things go: the preview of the sweep, what it should have taken, and the day for one row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.kernel.period import Period
from tillit.privacy.declare import Clock, End, Holding, declarations
from tillit.privacy.holds.plan import Planner, Step, held_by_activity, starts_of
from tillit.privacy.holds.rules import RuleInForce, day_of, end_of, rule_in_force
from tillit.privacy.register.queries import NotAdopted, in_force
from tillit.privacy.register.schema import Register
from tillit.ui.formats import day as day_in_words
from tillit.ui.formats import period as period_in_words

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@dataclass(frozen=True)
class Foreseen:
    """So many rows of a holding will be gone, or have these fields cleared, within the time."""

    holding: Holding
    rule: RuleInForce | None
    end: End
    fields: tuple[str, ...]
    count: int


def register_of(organisation: Organisation | None) -> Register | None:
    """The register in force, None before one is adopted: then the declared periods go."""
    if organisation is None:
        return None
    try:
        return in_force(organisation)
    except NotAdopted:
        return None


def preview(organisation: Organisation | None, within: Period | int = 0) -> list[Foreseen]:
    """What the sweep takes within so many days from today; 0: what it would take now.

    Made of the sweep's own conditions, looked at from that day. Rows that go because they are part
    of others (search words, a member's directory entry) are not counted on their own.
    """
    period = within if isinstance(within, Period) else Period(days=within)
    as_of = period.add_to(clock.today())
    planner = Planner(organisation, register_of(organisation), as_of, foresee=True)
    return [
        Foreseen(step.holding, step.rule, step.end, tuple(step.fields), count)
        for step in planner.steps()
        if (count := step.due.count())
    ]


def overdue(organisation: Organisation | None) -> Iterator[Step]:
    """The steps that were due yesterday or before and still have rows: something is wrong."""
    day = clock.today() - dt.timedelta(days=1)
    for step in Planner(organisation, register_of(organisation), day).steps():
        if step.rule is not None and step.due.exists():
            yield step


def is_anything_overdue(organisation: Organisation | None) -> bool:
    """Something should have gone before today."""
    return any(True for _step in overdue(organisation))


def held_fields(register: Register | None, kinds: Iterable[str]) -> set[str]:
    """The fields of a card that relations of these kinds hold."""
    activities = {declarations.by_relation(kind).key for kind in kinds}
    return {name for key in activities for name in held_by_activity(declarations, register, key)}


@dataclass(frozen=True)
class Due:
    """When a row goes and why. ``on`` is None while its clock has not started."""

    on: dt.date | None
    end: End
    because: str
    rule: RuleInForce | None = None


def due_on(
    row: Model, register: Register | None, starting: Mapping[Clock, dt.date] | None = None
) -> Due:
    """The day on which a row goes, and why, in the current language.

    ``starting``: clocks that are about to start where they have not, and on which day.
    Reads the row's relations where the declaration leads through them: select them with the row.
    Raises KeyError for a model without a declaration.
    """
    holding = declarations.holdings[type(row)]
    if holding.part_of:
        parents = [getattr(row, name) for name in holding.part_of]
        dues = [due_on(parent, register, starting) for parent in parents if _is_declared(parent)]
        return _first(dues) if dues else Due(None, End.DELETE, _("Kept with what it is part of."))
    if holding.held_by:
        return _of_held(row, holding, register)
    if holding.held_by_values:
        return Due(None, End.DELETE, _("Kept while a value on the card comes from it."))
    if holding.for_good:
        return Due(None, End.DELETE, str(holding.for_good))
    return _by_clock(row, holding, register, starting or {})


def _is_declared(row: Model | None) -> bool:
    return row is not None and type(row) in declarations.holdings


def _by_clock(
    row: Model, holding: Holding, register: Register | None, starting: Mapping[Clock, dt.date]
) -> Due:
    activity, key = holding.activity, holding.rule or ""
    if follows := holding.follows:
        activity = getattr(row, follows.activity)
        key = follows.fixed_rule or getattr(row, follows.rule)
    rule = rule_in_force(declarations, register, activity, key)
    running: list[tuple[dt.date, Clock]] = []
    for name, paths in starts_of(holding, rule):
        start = next((value for path in paths if (value := _at(row, path)) is not None), None)
        if start is not None:
            running.append((end_of(name, rule.period, day_of(start)), name))
        elif name in starting:
            running.append((end_of(name, rule.period, starting[name]), name))
    if not running:
        return Due(None, rule.end, not_yet(rule), rule)
    on, name = min(running)
    follows_start = bool(holding.follows and holding.follows.start)
    return Due(on, rule.end, _on_a_day(rule, on, None if follows_start else name), rule)


def _at(row: Any, path: str) -> Any:
    for name in path.split("__"):
        if row is None:
            return None
        row = getattr(row, name)
    return row


def _of_held(row: Model, holding: Holding, register: Register | None) -> Due:
    """A card goes with the last relation that holds it."""
    holders = [due_on(child, register) for path in holding.held_by
               for child in getattr(row, path).all()]  # fmt: skip
    if not holders:
        return Due(clock.today(), End.DELETE, _("Nothing holds it any longer."))
    open_ended = [due for due in holders if due.on is None]
    if open_ended:
        return open_ended[0]
    return max(holders, key=lambda due: due.on or dt.date.max)


def _first(dues: list[Due]) -> Due:
    dated = [due for due in dues if due.on is not None]
    return min(dated, key=lambda due: due.on or dt.date.max) if dated else dues[0]


def not_yet(rule: RuleInForce) -> str:
    """When a row goes whose clock has not started, in the current language."""
    values = {
        "what": _verb(rule.end),
        "period": period_in_words(rule.period),
        "clock": " / ".join(str(name.label) for name in rule.clocks),
    }
    if not rule.period:
        return _("%(what)s: %(clock)s.") % values
    return _("%(what)s: %(period)s after %(clock)s.") % values


def _on_a_day(rule: RuleInForce, on: dt.date, name: Clock | None) -> str:
    values = {
        "what": _verb(rule.end),
        "day": day_in_words(on),
        "period": period_in_words(rule.period),
        "clock": str(name.label) if name else "",
    }
    if name is None:
        return _("%(what)s on %(day)s.") % values
    if not rule.period:
        return _("%(what)s on %(day)s: %(clock)s.") % values
    return _("%(what)s on %(day)s, %(period)s after %(clock)s.") % values


def _verb(end: End) -> str:
    return {
        End.DELETE: _("Deleted"),
        End.ANONYMISE: _("Made anonymous"),
        End.ARCHIVE: _("Moved to the closed archive"),
    }[end]
