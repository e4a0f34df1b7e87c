"""The words of a printed page, each with the place and the size it has there."""

from __future__ import annotations

from collections import Counter
from ctypes import c_double, c_int, create_string_buffer
from dataclasses import dataclass
from math import degrees
from typing import Any, Final

import pypdfium2.raw as pdfium

from tillit.privacy.reader.joining import BROKEN

# pdfium has one of these for a hyphen at a line's end.
_BREAKS: Final = str.maketrans({"\ufffe": BROKEN, "\u00ad": BROKEN})
_FORCED_BOLD: Final = 1 << 18
_BOLD_WEIGHT: Final = 600
# What stands more aslant than this, in degrees, is no part of the text.
_ASLANT: Final = 5
_SAMPLE: Final = 60
# Of the size of a font, above its line and below.
_ABOVE: Final = 0.78
_BELOW: Final = 0.22
# And the most between letters of a word; where pdfium thinks that there is a space, and elsewhere.
_TOUCHING: Final = 0.08
_NEAR: Final = 0.6


@dataclass(slots=True)
class Word:
    """A word where it stands, in points from the top left. ``order``: of the file.

    ``size``: of its font. ``base``: the line it stands on. ``down``: where its font ends below, as
    the file has it. ``reach``: how far it takes its line; of a bullet, to the text that it marks.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    is_bold: bool
    order: int
    base: float = 0.0
    down: float = 0.0
    reach: float = 0.0

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2


def words_of(page: Any, most: int) -> list[Word]:
    """A page's words in the order of the file. No more than ``most`` letters are looked at."""
    text = page.get_textpage()
    made = _Making(text, page)
    for place in range(min(pdfium.FPDFText_CountChars(text), most)):
        letter = chr(pdfium.FPDFText_GetUnicode(text, place)).translate(_BREAKS)
        if letter == "\u00a0":
            made.tie()
        elif letter != BROKEN and (letter.isspace() or letter < " " or letter == "\ufffd"):
            made.end(place)
        else:
            made.add(letter, place)
    return made.words


def turned(text: Any) -> int:
    """How many degrees most of a page's text is turned, to the right; of four ways."""
    count = pdfium.FPDFText_CountChars(text)
    found = Counter(
        _degrees(text, place)
        for place in range(0, count, max(1, count // _SAMPLE))
        if not pdfium.FPDFText_IsGenerated(text, place)
    )
    return max((0, 90, 180, 270), key=lambda one: found[one])


def _degrees(text: Any, place: int) -> int:
    angle = pdfium.FPDFText_GetCharAngle(text, place)
    return round(degrees(angle)) % 360


class _Making:
    """Letters put together to words."""

    def __init__(self, text: Any, page: Any) -> None:
        self._text = text
        _, _, self._width, self._height = map(float, page.get_mediabox())
        self._turned = turned(text)
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = c_double(), c_double()
        self._name = create_string_buffer(128)
        self._flags = c_int()
        self._is_open = self._is_spaced = False
        self.words: list[Word] = []

    def end(self, place: int) -> None:
        """What comes is another word, unless the file has no space and the letters touch."""
        if pdfium.FPDFText_IsGenerated(self._text, place) == 1:
            self._is_spaced = True
        else:
            self._is_open = False

    def tie(self) -> None:
        """A space that no line is broken at."""
        if self._is_open and not self.words[-1].text.endswith(" "):
            self.words[-1].text += " "

    def add(self, letter: str, place: int) -> None:
        """One more letter."""
        if not pdfium.FPDFText_GetLooseCharBox(self._text, place, self._box):
            return
        box = self._box
        if self._is_open:
            word = self.words[-1]
            left, right, down = self._across(box)
            if (
                abs(down - word.down) < 0.5 * word.size
                and left >= word.left - 0.1 * word.size
                and left - word.right < (_TOUCHING if self._is_spaced else _NEAR) * word.size
            ):
                self._is_spaced = False
                if letter.isdigit() and word.text[-1].isalpha() and self._is_raised(place, word):
                    return  # the number of a note
                word.text += letter
                word.right = max(word.right, right)
                return
        self._begin(letter, place)

    def _across(self, box: Any) -> tuple[float, float, float]:
        """From the left, to the right and how far down, as it is shown."""
        if self._turned == 0:
            return box.left, box.right, self._height - box.bottom
        if self._turned == 270:
            return box.bottom, box.top, box.right
        if self._turned == 180:
            return self._width - box.right, self._width - box.left, box.top
        return self._height - box.top, self._height - box.bottom, self._width - box.left

    def _base(self, place: int) -> float:
        """How far down the line is that the letter stands on."""
        pdfium.FPDFText_GetCharOrigin(self._text, place, self._x, self._y)
        x, y = float(self._x.value), float(self._y.value)
        return {0: self._height - y, 270: x, 180: y}.get(self._turned, self._width - x)

    def _size(self, place: int) -> float:
        size = pdfium.FPDFText_GetFontSize(self._text, place)
        if pdfium.FPDFText_GetMatrix(self._text, place, self._matrix):
            size *= (self._matrix.c**2 + self._matrix.d**2) ** 0.5
        return float(abs(size))

    def _is_raised(self, place: int, word: Word) -> bool:
        """Whether a figure stands above the line; on a page that is not turned."""
        edges = [c_double() for _ in range(4)]
        pdfium.FPDFText_GetCharBox(self._text, place, *edges)
        return self._turned == 0 and self._height - edges[2].value < word.base - 0.15 * word.size

    def _begin(self, letter: str, place: int) -> None:
        left, right, down = self._across(self._box)
        base, size = self._base(place), self._size(place)
        if size <= 0.1 or abs(_degrees(self._text, place) - self._turned) > _ASLANT:
            return
        self._is_open, self._is_spaced = True, False
        self.words.append(
            Word(
                letter, left, base - _ABOVE * size, right, base + _BELOW * size, size,
                self._is_bold(place), len(self.words), base=base, down=down,
            )
        )  # fmt: skip

    def _is_bold(self, place: int) -> bool:
        if pdfium.FPDFText_GetFontWeight(self._text, place) >= _BOLD_WEIGHT:
            return True
        pdfium.FPDFText_GetFontInfo(self._text, place, self._name, 128, self._flags)
        return bool(self._flags.value & _FORCED_BOLD) or b"bold" in self._name.value.lower()
