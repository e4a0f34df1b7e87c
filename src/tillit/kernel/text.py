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
