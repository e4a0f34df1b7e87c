"""Turning what a statement says into a draft register."""

from __future__ import annotations

from typing import Any

from tillit.privacy.declare import declarations
from tillit.privacy.reader.adopt import (
    activities,
    fields,
    grounds,
    leftover,
    organisation,
    parties,
    periods,
)
from tillit.privacy.reader.adopt.about import About
from tillit.privacy.reader.adopt.adoption import Adoption, Notes
from tillit.privacy.reader.adopt.facts import facts
from tillit.privacy.reader.adopt.making import Making, library
from tillit.privacy.reader.reading import Reading
from tillit.privacy.register.complete import complete
from tillit.privacy.register.profiles import KINDS
from tillit.privacy.register.schema import Register


def draft(reading: Reading, *, kind: str | None = None) -> Adoption:
    """The statement as a draft register on the nearest of the ready ones, or on ``kind``.

    What cannot stand in a register is never changed in silence: it is taken down to what can, or
    left out, and noted. Raises KeyError for an unknown kind.
    """
    said = facts(reading)
    chosen = KINDS[kind or said.kind.value].key  # type: ignore[index]
    ready = library(chosen)
    making = Making(
        reading, About(reading), said, chosen, _copy(ready[0]), Notes(reading), declarations, ready
    )
    organisation.take(making)
    activities.choose(making)
    parties.take(making)
    fields.take(making)
    grounds.take(making)
    periods.take(making)
    leftover.take(making)
    register = complete(Register.model_validate(making.document), declarations)
    return Adoption(chosen, register, making.notes.in_order(_order(register)))


def _copy(document: dict[str, Any]) -> dict[str, Any]:
    return Register.model_validate(document).model_dump(mode="json")


def _order(register: Register) -> dict[str, int]:
    parts = [
        "controller", "languages", "promised_answer_days", "contact_points", "sources",
        "recipients", "processors", "measures",
        *(f"activities.{entry.activity}" for entry in register.activities),
        "activities",
    ]  # fmt: skip
    return {part: place for place, part in enumerate(parts)}
