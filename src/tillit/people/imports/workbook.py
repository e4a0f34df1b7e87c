"""Tables in XLSX files: what is refused before it is read, and how cells become text."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from tillit.people.imports.errors import UnreadableError

# What 200,000 rows of twenty columns unpack to, with room to spare.
MAX_UNPACKED: Final = 400 * 1024 * 1024
MAX_PARTS: Final = 3000
# The library keeps a place for every cell between the outermost ones, filled or not.
MAX_PLACES: Final = 12_000_000
MAX_MERGED: Final = 300_000
# Of one row.
MAX_LETTERS: Final = 1_000_000
_CELL: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_OVERLAP: Final = 64
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def refuse_unsafe(file: BinaryIO) -> None:
    """Raises UnreadableError for a password, macros, an old format, a zip bomb, damage.

    Every part is unpacked once and counted, since a zip file's own word on its size can be false.
    """
    file.seek(0)
    head = file.read(8)
    if head == _COMPOUND:
        file.seek(0)
        raise UnreadableError("password" if _ENCRYPTED in file.read(2_000_000) else "old_format")
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            names = parts.infolist()
            known = {part.filename for part in names}
            if "xl/workbook.xml" not in known:
                raise UnreadableError("wrong_type")
            if any(name.lower().endswith("vbaproject.bin") for name in known):
                raise UnreadableError("macros")
            if len(names) > MAX_PARTS or sum(part.file_size for part in names) > MAX_UNPACKED:
                raise UnreadableError("bomb")
            _unpack(parts, names)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError):
        raise UnreadableError("damaged") from None
    finally:
        file.seek(0)


def _unpack(parts: zipfile.ZipFile, names: list[zipfile.ZipInfo]) -> None:
    left = MAX_UNPACKED
    for part in names:
        extent = _Extent()  # of any part: which are sheets, the workbook says as it likes
        with parts.open(part) as content:
            while block := content.read(1 << 20):
                left -= len(block)
                extent.widen(block)
                if left < 0 or extent.places > MAX_PLACES:
                    raise UnreadableError("bomb")


class _Extent:
    """How far out a sheet's outermost cells lie: a small file can name the last cell there is."""

    def __init__(self) -> None:
        self._rest = b""
        self._columns: set[bytes] = set()
        self._row = 0

    def widen(self, block: bytes) -> None:
        named = _CELL.findall(self._rest + block)
        self._rest = block[-_OVERLAP:]
        self._columns.update(column for column, _row in named)
        self._row = max(self._row, *(int(row[:12]) for _column, row in named), 0)

    @property
    def places(self) -> int:
        return self._row * max((_position(column) for column in self._columns), default=1)


def _position(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    found = 0
    for letter in letters[:8].upper():
        found = found * 26 + letter - 64
    return found


def sheets(file: BinaryIO) -> list[str]:
    """The names of the sheets that can be seen."""
    return [str(name) for name in _open(file).sheet_names]


def table(file: BinaryIO, sheet: str) -> Iterator[list[str]]:
    """The sheet's rows as text, from its first row; merged cells each hold the merged value."""
    try:
        found = _open(file).get_sheet_by_name(sheet)
    except CalamineError:
        raise UnreadableError("damaged") from None
    merged = _merged(found)
    carried: dict[tuple[int, int], str] = {}
    # Rows above the first filled one are not given; line numbers are to be those people see.
    first = found.start[0] if found.start else 0
    for _ in range(first):
        yield []
    offset = found.start[1] if found.start else 0
    for number, cells in enumerate(found.iter_rows(), start=first):
        row = [""] * offset + [as_text(cell) for cell in cells]
        if sum(map(len, row)) > MAX_LETTERS:
            raise UnreadableError("bomb")
        for place, source in merged.get(number, {}).items():
            if place >= len(row):
                row += [""] * (place - len(row) + 1)
            if (number, place) == source:
                carried[source] = row[place]
            else:
                row[place] = carried.get(source, "")
        yield row


def as_text(cell: Any) -> str:
    """A cell as one would write it: whole numbers without a point, days as 2026-03-01."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _open(file: BinaryIO) -> CalamineWorkbook:
    file.seek(0)
    try:
        return CalamineWorkbook.from_filelike(file)
    except (CalamineError, OSError):
        raise UnreadableError("damaged") from None


def _merged(sheet: CalamineSheet) -> dict[int, dict[int, tuple[int, int]]]:
    """{row: {column: the cell that holds the value}} for every merged cell."""
    places: dict[int, dict[int, tuple[int, int]]] = {}
    left_over = MAX_MERGED
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:10_000]:
        left_over -= (min(bottom - top, 5_000) + 1) * (min(right - left, 200) + 1)
        if left_over < 0:
            raise UnreadableError("bomb")
        for row in range(top, min(bottom, top + 5_000) + 1):
            for column in range(left, min(right, left + 200) + 1):
                places.setdefault(row, {})[column] = (top, left)
    return places
