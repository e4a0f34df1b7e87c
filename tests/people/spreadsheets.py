"""Files as people have them, made on the spot."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile


def xlsx(
    rows: Iterable[Sequence[Any]],
    *,
    sheets: dict[str, Any] | None = None,
    merge: Sequence[str] = (),
) -> bytes:
    """A workbook with these rows on its first sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for name, more in (sheets or {}).items():
        other = book.create_sheet(name)
        for row in more:
            other.append(list(row))
    for place in merge:
        sheet.merge_cells(place)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv(rows: Iterable[Sequence[Any]], *, separator: str = ";", encoding: str = "utf-8") -> bytes:
    """Text with separators, in an encoding."""
    return "\r\n".join(separator.join(str(cell) for cell in row) for row in rows).encode(encoding)


def upload(content: bytes, name: str = "medlemmer.xlsx") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, content)


HEADINGS = ("Fornavn", "Etternavn", "E-post", "Mobil", "Postnr", "Arbeidssted")


def members(number: int, start: int = 0) -> list[tuple[Any, ...]]:
    """Invented members, under headings."""
    return [
        HEADINGS,
        *(
            (
                f"Kari{n}",
                f"Ånestad{n}",
                f"kari{n}@post.example",
                40_000_000 + n,
                150 + n % 800,
                f"Verksted {n % 40}",
            )
            for n in range(start, start + number)
        ),
    ]
