"""What stands somewhere in a register, as one reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from pydantic import BaseModel

from tillit.kernel.countries import country_name
from tillit.kernel.period import Period
from tillit.privacy.declare import Basis, Clock, declarations
from tillit.privacy.register.periods import in_words
from tillit.privacy.register.profiles import KINDS
from tillit.privacy.register.rules.parties import TRANSFER_NAMES
from tillit.privacy.register.rules.texts import LANGUAGE_NAMES
from tillit.privacy.register.schema import Register, words

# What a part of a list is called by in a path.
_NAMES = ("key", "activity", "purpose", "field", "role", "name")


def now_at(register: Register, path: str) -> str:
    """What now stands at a path, in the language in use; empty when nothing does."""
    steps = path.split(".")
    found: Any = register
    for step in steps:
        found = _inside(found, step)
        if found is None:
            return ""
    if isinstance(found, BaseModel):
        name = getattr(found, "name", "")
        called = name if isinstance(name, str) and name else _called(found)
        return shown_at(steps, called)
    if isinstance(found, list):
        known = {source.key: source.name for source in register.sources}
        return ", ".join(
            words(known[one], get_language() or "nb")
            if steps[-1] == "sources" and one in known
            else shown_at(steps, _called(one) if isinstance(one, BaseModel) else str(one))
            for one in found
        )
    if isinstance(found, dict):
        return words(found, get_language() or "nb")
    return shown_at(steps, str(found))


def shown_at(steps: Sequence[str], said: str) -> str:
    """A value as one reads it, by where it stands: a period in words, a code by its label."""
    last = steps[-1]
    shown: Any = said
    if last == "period":
        shown = _period(said)
    elif last == "clocks":
        shown = Clock(said).label if said in Clock.values else said
    elif last == "basis":
        shown = Basis(said).label if said in Basis.values else said
    elif last == "kind":
        shown = KINDS[said].name if said in KINDS else said
    elif last == "languages":
        shown = LANGUAGE_NAMES.get(said, said)
    elif last == "transfer":
        shown = TRANSFER_NAMES.get(said, said)
    elif last == "countries":
        codes = [code.strip() for code in said.split(",")]
        shown = ", ".join(_country(code) for code in codes)
    elif steps[0] == "activities" and len(steps) > 1 and steps[1] in declarations.activities:
        shown = _of_activity(steps, said)
    return str(shown)


def _of_activity(steps: Sequence[str], said: str) -> Any:
    activity = declarations.activities[steps[1]]
    if len(steps) == 2:
        return activity.name
    if steps[2] in ("fields", "published") and said in activity.asks:
        return activity.asks[said].label
    if steps[2] == "purposes" and len(steps) == 4:
        purposes = {purpose.key: purpose.name for purpose in activity.purposes}
        return purposes.get(said, said)
    return said


def _period(said: str) -> str:
    try:
        return in_words(Period.parse(said))
    except ValueError:
        return said


def _country(code: str) -> str:
    try:
        return country_name(code, get_language() or "nb") or code
    except (KeyError, ValueError):
        return code


def _inside(found: Any, step: str) -> Any:
    if isinstance(found, BaseModel):
        return getattr(found, step, None) if step in type(found).model_fields else None
    if isinstance(found, dict):
        return found.get(step)
    if isinstance(found, list):
        parts = [one for one in found if isinstance(one, BaseModel)]
        return next((one for one in parts if _called(one) == step), None)
    return None


def _called(part: BaseModel) -> str:
    return next((str(getattr(part, name)) for name in _NAMES if getattr(part, name, "")), "")
