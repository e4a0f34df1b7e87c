"""The rows of a printed table, whose cells may have several lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from tillit.privacy.reader.printed.layout import Printed, _lines, _printed
from tillit.privacy.reader.printed.words import Word

Row = list[list[Printed]]  # for each column the lines of its cell


def rows_of(words: Sequence[Word], edges: list[float], drawn: list[float]) -> list[Row]:
    """From the top. ``edges``: where the columns part; ``drawn``: the lines between rows."""
    if len(drawn) > 1:
        between: dict[int, list[Word]] = {}
        for word in words:
            between.setdefault(bisect_left(drawn, word.middle), []).append(word)
        return [_row(between[place], edges) for place in sorted(between)]
    by_order: list[list[Word]] = []
    last = -1
    for word in sorted(words, key=lambda one: one.order):
        column = _column(word, edges)
        if not by_order or column < last:
            by_order.append([])
        by_order[-1].append(word)
        last = column
    rows = sorted((_row(words, edges) for words in by_order), key=_top)
    if any(_top(below) < _bottom(above) - 0.3 * _size(above) for above, below in pairwise(rows)):
        # The file does not have them row by row.
        rows = [_row(line, edges) for line in _lines(words)]
    return _whole(rows)


def _column(word: Word, edges: list[float]) -> int:
    middle = (word.left + word.right) / 2
    return sum(edge < middle for edge in edges)


def _row(words: Sequence[Word], edges: list[float]) -> Row:
    cells: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for word in words:
        cells[_column(word, edges)].append(word)
    return [[_printed(line) for line in _lines(cell)] for cell in cells]


def _top(row: Row) -> float:
    return min(line.top for cell in row for line in cell)


def _bottom(row: Row) -> float:
    return max(line.bottom for cell in row for line in cell)


def _size(row: Row) -> float:
    return next(line.size for cell in row for line in cell)


def _whole(rows: list[Row]) -> list[Row]:
    """Lines that are a row's second and third are put to it."""
    spaces = [_top(below) - _bottom(above) for above, below in pairwise(rows)]
    least = min(spaces, default=0.0)
    is_spaced = any(space > least + 0.35 * _size(rows[0]) for space in spaces)
    made = rows[:1]
    for space, row in zip(spaces, rows[1:], strict=True):
        goes_on = is_spaced and space < least + 0.2 * _size(row)
        if goes_on or (not row[0] and space < 0.6 * _size(row)):
            for cell, more in zip(made[-1], row, strict=True):
                cell.extend(more)
        else:
            made.append(row)
    return made
