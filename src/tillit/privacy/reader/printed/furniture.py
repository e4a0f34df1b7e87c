"""What stands around the text on every page: its head, its foot and the page's number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tillit.privacy.reader.printed.bands import Band, bands_of
from tillit.privacy.reader.printed.words import Word

# So much of a page, from its edge, may be its head or its foot when other pages have the same;
# and so much by itself, where there is space between it and the text.
_ZONE: Final = 0.2
_EDGE: Final = 0.1
_DEEP: Final = 4
_NUMBER: Final = re.compile(
    r"(?i)[-–—|\s]*(?:(?:side|page|s\.|p\.)\s*)?(?:\d{1,3}|[ivx]{1,5})"
    r"(?:\s*(?:av|of|/)\s*\d{1,3})?[-–—|\s]*"
)
PAGE: Final = re.compile(
    r"(?i)\b(?:side|page)\s*\d{1,3}\b(?:\s*(?:av|of|/)\s*\d{1,3})?"
    r"|\b\d{1,3}\s*(?:av|of|/)\s*\d{1,3}\b|^\d{1,3}(?=\s)|(?<=\s)\d{1,3}$"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """A page's head, its text and its foot."""

    head: list[Word]
    text: list[Word]
    foot: list[Word]


@dataclass(frozen=True, slots=True)
class _Edge:
    band: Band
    says: str
    is_alone: bool


def parted(pages: Sequence[tuple[list[Word], float]]) -> list[Parts]:
    """Each page without its number, and with what the pages have in common on one of them only.

    ``pages``: the words of each, and how high it is. A head stays on the first page, and a foot on
    the last.
    """
    tops = [_edge(words, high, at_top=True) for words, high in pages]
    feet = [_edge(words, high, at_top=False) for words, high in pages]
    heads_said, feet_said = _repeated(tops), _repeated(feet)
    made: list[Parts] = []
    for number, (words, _) in enumerate(pages):
        head, no_head = _taken(tops[number], heads_said, is_kept=number == 0)
        foot, no_foot = _taken(feet[number], feet_said, is_kept=number == len(pages) - 1)
        around = {id(word) for word in (*head, *foot, *no_head, *no_foot)}
        made.append(Parts(head, [one for one in words if id(one) not in around], foot))
    return made


def _taken(
    edges: list[_Edge], repeated: set[str], *, is_kept: bool
) -> tuple[list[Word], list[Word]]:
    """What is the page's head or foot, and what is left out."""
    kept: list[Word] = []
    left_out: list[Word] = []
    for edge in edges:
        if edge.says == "#":
            left_out += edge.band.words
        elif edge.says in repeated:
            (kept if is_kept else left_out).extend(edge.band.words)
        elif edge.is_alone:
            kept += edge.band.words
    return kept, left_out


def _edge(words: list[Word], high: float, *, at_top: bool) -> list[_Edge]:
    """What stands at the top or the bottom, from the edge."""
    if at_top:
        near = [word for word in words if word.bottom <= _ZONE * high]
    else:
        near = [word for word in words if word.top >= (1 - _ZONE) * high]
    bands = bands_of(near)
    if not at_top:
        bands.reverse()
    made: list[_Edge] = []
    for place, band in enumerate(bands[:_DEEP]):
        is_alone = False
        if place == 0 and len(words) > len(near):
            at = band.bottom if at_top else high - band.top
            following = bands[1] if len(bands) > 1 else None
            space = (
                max(following.top - band.bottom, band.top - following.bottom)
                if following
                else band.size
            )
            is_alone = at <= _EDGE * high and space >= 0.9 * band.size
        made.append(_Edge(band, _says(band), is_alone))
    return made


def _says(band: Band) -> str:
    """The words of it, with the number of the page as a sign."""
    text = " ".join(word.text for word in sorted(band.words, key=lambda one: one.order))
    return "#" if _NUMBER.fullmatch(text) else PAGE.sub("#", text).casefold()


def _repeated(edges: list[list[_Edge]]) -> set[str]:
    """What is said on several pages, as through a chapter."""
    if len(edges) < 2:
        return set()
    counted = Counter(says for one in edges for says in {edge.says for edge in one})
    return {says for says, count in counted.items() if count >= max(2, 0.2 * len(edges))}
