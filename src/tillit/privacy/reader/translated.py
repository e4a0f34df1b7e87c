"""A file with a statement and its translation: which lines are of which language.

Only what goes on for long counts. A quotation, a name, a table of cookies in English or a heading
is no translation, and :func:`parts_of` has then one part only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from tillit.privacy.reader.structure import Line

_WORD: Final = re.compile(r"[^\W\d_]+")
# Small words that the one has and the other not; none of them is a word of the other's.
_ENGLISH: Final = frozenset(
    "the of and you your we our is are with this that which or not have from will may been has "
    "their these when about they us how what who any such other only".split()
)
_NORWEGIAN: Final = frozenset(
    "og som er på til av med vi du det har kan deg den om å ved eller vår våre din dine ditt når "
    "dersom blir etter oss seg vil skal ikke ikkje fra frå hva kva dei være vere også òg".split()
)
_BOKMAL: Final = frozenset(
    "ikke fra hva hvem hvor hvilke hvilken hvordan hvis noen noe være dere deres jeg også bare "
    "mer mens hver disse opplysninger opplysningene personopplysninger personopplysningene "
    "medlemmer medlemmene rettigheter rettighetene formål formålet behandlingen gjør en et".split()
)
_NYNORSK: Final = frozenset(
    "ikkje frå kva kven kvar kva kvifor korleis viss nokon noko vere dykk dykkar eg òg berre meir "
    "medan kvart desse opplysningar opplysningane personopplysningar personopplysningane "
    "medlemer medlemene medlemmar rettar rettane føremål føremålet handsaminga vert hjå gjer ein "
    "eit dei".split()
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two languages a file may be in, with their words.

    ``signs``: what a long text in each has several of. ``certain``: how many of its words show a
    block's language. ``blocks`` and ``words``: what a part has at the least.
    """

    one: frozenset[str]
    other: frozenset[str]
    signs: tuple[tuple[str, ...], tuple[str, ...]]
    certain: int
    blocks: int
    words: int


_PAIRS: Final = (
    _Pair(_NORWEGIAN, _ENGLISH, ((" og ", " som "), (" the ", " and ")), 3, 4, 120),
    _Pair(
        _BOKMAL, _NYNORSK,
        ((" ikke ", " fra ", "opplysninger ", "ene "),
         (" ikkje ", " frå ", "opplysningar ", "ane ")),
        1, 5, 120,
    ),
)  # fmt: skip
_FEWEST_SIGNS: Final = 5
# One language's words are so many times the other's.
_TIMES: Final = 4
# In a section, so much in the other language is more than a quotation.
_SHARE: Final = 0.35


def parts_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each language, in the order of the text; all of them where there is one."""
    parts = [list(lines)]
    text = "\n".join(line.text for line in lines).lower()
    for pair in _PAIRS:
        if any(sum(map(text.count, signs)) < _FEWEST_SIGNS for signs in pair.signs):
            continue
        parts = [part for each in parts for part in _parted(each, pair)]
    return parts


def _parted(lines: list[Line], pair: _Pair) -> list[list[Line]]:
    blocks = [_Block.of(line, pair) for line in lines]
    labels = [label for section in _sections(blocks) for label in _labels(section)]
    _fill(labels)
    for is_other in (False, True):
        own = [b for b, of in zip(blocks, labels, strict=True) if of is is_other]
        if (
            sum(b.is_other is is_other for b in own) < pair.blocks
            or sum(b.words for b in own) < pair.words
        ):
            return [lines]
    both = [
        [line for line, of in zip(lines, labels, strict=True) if of is is_other]
        for is_other in (False, True)
    ]
    return both if labels[0] is False else both[::-1]


@dataclass(frozen=True, slots=True)
class _Block:
    """A line, how many words it has, and its language where its words show it."""

    is_heading: bool
    words: int
    is_other: bool | None

    @classmethod
    def of(cls, line: Line, pair: _Pair) -> _Block:
        """By the small words of a line."""
        words = _WORD.findall(line.text.lower())
        one = sum(word in pair.one for word in words)
        other = sum(word in pair.other for word in words)
        least = 1 if line.kind == "heading" else pair.certain
        is_other = None
        if max(one, other) >= least and max(one, other) >= _TIMES * min(one, other):
            is_other = other > one
        return cls(line.kind == "heading", len(words), is_other)


def _sections(blocks: Iterable[_Block]) -> Iterator[list[_Block]]:
    """A heading, or several, with what stands under."""
    section: list[_Block] = []
    for is_heading, together in groupby(blocks, key=lambda block: block.is_heading):
        if is_heading and section:
            yield section
            section = []
        section.extend(together)
    if section:
        yield section


def _labels(section: list[_Block]) -> list[bool | None]:
    """For each block of a section the language it is read in; None where nothing shows it."""
    texts = [block for block in section if not block.is_heading and block.is_other is not None]
    shown = texts or [block for block in section if block.is_other is not None]
    if not shown:
        return [None] * len(section)
    other = sum(block.words for block in shown if block.is_other)
    every = sum(block.words for block in shown)
    is_other = 2 * other > every
    less = min(other, every - other)
    if less < _SHARE * every:
        return [is_other] * len(section)
    # Paragraph by paragraph; a heading goes with what it stands over, the rest with the one above.
    labels = [None if block.is_heading else block.is_other for block in section]
    if labels[0] is None:
        labels[0] = next((label for label in labels if label is not None), None)
    _fill(labels)
    return labels


def _fill(labels: list[bool | None]) -> None:
    """What shows no language goes with what is above, and at the top with what is below."""
    last = next((label for label in labels if label is not None), None)
    for place, label in enumerate(labels):
        if label is None:
            labels[place] = last
        else:
            last = label
