"""What stands around the text on every page: its head and foot, page numbers, and notes below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from tillit.privacy.reader.printed.bands import Band, bands_of
from tillit.privacy.reader.printed.words import Word

# So much of a page, from its edge, and so many heights of text, may be furniture.
_ZONE: Final = 0.2
_DEEP: Final = 4
_NUMBER: Final = re.compile(
    r"(?i)[-–—|\s]*(?:(?:side|page|s\.|p\.)\s*)?(?:\d{1,3}|[ivx]{1,5})"
    r"(?:\s*(?:av|of|/)\s*\d{1,3})?[-–—|\s]*"
)
_SAYS_PAGE: Final = re.compile(r"(?i)\b(?:side|page)\s*\d{1,3}\b(?:\s*(?:av|of|/)\s*\d{1,3})?")


def without(pages: Sequence[tuple[list[Word], float]]) -> tuple[list[list[Word]], list[Word]]:
    """Each page's own words; and those of the foot, once, for after them.

    ``pages``: the words of each, and how high it is. A head stays on the first page.
    """
    found = [(_edge(words, high, at_top=True), _edge(words, high, at_top=False))
             for words, high in pages]  # fmt: skip
    heads = _repeated([head for head, _ in found])
    feet = _repeated([foot for _, foot in found])
    left_out: set[int] = set()
    seen: set[str] = set()
    foot: list[Word] = []
    for number, (head, low) in enumerate(found):
        for band, key in head:
            if _is_number(key) or (key in heads and (number or key in seen or "#" in key)):
                left_out.update(map(id, band.words))
            seen.add(key)
        for band, key in low:
            if _is_number(key) or key in feet:
                left_out.update(map(id, band.words))
                if key in feet and key not in seen and not _is_number(key):
                    foot.extend(band.words)
                seen.add(key)
    own = [[word for word in words if id(word) not in left_out] for words, _ in pages]
    return own, foot


def _edge(words: list[Word], high: float, *, at_top: bool) -> list[tuple[Band, str]]:
    """What stands at the top or the bottom, from the edge, and what it says."""
    if at_top:
        near = [word for word in words if word.bottom <= _ZONE * high]
    else:
        near = [word for word in words if word.top >= (1 - _ZONE) * high]
    bands = bands_of(near)
    bands = bands[:_DEEP] if at_top else bands[: -_DEEP - 1 : -1]
    return [(band, _key(band)) for band in bands]


def _key(band: Band) -> str:
    """What it says, with the number of the page as a sign."""
    text = " ".join(word.text for word in sorted(band.words, key=lambda one: one.order))
    if _NUMBER.fullmatch(text):
        return "#"
    return _SAYS_PAGE.sub("#", text).casefold()


def _is_number(key: str) -> bool:
    return not any(map(str.isalpha, key)) and "#" in key


def _repeated(edges: list[list[tuple[Band, str]]]) -> set[str]:
    """What is said on most pages; or on every other, as in a book."""
    if len(edges) < 2:
        return set()
    counted = Counter(key for bands in edges for key in {key for _, key in bands})
    return {key for key, count in counted.items() if count >= max(2, 0.4 * len(edges))}
