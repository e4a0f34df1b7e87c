"""Lists as files a spreadsheet opens, and in which no cell is ever run as a formula."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final

import xlsxwriter
from django.http import FileResponse

from tillit.kernel import clock
from tillit.kernel.text import slugify

# What a spreadsheet takes for the beginning of a formula (OWASP: CSV injection).
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
# A number, a telephone number with its country code: harmless, and wrong with a sign before it.
_NUMBER: Final = re.compile(r"[+-]?[\d  .,]+")
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SPOOLED: Final = 4 * 1024 * 1024
# Below the headings of one sheet (the limit of the format is 1 048 576 with them).
MOST_ROWS: Final = 1_048_575

Row = Sequence[Any]


def plain_cell(value: Any) -> str:
    """The cell as text, with an apostrophe before what a spreadsheet would compute."""
    text = "" if value is None else str(value)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def as_csv(headings: Row, rows: Iterable[Row]) -> tempfile.SpooledTemporaryFile[bytes]:
    """Semicolons and a byte order mark, as spreadsheets in Norway expect; RFC 4180 otherwise."""
    file: Any = tempfile.SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115 – the answer closes it
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";")
    writer.writerow([plain_cell(heading) for heading in headings])
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    text.detach()
    file.seek(0)
    return file  # type: ignore[no-any-return]


def as_xlsx(headings: Row, rows: Iterable[Row]) -> tempfile.SpooledTemporaryFile[bytes]:
    """Every cell is written as text, so that no formula, and no lost leading zero, can arise.

    Rows are written as they come; those past what a sheet can hold go on in another sheet.
    """
    file: Any = tempfile.SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115 – the answer closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    left = iter(rows)
    while True:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, str(heading), bold)
            sheet.set_column(column, column, 22)
        number = 0
        for number, row in enumerate(islice(left, MOST_ROWS), start=1):
            for column, cell in enumerate(row):
                if cell not in (None, ""):
                    sheet.write_string(number, column, str(cell))
        if number < MOST_ROWS:
            break
    book.close()
    file.seek(0)
    return file  # type: ignore[no-any-return]


def answer(form: str, name: str, headings: Row, rows: Iterable[Row]) -> FileResponse:
    """The file as a download that no cache keeps; ``form`` is "xlsx" or "csv"."""
    write, kind = (as_csv, "text/csv") if form == "csv" else (as_xlsx, XLSX)
    return FileResponse(
        write(headings, rows),
        as_attachment=True,
        filename=f"{slugify(name)}-{clock.today():%Y-%m-%d}.{'csv' if form == 'csv' else 'xlsx'}",
        content_type=kind,
        headers={"Cache-Control": "private, no-store"},
    )
