"""Small things done to text: addresses of pages, lists in a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_LETTERS: Final = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ü": "u", "đ": "d", "ð": "d", "þ": "th"}
    | {"ł": "l", "œ": "oe", "’": "", "'": ""}
)
_AND: Final = {"nb": "og", "nn": "og", "en": "and"}
_OR: Final = {"nb": "eller", "nn": "eller", "en": "or"}

# Seen by nobody: joiners, marks of direction, the soft hyphen.
ZERO_WIDTH: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
# Nobody writes these: control characters but tabs and line breaks, what turns the direction of the
# text around it (so that it reads as something else), and what is no character.
HIDDEN: Final = dict.fromkeys(
    [*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0),
     *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF]
)  # fmt: skip


def visible(text: str) -> str:
    """The text without what hides in it; empty when nothing of it can be seen."""
    plain = text.translate(HIDDEN)
    return plain if plain.translate(ZERO_WIDTH).strip() else ""


def slugify(text: str, longest: int = 60) -> str:
    """“Årsmøte på Ås” becomes arsmote-pa-as, cut between words. Empty when nothing is left."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    if len(slug) <= longest:
        return slug
    cut = slug[: longest + 1].rpartition("-")[0]
    return cut or slug[:longest]


def join_and(items: Sequence[str], language: str) -> str:
    """“a, b og c”, as a sentence lists things in that language; no comma before the last."""
    return _join(items, _AND[_base(language)])


def join_or(items: Sequence[str], language: str) -> str:
    """“a, b eller c”."""
    return _join(items, _OR[_base(language)])


def _join(items: Sequence[str], word: str) -> str:
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def _base(language: str) -> str:
    base = language.replace("_", "-").split("-")[0].lower()
    return "nb" if base == "no" else base
