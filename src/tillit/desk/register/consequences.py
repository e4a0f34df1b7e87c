"""What adopting the draft would delete at once: shorter periods, fields no longer asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tillit.kernel import clock
from tillit.privacy.declare.model import Label
from tillit.privacy.holds.plan import Planner, Step
from tillit.privacy.register.schema import Register

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


def consequences(
    organisation: Organisation, before: Register, after: Register
) -> list[Consequence]:
    """What goes under ``after`` and not under ``before``, by the sweep's own conditions."""
    stays = {_key(step): step.due.count() for step in _steps(organisation, before)}
    found = []
    for step in _steps(organisation, after):
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
