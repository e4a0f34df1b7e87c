"""On which line of the file a sentence stands, for editors and code hosts to show it there."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from tillit.privacy.reader import letters
from tillit.privacy.reader.sources import NotReadable, decoded, format_of, of_archive
from tillit.privacy.reader.structure import WORD, Sentence

_INLINE: Final = re.compile(
    r"</?(?:a|abbr|b|em|i|mark|small|span|strong|sub|sup|u|wbr)(?:\s[^<>]*)?>", re.IGNORECASE
)
_TAG: Final = re.compile(r"<[^<>]*>")
# What is no text: from here to there.
_UNREAD: Final = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))
# So many words in a row are taken to be the sentence; a markup in between breaks the row.
_ROWS: Final = (6, 3)
_MOST_TRIED: Final = 2000


def lines_of(content: bytes, name: str, sentences: Sequence[Sentence]) -> dict[int, int]:
    """From a sentence's number to its line, from 1; without those that are not found.

    Empty for PDF and Word, whose files have no lines.
    """
    if name.lower().endswith((".pdf", ".docx")):  # also the text of one, in a box
        return {}
    if of_archive(content) is not content:  # its lines are not the page's
        return {}
    try:
        kind = format_of(content, name)
        if kind not in ("html", "md", "txt"):
            return {}
        text = decoded(content)
    except NotReadable:
        return {}
    source = _Source(_text_of_page(text) if kind == "html" else text)
    found: dict[int, int] = {}
    for sentence in sentences:
        line = source.line(sentence.words)
        if line:
            found[sentence.number] = line
    return found


class _Source:
    """The words of a file, each with its line; looked through from the top."""

    def __init__(self, text: str) -> None:
        self._words: list[str] = []
        self._lines: list[int] = []
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        for number, line in enumerate(text.split("\n"), 1):
            for word in WORD.findall(letters.seen(html.unescape(line))):
                self._words.append(word.lower())
                self._lines.append(number)
        self._where: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._where.setdefault(word, []).append(place)
        self._at = 0

    def line(self, words: Sequence[str]) -> int | None:
        """The line of the next place with these words, else of the first."""
        for length in _ROWS:
            for offset in range(min(max(1, len(words) - length + 1), 4)):
                row = list(words[offset : offset + length])
                place = self._find(row, self._at)
                if place is None and length == _ROWS[0]:
                    place = self._find(row, 0)
                if place is not None:
                    self._at = place + 1
                    return self._lines[place]
        return None

    def _find(self, row: list[str], start: int) -> int | None:
        if not row:
            return None
        places = self._where.get(row[0], [])
        first = bisect_left(places, start)
        for place in places[first : first + _MOST_TRIED]:
            if self._words[place : place + len(row)] == row:
                return place
        return None


def _text_of_page(page: str) -> str:
    """A page's text with every line where it was: markup is blanked out."""
    for opening, closing in _UNREAD:
        page = _without(page, opening, closing)
    return _TAG.sub(_blank, _INLINE.sub(_nothing, page))


def _without(page: str, opening: str, closing: str) -> str:
    low = page.lower() if len(page.lower()) == len(page) else page
    kept: list[str] = []
    at = 0
    while (start := low.find(opening, at)) >= 0:
        end = low.find(closing, start)
        if end < 0:
            break
        kept += [page[at:start], "\n" * page.count("\n", start, end)]
        at = end
    return "".join([*kept, page[at:]])


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") or " "


def _nothing(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
