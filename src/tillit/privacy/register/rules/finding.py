"""One thing to say against a register, where, and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.text import format_lazy

from tillit.kernel.law import source
from tillit.privacy.declare.model import Label

Path = tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """``path`` leads there by keys: ("activities", "events", "retention", "registrations").

    ``source`` is the key of the rule in ``kernel.law``. An error stands in the way of adopting
    the register; a warning does not.
    """

    severity: Literal["error", "warning"]
    path: Path
    message: Label
    source: str

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    @property
    def where(self) -> str:
        """The path as one reads it: activities › events."""
        return " › ".join(self.path)

    def cite(self, language: str) -> str:
        """The article or paragraph, as one cites it in that language."""
        return source(self.source).cite(language)

    def is_under(self, *path: str) -> bool:
        """It is about this part of the register, or something in it."""
        return self.path[: len(path)] == path


def error(path: Path, message: Label, rule: str, **names: Any) -> Finding:
    """An error, with names put into the message's braces."""
    return Finding("error", path, _filled(message, names), rule)


def warning(path: Path, message: Label, rule: str, **names: Any) -> Finding:
    """A warning, with names put into the message's braces."""
    return Finding("warning", path, _filled(message, names), rule)


def repeated(keys: Iterable[str]) -> Iterator[str]:
    """Each key that has been there before."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield key
        seen.add(key)


def _filled(message: Label, names: dict[str, Any]) -> Label:
    if not names:
        return message
    return format_lazy(message, **names)  # type: ignore[arg-type]
