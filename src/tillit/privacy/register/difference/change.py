"""One change between two registers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.privacy.declare.model import Label
from tillit.privacy.register.schema import words


class Kind(TextChoices):
    """What a change means for those it concerns."""

    WIDENING = "widening", _("Goes further than before")
    NARROWING = "narrowing", _("Stricter than before")
    NEUTRAL = "neutral", _("Other change")


@dataclass(frozen=True)
class Change:
    """``path`` leads to the entry by keys, joined by dots; ``text`` says it in a sentence."""

    path: str
    kind: Kind
    text: Label
    is_material: bool = False


def change(
    path: str, kind: Kind, text: Label, *, is_material: bool = False, **names: Any
) -> Change:
    """A change, with names put into the text's braces."""
    if names:
        text = _filled(text, **names)
    return Change(path, kind, text, is_material)


def _fill(text: Label, **names: Any) -> str:
    """A name that ends in a full stop (“Inc.”) ends the sentence too."""
    said = str(text).format(**names)
    return said[:-1] if said.endswith("..") and not said.endswith("...") else said


_filled = lazy(_fill, str)


def said(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """The keys of both, those of the new one first, each once."""
    return list(dict.fromkeys((*after, *before)))


def _in_language(text: dict[str, str]) -> str:
    return words(text, get_language() or "nb")  # type: ignore[arg-type]


in_language = lazy(_in_language, str)
