"""The text of an uploaded file as Markdown, so that it can stand in a box and be sent once more.

Nothing is kept between one page and the next: what is to be downloaded, or to become a register, is
sent again by the reader's own browser. Read again, it says line for line what the file said, and on
which page of a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from tillit.privacy.reader.structure import Line

_OPENING = re.compile(
    r"---\r?\n(?:file: (?P<name>[^\r\n]*)\r?\n)?(?:read: (?P<part>nb|nn|en)\r?\n)?---\r?\n"
)
# What Markdown would take for marks within a text, and at its beginning.
_WITHIN = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_AT_START = re.compile(r"(?=[#>+\-=~|])")
_NUMBER = re.compile(r"(\d{1,9})(?=[.)])")


def as_text(lines: Iterable[Line], name: str) -> str:
    """The lines of a file as Markdown that opens with the file's name."""
    plain = re.sub(r"[\x00-\x1f\x7f]", "", name)[-100:]
    body = "\n".join(_blocks(line for line in lines if line.kind != "break"))
    return f"---\nfile: {plain}\n---\n{body}"


def name_of(text: str) -> str:
    """The name of the file that a text was read from; empty for one that someone wrote."""
    found = _OPENING.match(text)
    return found["name"] or "" if found else ""


def part_of(text: str) -> str:
    """Which of a text's languages was asked for; empty where none was."""
    found = _OPENING.match(text)
    return found["part"] or "" if found else ""


def own(text: str) -> str:
    """The text itself, without what was written above it here."""
    found = _OPENING.match(text)
    return text[found.end() :] if found else text


def with_part(text: str, part: str) -> str:
    """The text, asking for that language of it."""
    name = name_of(text)
    file = f"file: {name}\n" if name else ""
    return f"---\n{file}read: {part}\n---\n{own(text)}"


def _blocks(lines: Iterable[Line]) -> Iterator[str]:
    at = 1
    for (kind, page), together in groupby(lines, key=lambda line: (line.kind, line.page)):
        if page > at:
            yield "\f" * (page - at)
            at = page
        texts = [(line, " ".join(line.text.split())) for line in together]
        if kind == "row":
            yield from _table([text for _, text in texts])
            continue
        for line, text in texts:
            if kind == "heading":
                yield f"{'#' * min(max(line.level, 1), 6)} {_escaped(text)}\n"
            elif kind == "item":
                yield f"- {_escaped(text)}"
            else:
                yield f"{_escaped(text)}\n"
        if kind == "item":
            yield ""


def _table(rows: list[str]) -> Iterator[str]:
    cells = [[_escaped(cell) for cell in row.split(" | ")] for row in rows]
    width = max(map(len, cells))
    yield "|" + "  |" * width
    yield "|" + "--|" * width
    for row in cells:
        yield "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
    yield ""


def _escaped(text: str) -> str:
    within = _WITHIN.sub(lambda found: f"\\{found[0]}", text)
    if _AT_START.match(within):
        return f"\\{within}"
    return _NUMBER.sub(r"\1\\", within, count=1) if _NUMBER.match(within) else within
