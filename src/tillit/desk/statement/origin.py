"""From a sentence back to the screen of the register where it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import NoReverseMatch, reverse

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
