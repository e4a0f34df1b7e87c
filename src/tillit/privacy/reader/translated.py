"""A file with a statement and its translation: which lines are of which language.

Only what goes on for long counts. A quotation, a name, a table of cookies in English or a heading
is no translation, and :func:`parts_of` has then one part only. What is in a language that is not
read at all is set aside first (:func:`ours`).
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
# Small words of Norwegian and English that their neighbours do not have, and of the languages that
# translations are made to in Norway; none is a word of ours, and none is said in passing.
_OURS: Final = _BOKMAL - {"hvis", "mere", "mer", "mens", "hver", "disse", "et"} | _NYNORSK - {
    "dei", "ein", "eg", "meir"} | _ENGLISH - {"has", "will", "us", "other"} | frozenset(
    "av oss meg deg seg etter blir uten vår våre and to".split()
)  # fmt: skip
_NOT_OURS: Final = frozenset(
    # Danish, Swedish
    "af hvad vores jer jeres hvornår os dig mig nogle oplysninger oplysningerne uden bliver gælder "
    "personoplysninger rettigheder indsigt indsamler opbevarer virksomhed hjemmeside ret "
    "och att för är inte från ett när vilka våra uppgifter personuppgifter enligt rätt "
    # German, Dutch
    "und der die das nicht wir sie ihre für ist mit von zu dem daten auf eine oder werden "
    "het een wij uw niet voor zijn gegevens persoonsgegevens "
    # Polish, Lithuanian, Romanian
    "nie się że jest oraz lub przez dla są jak danych dane osobowych w z ich aby masz prawo "
    "ir kad yra jūsų mes arba duomenų și sau este pentru datele "
    # Finnish, Northern Sami
    "ja ei että tai sekä kun ovat tietoja lea leat ahte mii dat vai dieđuid dus dieđut "
    # French, Spanish
    "le la les des une vous nous votre vos que pour dans est sur ces aux données "
    "el los las del su sus para con datos una usted nuestro".split()
)
_ELSEWHERE: Final = _Pair(_OURS, _NOT_OURS, ((), ()), 3, 1, 40)
# A text has several of these before it is looked at.
_SIGNS_ELSEWHERE: Final = (
    " af ", " hvad ", " oplysninger", " och ", " und ", " ist ", " het ", " się ", " w ", "ych ",
    " dane ", " ja ", " lea ", " dat ", " les ", " los ", " ir ", " și ",
)  # fmt: skip
_FEWEST_ELSEWHERE: Final = 2
# And so many words of ours, or it is not ours at all.
_FEWEST_OURS: Final = 80
_FEWEST_SIGNS: Final = 5
# One language's words are so many times the other's.
_TIMES: Final = 4
# In a section, so much in the other language is more than a quotation; of three, a third is.
_SHARE: Final = 0.25


def ours(lines: Sequence[Line]) -> list[Line]:
    """The lines without what goes on for long in a language that is not read."""
    text = "\n".join(line.text for line in lines).lower()
    if sum(map(text.count, _SIGNS_ELSEWHERE)) < _FEWEST_ELSEWHERE:
        return list(lines)
    labels = [_Block.of(line, _ELSEWHERE).is_other for line in lines]
    above, below = _nearest(labels), _nearest(labels[::-1])[::-1]
    # What shows no language goes with both its neighbours, when nothing in it is of ours.
    away = [
        label if label is not None else one and other and not _is_ours(line)
        for line, label, one, other in zip(lines, labels, above, below, strict=True)
    ]
    kept = [line for line, is_away in zip(lines, away, strict=True) if not is_away]
    gone = [line for line, is_away in zip(lines, away, strict=True) if is_away]
    is_much = _count(gone) >= _ELSEWHERE.words and _count(kept) >= _FEWEST_OURS
    return kept if is_much else list(lines)


def _nearest(labels: Iterable[bool | None]) -> list[bool]:
    """Of each the last before it that shows a language; what is first goes with what follows."""
    last, found = True, []
    for label in labels:
        last = last if label is None else label
        found.append(last)
    return found


def _is_ours(line: Line) -> bool:
    words = _WORD.findall(line.text.lower())
    return sum(word in _NORWEGIAN or word in _ENGLISH for word in words) > 1


def _count(lines: Iterable[Line]) -> int:
    return sum(len(_WORD.findall(line.text)) for line in lines)


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
    # Paragraph by paragraph, and heading by heading where there are several; one alone goes with
    # what it stands over, and the rest with what is above.
    is_alone = sum(block.is_heading for block in section) == 1
    labels = [None if block.is_heading and is_alone else block.is_other for block in section]
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
