"""What adopting the draft would delete at once, and what it would let run out.

At once: by shorter periods, and fields no longer asked for. To run out: what is switched off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import ngettext

from tillit.kernel import clock
from tillit.privacy.declare import Clock, declarations
from tillit.privacy.declare.model import Label
from tillit.privacy.holds.plan import Planner, Step
from tillit.privacy.holds.queries import not_yet
from tillit.privacy.holds.rules import RuleInForce, end_of
from tillit.privacy.register.schema import Register
from tillit.ui.formats import day, number

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


@dataclass(frozen=True)
class Consequence:
    """So many rows would go at the next sweep that stay under the register in force.

    ``fields``: only these fields of them.
    """

    title: Label
    count: int
    fields: list[Label]


@dataclass(frozen=True)
class Ending:
    """An activity is switched off while there is data for it: how much, and when it goes."""

    activity: Label
    lines: list[str]


def endings(organisation: Organisation, before: Register, after: Register) -> list[Ending]:
    """What is switched off, with the rows it has, by the periods that go for them from then on."""
    planner = Planner(organisation, after.wind_up(before), clock.today())
    own = [each for each in declarations.holdings.values() if each.organisation is not None]
    found = []
    for entry in before.activities:
        if after.activity(entry.activity) is not None:
            continue
        counts: dict[tuple[str, bool], int] = {}
        rules: dict[tuple[str, bool], RuleInForce] = {}
        for holding in own:
            for rule, which in planner.rules_of(holding):
                if rule.activity != entry.activity:
                    continue
                if count := planner.rows(holding).filter(which).count():
                    relation = bool(holding.follows and holding.follows.fixed_rule)
                    part = rule.key, relation
                    counts[part], rules[part] = counts.get(part, 0) + count, rule
        if counts:
            lines = [
                _line(count, rules[part], is_relation=part[1]) for part, count in counts.items()
            ]
            found.append(Ending(declarations.activities[entry.activity].name, lines))
    return found


def _line(count: int, rule: RuleInForce, *, is_relation: bool) -> str:
    title = capfirst(str(rule.rule.covers))
    values = {"title": title, "count": number(count), "when": not_yet(rule)}
    if not is_relation or Clock.RELATION_ENDED not in rule.clocks:
        text = ngettext(
            "%(title)s: %(count)s row. %(when)s", "%(title)s: %(count)s rows. %(when)s", count
        )
        return text % values
    last = end_of(Clock.RELATION_ENDED, rule.period, clock.today())
    return ngettext(
        "%(count)s person has this relation to us. It ends when you put the draft in force, and "
        "what it alone holds is gone by %(day)s.",
        "%(count)s persons have this relation to us. It ends when you put the draft in force, "
        "and what it alone holds is gone by %(day)s.",
        count,
    ) % {**values, "day": day(last)}  # fmt: skip


def consequences(
    organisation: Organisation, before: Register, after: Register
) -> list[Consequence]:
    """What goes under ``after`` and not under ``before``, by the sweep's own conditions."""
    stays = {_key(step): step.due.count() for step in _steps(organisation, before)}
    found = []
    for step in _steps(organisation, after.wind_up(before)):
        count = step.due.count()
        more = count - stays.get(_key(step), 0)
        if more > 0:
            labels = [step.holding.fields[name].label for name in step.fields]
            found.append(Consequence(step.holding.title, more, labels))
    return found


def _steps(organisation: Organisation, register: Register) -> list[Step]:
    return Planner(organisation, register, clock.today(), foresee=True).steps()


def _key(step: Step) -> tuple[str, str, tuple[str, ...]]:
    return step.holding.label, step.key, tuple(step.fields)
