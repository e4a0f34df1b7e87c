"""A place in a register as one reads it.

``activities.events.retention.registrations.period`` is “Events › sign-ups › Kept for”. What stands
there is told by :mod:`tillit.privacy.register.points.values`.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tillit.desk.register.forms.organisation import ROLES, ContactPointForm, ControllerForm
from tillit.privacy.declare import ActivityType, declarations
from tillit.privacy.register.schema import Register, words

# What the entries of each list are told apart by.
_KEYS: Final = {
    "activities": "activity", "purposes": "purpose", "fields": "field", "contact_points": "role",
    "processors": "key", "recipients": "key", "sources": "key", "measures": "key",
}  # fmt: skip


class Names:
    """The places of one register in words."""

    def __init__(self, register: Register) -> None:
        self._document = register.model_dump(mode="json")

    def crumbs(self, path: str) -> list[str]:
        """The place in words, the widest first."""
        part, *rest = path.split(".")
        if part == "activities" and rest:
            return _in_activity(rest[0], rest[1:])
        if part == "contact_points" and rest:
            role = str(ROLES.get(rest[0], rest[0]))
            return [role, *(_label_of(ContactPointForm.base_fields, name) for name in rest[1:2])]
        if part in ("controller", "languages", "promised_answer_days"):
            asked = rest[:1] if part == "controller" else [part]
            return [_label_of(ControllerForm.base_fields, name) for name in asked]
        return [_part(part), *self._of_part(part, rest)]

    def _of_part(self, part: str, rest: list[str]) -> list[str]:
        if not rest:
            return []
        entry = self._entry([part, rest[0]]) or {}
        name = entry.get("name") or entry.get("text") or rest[0]
        told = name if isinstance(name, str) else words(name, get_language() or "nb")
        what = {"countries": _("Data is in"), "transfer": _("The transfer rests on"),
                "agreement": _("Agreement"), "privacy_url": _("Privacy statement"),
                "what_for": _("What they get the data for") if part == "recipients"
                else _("What they do for you")}  # fmt: skip
        return [told, *(what.get(each, each) for each in rest[1:2])]

    def is_there(self, *keys: str) -> bool:
        """That part is in the register."""
        return self._entry(list(keys)) is not None

    def _entry(self, keys: list[str]) -> Any:
        found: Any = self._document
        inside = ""
        for key in keys:
            if isinstance(found, list):
                told_by = _KEYS.get(inside, "key")
                found = next((each for each in found if each.get(told_by) == key), None)
            else:
                found = found.get(key) if isinstance(found, dict) else None
            if found is None:
                return None
            inside = key
        return found


def _part(part: str) -> str:
    kinds = {"processors": _("Processor"), "recipients": _("Recipient"), "sources": _("Source"),
             "measures": _("Security measure"), "activities": _("Activities")}  # fmt: skip
    return kinds.get(part, part)


def _in_activity(key: str, rest: list[str]) -> list[str]:
    declared = declarations.activities.get(key)
    if declared is None:
        return [key]
    last = {"basis": _("Legal basis"), "balancing_test": _("Balancing test"),
            "consent": _("What they say yes to"), "period": _("Kept for"),
            "clocks": _("Counted from")}  # fmt: skip
    lists = {"published": _("Shown in public"), "sources": _("Where it comes from"),
             "recipients": _("Recipients"), "processors": _("Processors")}  # fmt: skip
    if not rest:
        return [str(declared.name)]
    within = lists.get(rest[0]) or (_one_of(declared, *rest[:2]) if len(rest) > 1 else "")
    return list(
        filter(None, [str(declared.name), within, *(last.get(each, "") for each in rest[2:3])])
    )


def _one_of(declared: ActivityType, part: str, key: str) -> str:
    try:
        if part == "purposes":
            return str(declared.purpose(key).name)
        if part == "retention":
            return str(declared.rule(key).covers)
        if part == "fields":
            return str(declared.asks[key].label)
    except KeyError:
        pass
    return key


def _label_of(fields: Any, name: str) -> str:
    return str(fields[name].label) if name in fields else name
