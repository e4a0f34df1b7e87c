"""The lines drawn on a page: those of a table say for certain where its cells end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from ctypes import c_float, c_int
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from tillit.privacy.reader.printed.words import Word, turned

_MOST: Final = 5000
_THIN: Final = 3.0
_SHORTEST: Final = 6.0
_OF_A_BOX: Final = 6
_DOT: Final = 7.0


# Around two columns there are so many lines.
_OF_A_GRID: Final = 3
# So much of its height a line between columns has; two in one cell have less.
_MOST_OF: Final = 0.5


class Grid(NamedTuple):
    """A drawn table. ``across``: where lines go down it, from the left, with how long they are."""

    left: float
    top: float
    right: float
    bottom: float
    across: dict[int, float]

    def inside(self, left: float, right: float) -> list[float]:
        """Where its columns part; ``left`` and ``right``: from where to where there are words."""
        high = self.bottom - self.top
        return sorted(
            float(x)
            for x, length in self.across.items()
            if left < x < right and length >= _MOST_OF * high
        )


@dataclass(frozen=True, slots=True)
class Strokes:
    """``upright``: how far from the left, from the top to the bottom; by the first.

    ``level``: how far down, from the left to the right. ``dots``: how far down and from the left;
    a browser draws the marks of a list.
    """

    upright: list[tuple[float, float, float]] = field(default_factory=list)
    level: list[tuple[float, float, float]] = field(default_factory=list)
    dots: list[tuple[float, float]] = field(default_factory=list)

    def is_marked(self, left: float, middle: float, size: float) -> bool:
        """Whether a dot stands before a line."""
        at = bisect_left(self.dots, (middle - 0.4 * size, 0.0))
        for down, across in self.dots[at : at + 20]:
            if down > middle + 0.4 * size:
                return False
            if left - 2.5 * size < across < left:
                return True
        return False

    def parts(self, left: float, right: float, middle: float) -> bool:
        """Whether one goes down between two words of a line."""
        at = bisect_left(self.upright, (left, 0.0, 0.0))
        for x, top, bottom in self.upright[at : at + 50]:
            if x > right:
                return False
            if top <= middle <= bottom:
                return True
        return False

    def grids(self) -> list[Grid]:
        """The tables that are drawn with lines between their columns, from the top."""
        found: list[Grid] = []
        for x, top, bottom in sorted(self.upright, key=lambda one: one[1]):
            if found and top <= found[-1].bottom + _THIN:
                last = found[-1]
                found[-1] = Grid(
                    min(last.left, x), last.top, max(last.right, x), max(last.bottom, bottom),
                    last.across,
                )  # fmt: skip
            else:
                found.append(Grid(x, top, x, bottom, {}))
            across = found[-1].across
            across[round(x)] = across.get(round(x), 0.0) + bottom - top
        return [grid for grid in found if len(grid.across) >= _OF_A_GRID]

    def rows(self, words: Sequence[Word]) -> list[float]:
        """Where lines go through most of the part of the page with these words, from the top."""
        left, right = min(word.left for word in words), max(word.right for word in words)
        top, bottom = min(word.top for word in words), max(word.bottom for word in words)
        across: dict[int, float] = {}
        for y, start, end in self.level:
            if top - 20 <= y <= bottom + 20:
                length = min(end, right) - max(start, left)
                across[round(y)] = across.get(round(y), 0.0) + max(length, 0.0)
        return sorted(float(y) for y, length in across.items() if length >= 0.6 * (right - left))


def strokes_of(page: Any) -> Strokes:
    """Of a page whose text is not turned; of one with a great many, which is a drawing, none."""
    found = Strokes()
    count = pdfium.FPDFPage_CountObjects(page)
    if count > _MOST or turned(page.get_textpage()):
        return found
    height = page.get_mediabox()[3]
    edges = [c_float() for _ in range(4)]
    fill, is_drawn = c_int(), c_int()
    for place in range(count):
        each = pdfium.FPDFPage_GetObject(page, place)
        if pdfium.FPDFPageObj_GetType(each) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(each, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        high, wide = top - bottom, right - left
        if max(wide, high) <= _DOT and min(wide, high) >= 0.6 * max(wide, high):
            found.dots.append((height - (top + bottom) / 2, (left + right) / 2))
        elif wide <= _THIN and high > _SHORTEST:
            found.upright.append(((left + right) / 2, height - top, height - bottom))
        elif high <= _THIN and wide > _SHORTEST:
            found.level.append((height - (top + bottom) / 2, left, right))
        elif pdfium.FPDFPath_CountSegments(each) <= _OF_A_BOX:
            pdfium.FPDFPath_GetDrawMode(each, fill, is_drawn)
            if is_drawn.value and high > _SHORTEST and wide > _SHORTEST:
                found.upright.extend((x, height - top, height - bottom) for x in (left, right))
                found.level.extend((height - y, left, right) for y in (top, bottom))
    found.upright.sort()
    found.dots.sort()
    return found
