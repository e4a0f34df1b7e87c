"""The lines of a page in the order one reads them: down each column, along each row of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from statistics import median
from typing import Final

from tillit.privacy.reader.joining import joined
from tillit.privacy.reader.printed.bands import Band, Lane, bands_of, lanes_of
from tillit.privacy.reader.printed.strokes import Grid, Strokes
from tillit.privacy.reader.printed.words import Word

# A page with more lines is no page of words.
_MOST_BANDS = 1500
_DEEPEST = 3
# So many lines above and below show where the margin is.
_AROUND = 8
# So many lines, and more, are text beside text rather than cells of a row.
_LONGEST_CELL = 6


@dataclass(slots=True)
class Printed:
    """A line. ``cells``: of a table's row, ``lefts``: where they begin.

    ``column``: which one on the page; ``edge``: its right. ``first``: how wide its first word is.
    ``is_around``: of the page's head or foot.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    is_bold: bool
    first: float
    column: int = 0
    edge: float = 0.0
    cells: tuple[str, ...] = ()
    lefts: tuple[float, ...] = ()
    page: int = 0
    is_around: bool = False


class Columns:
    """Counts the columns of a page, and knows the lines drawn on it."""

    def __init__(self, strokes: Strokes) -> None:
        self.strokes = strokes
        self._last = -1

    def next(self) -> int:
        """The number of one more."""
        self._last += 1
        return self._last


def lines_of(words: Sequence[Word], columns: Columns, depth: int = 0) -> list[Printed]:
    """All lines of a page, or of a part of it."""
    every = bands_of(words, columns.strokes)
    # What stands over the whole width is one column, above a table and below it.
    column = columns.next()
    whole: list[Printed] = []
    made: list[Printed] = []
    for bands, grid in _apart(every, columns.strokes) if every else ():
        if grid is not None and (table := _drawn(bands, grid, columns)):
            made += table
            continue
        lanes = lanes_of(bands) if depth < _DEEPEST and len(every) <= _MOST_BANDS else []
        for start, end, inside in _regions(lanes, len(bands)):
            if inside:
                made += _region(bands[start:end], inside, columns, depth)
                continue
            lines = list(_plain(bands[start:end]))
            whole += lines
            made += lines
    for line, edge in zip(whole, _edges(whole), strict=True):
        line.column, line.edge = column, edge
        if columns.strokes.is_marked(line.left, (line.top + line.bottom) / 2, line.size):
            line.text = f"• {line.text}"
    return made


def _drawn(bands: list[Band], grid: Grid, columns: Columns) -> list[Printed]:
    """The rows of a table with lines between its rows and its columns; empty for another."""
    words = [word for band in bands for word in band.words]
    edges = grid.inside(min(w.right for w in words), max(w.left for w in words))
    rows = columns.strokes.rows(words)
    if not edges or len(rows) < _OF_ROWS:
        return []
    from tillit.privacy.reader.printed.tables import rows_of

    column = columns.next()
    return [_as_row(row, column) for row in rows_of(words, edges, rows)]


# Around two rows there are so many lines.
_OF_ROWS: Final = 3


def _apart(bands: list[Band], strokes: Strokes) -> Iterator[tuple[list[Band], Grid | None]]:
    """Tables that are drawn over the whole width, and what stands between them: columns above a
    table are none of it."""
    wide = max(_right(band) for band in bands) - min(band.spans[0][0] for band in bands)
    grids = [grid for grid in strokes.grids() if grid.right - grid.left >= _WIDE * wide]
    start = 0
    for grid in grids:
        first = start
        while first < len(bands) and _middle(bands[first]) < grid.top:
            first += 1
        end = first
        while end < len(bands) and _middle(bands[end]) < grid.bottom:
            end += 1
        if any(
            band.spans[0][0] < grid.left - band.size or _right(band) > grid.right + band.size
            for band in bands[first:end]
        ):
            continue
        if start < first:
            yield bands[start:first], None
        if first < end:
            yield bands[first:end], grid
        start = end
    if start < len(bands):
        yield bands[start:], None


# So much of the width a table takes that nothing else stands beside it.
_WIDE: Final = 0.6


def _middle(band: Band) -> float:
    return (band.top + band.bottom) / 2


def _right(band: Band) -> float:
    return max(right for _left, right in band.spans)


def _edges(lines: list[Printed]) -> Iterator[float]:
    """For each line how far those around it go to the right."""
    for place, line in enumerate(lines):
        near = [
            one.right
            for one in lines[max(place - _AROUND, 0) : place + _AROUND + 1]
            if abs(one.size - line.size) < 0.1 * line.size
        ]
        yield max(near) if len(near) > 2 else max(one.right for one in lines)


def _regions(lanes: list[Lane], count: int) -> Iterator[tuple[int, int, list[Lane]]]:
    """Bands from, to and the lanes through them; what is not in columns with none."""
    at = 0
    lanes = sorted(lanes, key=lambda lane: lane.first)
    while lanes:
        start, end = lanes[0].first, lanes[0].last + 1
        inside: list[Lane] = []
        while lanes and lanes[0].first < end:
            end = max(end, lanes[0].last + 1)
            inside.append(lanes.pop(0))
        if at < start:
            yield at, start, []
        yield start, end, inside
        at = end
    if at < count:
        yield at, count, []


def _plain(bands: Sequence[Band]) -> Iterator[Printed]:
    for band in bands:
        for line in _lines(band.words):
            yield _printed(line)


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words at one height, from the left; what is a little above or below is beside."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.middle):
        if lines and word.middle - lines[-1][0].middle < 0.5 * min(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda one: one.left)
    return lines


def _printed(line: list[Word]) -> Printed:
    sizes = sorted(word.size for word in line for _ in word.text)
    return Printed(
        text=" ".join(word.text.rstrip() for word in line),
        left=line[0].left,
        top=min(word.top for word in line),
        right=max(word.right for word in line),
        bottom=max(word.bottom for word in line),
        size=sizes[len(sizes) // 2],
        is_bold=all(word.is_bold for word in line if any(map(str.isalnum, word.text))),
        first=line[0].right - line[0].left,
    )


def _region(
    bands: list[Band], lanes: list[Lane], columns: Columns, depth: int
) -> Iterator[Printed]:
    """Bands with lanes through them: columns of text, or a table."""
    words = [word for band in bands for word in band.words]
    long = [lane for lane in lanes if lane.last - lane.first + 1 >= 0.5 * len(bands)] or lanes
    parts = _parted(words, long)
    if len(parts) < 2:
        yield from lines_of(words, columns, _DEEPEST)
        return
    # Lines around its cells say for certain that it is a table, and which are its rows.
    rows = columns.strokes.rows(words)
    if len(rows) < _OF_ROWS and not any(lane.ruled for lane in lanes):
        rows = []
    is_by_file = _changes(parts) <= len(parts) + sum(band.lines for band in bands) // 8
    if len(rows) < 2 and (is_by_file or _are_columns(parts)):
        if is_by_file:
            parts.sort(key=lambda part: median(word.order for word in part))
        for part in parts:
            yield from lines_of(sorted(part, key=lambda one: one.order), columns, depth + 1)
        return
    from tillit.privacy.reader.printed.tables import rows_of

    column = columns.next()
    edges = sorted((lane.left + lane.right) / 2 for lane in long)
    below: list[Word] = []
    if rows:
        below = [word for word in words if word.middle > rows[-1]]
        if below and min(word.top for word in below) - rows[-1] < below[0].size:
            below = []  # the last row; a line is only drawn between two
    under = {id(word) for word in below}
    for row in rows_of([word for word in words if id(word) not in under], edges, rows):
        yield _as_row(row, column)
    if below:
        yield from lines_of(below, columns, depth + 1)


def _as_row(row: list[list[Printed]], column: int) -> Printed:
    """A table's row as a line. ``row``: for each column the lines of its cell."""
    cells = tuple(reduce(joined, (line.text for line in cell), "") for cell in row)
    every = [line for cell in row for line in cell]
    return Printed(
        text=" | ".join(filter(None, cells)),
        left=min(line.left for line in every),
        top=min(line.top for line in every),
        right=max(line.right for line in every),
        bottom=max(line.bottom for line in every),
        size=every[0].size,
        is_bold=all(line.is_bold for line in every),
        first=0.0,
        column=column,
        cells=cells,
        lefts=tuple(min((line.left for line in cell), default=0.0) for cell in row),
    )


def _parted(words: Sequence[Word], lanes: list[Lane]) -> list[list[Word]]:
    edges = sorted((lane.left + lane.right) / 2 for lane in lanes)
    parts: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for word in words:
        parts[sum(edge < (word.left + word.right) / 2 for edge in edges)].append(word)
    return [part for part in parts if part]


def _changes(parts: list[list[Word]]) -> int:
    """How often the file goes from one column to another."""
    by_order = sorted((word.order, number) for number, part in enumerate(parts) for word in part)
    return sum(one[1] != other[1] for one, other in pairwise(by_order))


def _are_columns(parts: list[list[Word]]) -> bool:
    """Text that goes on down each, rather than a table's cells, where the file is line by line."""
    each = [[_printed(line) for line in _lines(part)] for part in parts]
    fewest = min(map(len, each))
    rows = _rows(each)
    if fewest < 4 or (rows > 1 and fewest / rows < _LONGEST_CELL):
        return False
    for lines in each:
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        full = sum(line.right - line.left for line in lines) / (len(lines) * (right - left))
        if full < 0.7 or median(len(line.text.split()) for line in lines) < 3:
            return False
    return True


def _rows(each: list[list[Printed]]) -> int:
    """How many rows are parted by a space that goes through all columns."""
    lines = sorted((line for column in each for line in column), key=lambda one: one.top)
    usual = median(b.top - a.bottom for column in each for a, b in pairwise(column))
    rows, floor = 1, lines[0].bottom
    for line in lines:
        rows += line.top - floor > usual + 0.25 * line.size
        floor = max(floor, line.bottom)
    return rows
