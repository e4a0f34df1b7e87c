"""The record of processing (article 30(1)) as a spreadsheet that reads well as it is."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from tillit.privacy.statement.protocol import Protocol, headings
from tillit.privacy.statement.render.material import Published

WIDTHS = {"name": 24, "purpose": 32, "basis": 34, "retention": 44, "measures": 44, "data": 28}
LETTERS = {
    "purpose": "b", "subjects": "c", "data": "c", "recipients": "d", "processors": "d",
    "transfers": "e", "retention": "f", "measures": "g",
}  # fmt: skip


def protocol(made: Published, record: Protocol) -> bytes:
    """One sheet: who answers for it on top, then a row per activity and purpose."""
    stream = BytesIO()
    with translation.override(made.language):
        # Text is written as text: a cell that begins with “=” must never be a formula.
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(stream, options) as book:
            book.set_properties({"title": _("Record of processing"), "author": record_of(record)})
            _sheet(book, record)
    return stream.getvalue()


def record_of(record: Protocol) -> str:
    """The name of the controller."""
    return record.controller[0][1]


def _sheet(book: xlsxwriter.Workbook, record: Protocol) -> None:
    sheet = book.add_worksheet(_("Record of processing")[:31])
    title = book.add_format({"bold": True, "font_size": 16, "font_color": "#0d4f47"})
    label = book.add_format({"bold": True, "valign": "top"})
    head = book.add_format(
        {"bold": True, "bg_color": "#0d4f47", "font_color": "#ffffff", "text_wrap": True,
         "valign": "vcenter", "border": 1}
    )  # fmt: skip
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    sheet.write_string(0, 0, _("Record of processing"), title)
    sheet.write_string(1, 0, _("Article 30(1). The letters are those of the article."))
    line = 3
    for name, value in record.controller:
        sheet.write_string(line, 0, f"{name} (a)", label)
        sheet.write_string(line, 1, value)
        line += 1
    line += 1
    names = headings()
    for column, (part, name) in enumerate(names.items()):
        letter = LETTERS.get(part)
        sheet.write_string(line, column, f"{name} ({letter})" if letter else name, head)
        sheet.set_column(column, column, WIDTHS.get(part, 30))
    sheet.freeze_panes(line + 1, 1)
    sheet.autofilter(line, 0, line + len(record.rows), len(names) - 1)
    for row in record.rows:
        line += 1
        for column, part in enumerate(names):
            value = getattr(row, part)
            text = value if isinstance(value, str) else "\n".join(value)
            sheet.write_string(line, column, text, cell)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
