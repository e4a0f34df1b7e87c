"""A PDF as lines: by where its words stand on the page, as a reader sees them."""

from __future__ import annotations

import re
from typing import Final

import pypdfium2

from tillit.privacy.reader.printed import furniture, layout, paragraphs
from tillit.privacy.reader.printed.layout import Printed
from tillit.privacy.reader.printed.strokes import Strokes, strokes_of
from tillit.privacy.reader.printed.words import Word, words_of
from tillit.privacy.reader.structure import Line

MOST_PAGES = 300
# What a browser prints at the top and the bottom: the time and the title, the address and the page.
_BY_BROWSER: Final = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}[:.]\d{2}(?:\s*[AP]M)?\b.*"
)


class Unreadable(ValueError):
    """``reason``: ``locked``, ``broken`` or ``too_large``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def lines_of(content: bytes, longest: int) -> list[Line]:
    """The lines of a PDF with their pages. Raises Unreadable, also beyond ``longest`` letters."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("locked" if "password" in str(error).lower() else "broken") from None
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable("too_large")
        pages: list[tuple[list[Word], float]] = []
        strokes: list[Strokes] = []
        left = longest
        for page in document:
            words = words_of(page, left + 1)
            left -= sum(len(word.text) for word in words)
            if left < 0:
                raise Unreadable("too_large")
            pages.append((words, page.get_height()))
            strokes.append(strokes_of(page))
    except pypdfium2.PdfiumError:
        raise Unreadable("broken") from None
    finally:
        document.close()
    printed: list[Printed] = []
    for number, (parts, drawn) in enumerate(zip(furniture.parted(pages), strokes, strict=True), 1):
        columns = layout.Columns(drawn)
        for words in (parts.head, parts.text, parts.foot):
            for line in layout.lines_of(words, columns):
                line.page = number
                if words is not parts.text:
                    if _BY_BROWSER.fullmatch(line.text):
                        continue
                    line.is_around = True
                    line.text = " ".join(furniture.PAGE.sub("", line.text).split())
                if line.text:
                    printed.append(line)
    return paragraphs.of_lines(printed)
