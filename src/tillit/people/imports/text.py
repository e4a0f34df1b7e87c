"""Tables as text: which encoding, which separator."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from tillit.people.imports.errors import UnreadableError

SEPARATORS: Final = ";,\t|"
# Older files do not say how they are encoded; the right reading has the most Norwegian letters.
_GUESSES: Final = ("cp1252", "mac_roman", "cp865", "latin-1")
_LOOKED_AT: Final = 200_000
# Characters that no one writes: more than a few and the letters are not what they seem.
_NO_TEXT: Final = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_OURS: Final = frozenset("æøåÆØÅ")
_OTHERS: Final = frozenset("éÉèöÖäÄüÜóòôêáàñçšžčŠŽČ")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes) -> str:
    """The text in whichever encoding it is in. Raises UnreadableError for what is no text."""
    # Its mark begins with that of UTF-16: asked first.
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableError("encoding")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise UnreadableError("encoding") from None
    if b"\x00" in content[:4000]:
        return _unmarked_utf16(content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        readings = [content.decode(encoding, "replace") for encoding in _GUESSES]
        text = max(readings, key=_likeness)
    if len(_NO_TEXT.findall(text[:_LOOKED_AT])) * 50 > len(text[:_LOOKED_AT]):
        raise UnreadableError("encoding")
    return text


def _unmarked_wide(content: bytes) -> bool:
    """Three of four bytes are zero: UTF-32 that does not say so."""
    head = content[:4000]
    return head.count(0) > len(head) * 0.6


def table(text: str) -> Iterator[list[str]]:
    """The rows, by the separator that gives most of the first lines the same number of cells."""
    separator = ""
    if text[:4].lower() == "sep=" and text[4:5] in SEPARATORS:
        separator = text[4]
        text = text.partition("\n")[2]
    lines = text[:20_000].splitlines()[:30]
    separator = separator or max(SEPARATORS, key=lambda each: _evenness(lines, each))
    # A quote that is never closed would swallow the rest of the file: bounded per cell.
    csv.field_size_limit(100_000)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        raise UnreadableError("damaged") from None


def _unmarked_utf16(content: bytes) -> str:
    """Text in which every other byte is zero; anything else with zeros is no text."""
    if _unmarked_wide(content):
        raise UnreadableError("encoding")
    for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = content[start:4000:2]
        if zeros and zeros.count(0) > len(zeros) * 0.7:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                break
    raise UnreadableError("wrong_type")


def _likeness(text: str) -> int:
    """How Norwegian the letters outside ASCII look."""
    odd = [char for char in text[:200_000] if ord(char) > 127]
    # What is “å” to DOS is “Ü” to a Mac: our own letters count for more.
    return sum(
        3 if char in _OURS else 1 if char in _OTHERS else 0 if char.isalpha() else -3
        for char in odd
    )


def _evenness(lines: list[str], separator: str) -> tuple[int, int]:
    widths = [len(row) for row in csv.reader(lines, delimiter=separator) if any(row)]
    if not widths:
        return 0, 0
    common = max(set(widths), key=widths.count)
    return (widths.count(common), common) if common > 1 else (0, 0)
