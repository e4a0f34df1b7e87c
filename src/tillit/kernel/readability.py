"""LIX, the readability index that Norwegian plain-language work uses (C.-H. Björnsson, 1968).

Words per sentence plus the percentage of words longer than six letters.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Final

_LONG: Final = 6
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
# Where a word begins.
_LETTER: Final = re.compile(r"[^\W_]")
# A stop ends a sentence unless a lower-case letter or a digit follows ("f.eks. mat", "kl. 12").
_STOP: Final = re.compile(
    r"[!?.:](?:(?<=[!?])(?=\s|$)|"
    r"(?<=[.:])(?:(?=[\"'»”)]*(?:$|\s+[\"'«“(]*[A-ZÆØÅ]))|(?=\s*\n)))"
)
_NEW_BLOCK: Final = re.compile(r"\n\s*\n|\n\s*(?=[-*•–#]|\d+[.)]\s)")
_BANDS: Final = (
    (30, "very_easy"),
    (40, "easy"),
    (50, "medium"),
    (60, "difficult"),
)


@dataclass(frozen=True, slots=True)
class Lix:
    """How hard a text is to read; ``score`` is rounded to a whole number, 0 without words."""

    score: int
    words: int
    sentences: int
    long_words: int
    band: str
    """very_easy (below 30), easy (30), medium (40), difficult (50) or very_difficult (60 up)."""


def lix(text: str) -> Lix:
    """Measure a plain text. Headings and list items count as sentences of their own."""
    words = _WORD.findall(text)
    parts = itertools.chain.from_iterable(map(_STOP.split, _NEW_BLOCK.split(text)))
    sentences = sum(1 for _ in filter(_LETTER.search, parts))
    long_words = sum(map(_LONG.__lt__, map(len, words)))
    score = round(len(words) / sentences + 100 * long_words / len(words)) if words else 0
    return Lix(score, len(words), sentences, long_words, band_of(score))


def band_of(score: int) -> str:
    """How hard that is: one of the bands of :class:`Lix`."""
    return next((name for limit, name in _BANDS if score < limit), "very_difficult")
