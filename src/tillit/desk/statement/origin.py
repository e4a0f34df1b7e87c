"""From a sentence back to the screen of the register where it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from tillit.privacy.declare import declarations
from tillit.privacy.register.schema import LANGUAGES, Register

PARTIES = ("processors", "recipients", "sources", "measures")


def edit_address(entry: str) -> str:
    """The desk's address for a path in the register; empty when nothing there can be changed."""
    part, _, rest = entry.partition(".")
    key = rest.split(".")[0]
    try:
        if part == "activities" and key:
            return reverse("desk:register_activity", args=[key])
        if part in PARTIES and key:
            return reverse("desk:register_part", args=[part, key])
        if part in (*PARTIES, "activities"):
            return reverse("desk:register")
        return reverse("desk:register_organisation")
    except NoReverseMatch:
        return ""


_PARTS = {
    "processors": _("Processors"),
    "recipients": _("Recipients"),
    "sources": _("Sources"),
    "measures": _("Security measures"),
    "contact_points": _("Contact points"),
}
_LEAVES = {
    "fields": _("what is asked for"),
    "recipients": _("recipients"),
    "processors": _("processors"),
    "sources": _("sources"),
    "published": _("what is shown in public"),
    "retention": _("how long"),
    "purposes": _("purposes"),
    "without": _("what happens without the data"),
    "note": _("more to tell"),
    "consent": _("wording of the consent"),
    "special_basis": _("legal basis for special categories"),
    "balancing_test": _("balancing test"),
    "clocks": _("counted from"),
    "why": _("why so long"),
    "agreement": _("processing agreement"),
    "countries": _("countries"),
    "transfer": _("basis for the transfer"),
    "what_for": _("what for"),
    "sub_processors": _("sub-processors"),
}


def entry_in_words(entry: str, register: Register) -> str:
    """The entry of the register a sentence comes from, as the register's screens call it."""
    part, _dot, rest = entry.partition(".")
    if part == "activities":
        return _activity_in_words(rest.split(".")) if rest else str(_("Activities"))
    if part in PARTIES:
        key, _dot, below = rest.partition(".")
        name = _party_name(register, part, key)
        leaf = _LEAVES.get(below.partition(".")[0], "")
        return _joined(_PARTS[part], name, leaf)
    if part == "contact_points":
        return _joined(_PARTS[part])
    return str(_("The organisation"))


def _activity_in_words(path: list[str]) -> str:
    declared = declarations.activities.get(path[0])
    if declared is None:
        return str(_("Activities"))
    if len(path) == 1:
        return _joined(declared.name)
    part, below = path[1], path[2:]
    key = below[0] if below else ""
    names: dict[str, dict[str, Any]] = {
        "purposes": {each.key: each.name for each in declared.purposes},
        "retention": {each.key: each.covers for each in declared.rules},
        "fields": {name: datum.label for name, datum in declared.asks.items()},
    }
    leaf = _LEAVES.get(below[1], "") if len(below) > 1 else ""
    return _joined(declared.name, names.get(part, {}).get(key) or _LEAVES.get(part, ""), leaf)


def _party_name(register: Register, part: str, key: str) -> str:
    for each in getattr(register, part):
        if each.key == key and isinstance(name := getattr(each, "name", ""), str):
            return name
    return ""


def _joined(*parts: Any) -> str:
    return " › ".join(str(part) for part in parts if part)


def missing_texts(register: Register) -> list[tuple[str, str]]:
    """Texts the organisation has not written in a language it publishes in: (path, language)."""
    document = register.model_dump(mode="json")
    return [
        (path, language)
        for path, text in _texts("", document)
        for language in register.languages
        if not text.get(language)
    ]


def _texts(path: str, value: Any) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(value, dict):
        if value and set(value) <= set(LANGUAGES):
            yield path, value
            return
        for key, inner in value.items():
            yield from _texts(f"{path}.{key}".lstrip("."), inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(f"{path}.{_name(inner, place)}", inner)


def _name(part: Any, place: int) -> str:
    names = ("key", "activity", "purpose", "field", "role", "name")
    if isinstance(part, dict):
        return next((part[name] for name in names if isinstance(part.get(name), str)), str(place))
    return str(place)
