"""Printed lines put together to headings, paragraphs, list items and table rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from tillit.privacy.reader.joining import BROKEN, joined
from tillit.privacy.reader.printed.layout import Printed
from tillit.privacy.reader.structure import Line, guessed, is_listed, unnumbered

_STOPS: Final = (".", ":", "?", "!")
_SHORT: Final = re.compile(r"(?i)\b(?:art|nr|no|kl|tlf|jf|pkt|ca|org|st|evt|bl\.a|f\.eks)\.$")
_BARE_NUMBER: Final = re.compile(r"\d{1,3}\s+[^\W_]")
_LONGEST_HEADING: Final = 14


@dataclass(slots=True)
class _Paragraph:
    lines: list[Printed]
    is_after_space: bool

    @property
    def first(self) -> Printed:
        return self.lines[0]

    @property
    def last(self) -> Printed:
        return self.lines[-1]

    @property
    def text(self) -> str:
        text = ""
        for line in self.lines:
            text = joined(text, line.text)
        return text.replace(BROKEN, "-")


def of_lines(printed: Sequence[Printed]) -> list[Line]:
    """Lines in the order one reads them, as a statement's lines with their pages."""
    body = _usual(printed)
    blocks = _across(list(_blocks(printed)), body)
    sizes = sorted({_rank(b.first, body) for b in blocks if _is_large(b, body)}, reverse=True)
    texts: list[str] = []
    places: list[_Paragraph | None] = []
    for block in blocks:
        if block.is_after_space:
            texts.append("")
            places.append(None)
        texts.append(_pointed(block.text))
        places.append(block)
    made: list[Line] = []
    heads = _heads(blocks)
    for line, place in zip(guessed(texts), places, strict=True):
        if place is None:
            made.append(line)
            continue
        page = place.first.page
        if place.first.cells:
            made.append(_row(place.first, is_head=id(place) in heads))
        elif _is_large(place, body):
            level = min(1 + sizes.index(_rank(place.first, body)), 6)
            made.append(Line("heading", _unnumbered(place.text), level, page))
        elif _is_bold_heading(place, blocks):
            made.append(Line("heading", _unnumbered(place.text), 7, page))
        else:
            made.append(line._replace(page=page))
    return made


def _pointed(text: str) -> str:
    """A bullet from a font of signs is one by its place."""
    return f"• {text[1:].lstrip()}" if "\ue000" <= text[:1] <= "\uf8ff" else text


def _unnumbered(text: str) -> str:
    return unnumbered(text).rstrip(":") or text


def _is_numbered(text: str) -> bool:
    return unnumbered(text) != text


def _usual(printed: Iterable[Printed]) -> float:
    """The size that most of the text has."""
    counted: Counter[float] = Counter()
    for line in printed:
        counted[round(line.size, 1)] += len(line.text)
    return max(counted, key=lambda size: counted[size], default=10.0)


def _rank(line: Printed, body: float) -> float:
    return round(line.size / body, 1)


def _is_large(block: _Paragraph, body: float) -> bool:
    return (
        not block.first.cells
        and block.first.size > 1.12 * body
        and len(block.text.split()) <= _LONGEST_HEADING
        and not is_listed(block.text)
    )


def _is_bold_heading(block: _Paragraph, blocks: list[_Paragraph]) -> bool:
    text = block.text
    return (
        block.first.is_bold
        and len(text.split()) <= _LONGEST_HEADING
        and not text.endswith((".", ","))
        and not is_listed(text)
        and any(map(str.isalpha, text))
        and block is not blocks[-1]
    )


def _blocks(printed: Sequence[Printed]) -> Iterator[_Paragraph]:
    """Lines of one column that belong together."""
    spaces = _spaces(printed)
    block: _Paragraph | None = None
    for line in printed:
        if block is None:
            block = _Paragraph([line], is_after_space=False)
            continue
        above = block.last
        if not _is_beside(above, line):
            yield block
            block = _Paragraph([line], is_after_space=False)
            continue
        usual = spaces.get((above.page, above.column), 0.0)
        is_far = line.top - above.bottom > usual + 0.4 * line.size
        if is_far or not _goes_on(block, line):
            yield block
            block = _Paragraph([line], is_after_space=is_far)
        else:
            block.lines.append(line)
    if block is not None:
        yield block


def _is_beside(above: Printed, line: Printed) -> bool:
    return above.page == line.page and above.column == line.column


def _spaces(printed: Sequence[Printed]) -> dict[tuple[int, int], float]:
    """For each column the usual space between its lines."""
    found: dict[tuple[int, int], list[float]] = {}
    for above, line in pairwise(printed):
        if _is_beside(above, line) and not _is_other(above, line):
            found.setdefault((line.page, line.column), []).append(line.top - above.bottom)
    every = [space for spaces in found.values() for space in spaces]
    if not every:
        return {}
    usual = median(every)
    return {
        key: min(median(spaces), usual + 2) if len(spaces) > 4 else usual
        for key, spaces in found.items()
    } | {
        (line.page, line.column): usual for line in printed if (line.page, line.column) not in found
    }


def _is_other(above: Printed, line: Printed) -> bool:
    """In another size, or one of them bold: a heading and its text."""
    return abs(above.size - line.size) > 0.08 * above.size or above.is_bold != line.is_bold


def _goes_on(block: _Paragraph, line: Printed) -> bool:
    """Whether a line is of the paragraph above it, rather than the first of the next."""
    above = block.last
    if above.cells or line.cells or _is_other(above, line) or is_listed(line.text):
        return False
    is_open = not above.text.endswith(_STOPS) or bool(_SHORT.search(above.text))
    is_full = above.right + 0.25 * line.size + line.first > above.edge - 0.1 * line.size
    is_long = above.right - above.left > 0.6 * (above.edge - above.left)
    if _is_numbered(line.text) and not (
        is_open and is_long and _is_amid(block, line, is_full=is_full)
    ):
        return False
    is_marked = is_listed(block.first.text) or _is_numbered(block.first.text)
    is_indented = line.left > above.left + 0.9 * line.size
    if is_indented and (len(block.lines) > 1 or not is_marked) and not (is_open and is_full):
        return False
    if is_full:
        return True
    is_under = is_marked and line.left > block.first.left + 0.5 * line.size
    return (
        is_open
        and (line.text[0].islower() or line.text[0].isdigit() or above.text.endswith(BROKEN))
        and (is_long or is_under)
    )


def _is_amid(block: _Paragraph, line: Printed, *, is_full: bool) -> bool:
    """“innen | 30 dager” and “artikkel | 6 nr. 1” have a number at the beginning of a line."""
    is_bare = bool(_BARE_NUMBER.match(line.text))
    is_next = is_bare == bool(_BARE_NUMBER.match(block.first.text))
    if _is_numbered(block.first.text) and line.left <= block.first.left + 1 and is_next:
        return False  # of the list
    return is_bare or is_full


def _across(blocks: list[_Paragraph], body: float) -> list[_Paragraph]:
    """A paragraph that goes on in the next column, or on the next page, is one."""
    made: list[_Paragraph] = []
    above: _Paragraph | None = None
    for number, block in enumerate(blocks):
        if block.first.is_around:
            made.append(block)
            continue
        if above is not None and _is_row_continued(above.last, block):
            above.lines[-1] = _with_more(above.last, block)
        elif (
            above is not None
            and not _is_beside(above.last, block.first)
            and _is_continued(above, block, body)
            and not (number + 1 < len(blocks) and _is_title(block, blocks[number + 1]))
        ):
            above.lines.extend(block.lines)
        else:
            made.append(block)
            above = block
    return made


def _is_row_continued(row: Printed, block: _Paragraph) -> bool:
    """Whether a table's row goes on at the top of the next page."""
    first = block.first
    if not row.cells or _is_beside(row, first):
        return False
    if not first.cells:
        return first.text[:1].islower() and len(block.lines) < 4
    begins = next(filter(None, first.cells), "")
    return len(first.cells) == len(row.cells) and (not first.cells[0] or begins[:1].islower())


def _with_more(row: Printed, block: _Paragraph) -> Printed:
    cells = list(row.cells)
    if block.first.cells:
        cells = [joined(*pair) for pair in zip(cells, block.first.cells, strict=True)]
    else:
        far = [abs(left - block.first.left) for left in row.lefts]
        place = far.index(min(far))
        cells[place] = joined(cells[place], block.text)
    return replace(row, cells=tuple(cells))


def _is_continued(above: _Paragraph, block: _Paragraph, body: float) -> bool:
    last, first = above.last, block.first
    if last.cells or first.cells or _is_other(last, first) or is_listed(first.text):
        return False
    if _is_large(above, body):
        return False
    text = last.text
    if text.endswith(_STOPS) and not _SHORT.search(text):
        return False
    if text.endswith((BROKEN, ",")) or first.text[:1].islower():
        return True
    is_full = last.right + 0.25 * first.size + first.first > last.edge - 0.1 * first.size
    if _is_numbered(first.text):
        return is_full and bool(_BARE_NUMBER.match(first.text))
    return is_full and len(above.lines) > 1


def _is_title(block: _Paragraph, following: _Paragraph) -> bool:
    """One short line with a capital before a longer text."""
    line = block.first
    return (
        len(block.lines) == 1
        and line.text[:1].isupper()
        and not line.text.endswith(".")
        and line.right < line.edge - 4 * line.size
        and len(following.text) > len(line.text)
    )


def _heads(blocks: list[_Paragraph]) -> set[int]:
    """The rows of tables that name their columns."""
    found: set[int] = set()
    for number, block in enumerate(blocks):
        before = blocks[number - 1].first if number else None
        row = block.first
        if not row.cells or (before is not None and before.cells):
            continue
        following = [one.first for one in blocks[number + 1 : number + 4] if one.first.cells]
        cells = [cell for cell in row.cells if cell]
        if len(cells) < 2 or len(cells) < len(row.cells) - 1 or not following:
            continue
        plain = all(
            len(cell.split()) <= 4 and cell[:1].isupper() and not re.search(r"[\d.@:]", cell)
            for cell in cells
        )
        longer = any(
            len(cell.split()) > 4 or re.search(r"\d", cell)
            for one in following
            for cell in one.cells
        )
        if (row.is_bold and not following[0].is_bold) or (plain and longer and len(cells) > 2):
            found.add(id(block))
    return found


def _row(row: Printed, *, is_head: bool) -> Line:
    cells = [cell.replace(BROKEN, "-") for cell in row.cells]
    # An empty cell counts, for what stands under which head.
    text = " | ".join(cells if sum(map(bool, cells)) > 1 else filter(None, cells))
    if is_head:
        return Line("text", f"{text}:", 0, row.page)
    return Line("row" if sum(map(bool, row.cells)) > 1 else "text", text, 0, row.page)
