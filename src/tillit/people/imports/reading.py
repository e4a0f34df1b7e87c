"""A file as a table: what kind it is, where its headings are, and its rows by line number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final

from tillit.people.imports import apart, text, workbook
from tillit.people.imports.columns import Target, guess
from tillit.people.imports.errors import UnreadableError

MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 200
LOOKED_AT: Final = 40
_NOT_TABLES: Final = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc", b"\x1f\x8b", b"{\\rtf",
    b"<htm", b"<!DO", b"<?xm",
)  # fmt: skip


_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")


@dataclass(frozen=True)
class Layout:
    """How a file is laid out. ``heading``: the headings' line, counted from 1."""

    sheets: list[str]
    sheet: str
    heading: int
    columns: list[str]
    sample: list[list[str]]


def is_workbook(file: BinaryIO) -> bool:
    """By what it holds, not by what it is called. Raises UnreadableError for what is no table."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if not head:
        raise UnreadableError("empty")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")):
        return True
    if head.startswith(_NOT_TABLES):
        raise UnreadableError("wrong_type")
    return False


def lay_out(file: BinaryIO, targets: list[Target], sheet: str = "", filename: str = "") -> Layout:
    """Find the sheet and the line with the headings. Raises UnreadableError."""
    if is_workbook(file):
        workbook.refuse_unsafe(file)
        names = apart.sheets(file)
        chosen = [sheet] if sheet in names else names
    else:
        if filename.lower().endswith(_WORKBOOKS):
            raise UnreadableError("wrong_type")
        names, chosen = [], [""]
    found = [layout for name in chosen if (layout := _headings(file, names, name, targets))]
    if not found:
        raise UnreadableError("empty")
    best = max(found, key=lambda layout: len(guess(layout.columns, targets)))
    if not best.sample:
        raise UnreadableError("no_rows")
    return best


def _headings(file: BinaryIO, names: list[str], sheet: str, targets: list[Target]) -> Layout | None:
    """The line that looks most like headings: most known names, else the first with two cells."""
    lines = list(islice(_table(file, sheet), LOOKED_AT))
    filled = [
        (number, row) for number, row in enumerate(lines, start=1) if any(c.strip() for c in row)
    ]
    if not filled:
        return None
    number, row = max(
        filled,
        key=lambda each: (
            len(guess(each[1], targets)),
            sum(1 for cell in each[1] if cell.strip()) > 1,
            -each[0],
        ),
    )
    columns = [cell.strip()[:100] for cell in row[:MAX_COLUMNS]]
    sample = [line for after, line in filled if after > number][:5]
    return Layout(names, sheet, number, columns, [line[:MAX_COLUMNS] for line in sample])


def rows(file: BinaryIO, sheet: str, heading: int) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of every row under the headings that has something in it."""
    for number, row in enumerate(_table(file, sheet), start=1):
        if number > heading + MAX_ROWS:
            raise UnreadableError("too_many_rows")
        if number > heading and any(cell.strip() for cell in row):
            yield number, row


def _table(file: BinaryIO, sheet: str) -> Iterator[list[str]]:
    file.seek(0)
    if sheet:
        return apart.table(file, sheet)
    return text.table(text.decode(file.read()))
