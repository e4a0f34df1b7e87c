"""A sentence as rows of words with what stands between them: segments, clauses, a table's cells."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Sentence, Words

# What parts two statements within one sentence.
_STRONG: Final = (";", "|", "! ", "? ")
_BUT: Final = frozenset("mens men medan but whereas while".split())
# A sentence longer than any that people write is not looked at: every claim's work stays linear
# in the text.
MOST_WORDS: Final = 400
CELL: Final = "|"


def segments(words: Words) -> list[Span]:
    """Where the words part into statements of their own: at semicolons, full stops and cells."""
    borders = [0]
    for place in range(1, len(words)):
        gap = words.gaps[place]
        if gap == " ":
            continue
        word = words.as_written[place]
        if (
            any(sign in gap for sign in _STRONG)
            or (". " in gap and word[:1].isupper())
            or ("," in gap and word.lower() in _BUT)
        ):
            borders.append(place)
    borders.append(len(words))
    return list(itertools.pairwise(borders))


def cells(words: Words) -> list[Span]:
    """The cells of a table's row."""
    borders = [0, *(p for p in range(1, len(words)) if CELL in words.gaps[p]), len(words)]
    return list(itertools.pairwise(borders))


def cell_numbers(words: Words) -> list[int]:
    """Of each word, which cell it stands in, empty cells counted."""
    numbers, number = [], 0
    for place in range(len(words)):
        number += words.gaps[place].count(CELL)
        numbers.append(number)
    return numbers


def columns_of(head: Sentence, row: Words) -> list[int]:
    """Of each word of a table's head, which column it names; what is left of a head that was cut
    counts from the right."""
    words = head.written
    numbers = cell_numbers(words)
    if not head.text.lstrip().startswith(CELL):
        return numbers
    missing = sum(gap.count(CELL) for gap in row.gaps) - sum(gap.count(CELL) for gap in words.gaps)
    return [number + max(0, missing) for number in numbers]


def clause(words: Words, place: int, within: Span) -> Span:
    """The words around one, from comma to comma."""
    start, end = place, place + 1
    while start > within[0] and not _parts(words.gaps[start]):
        start -= 1
    while end < within[1] and not _parts(words.gaps[end]):
        end += 1
    return start, end


def _parts(gap: str) -> bool:
    return (gap != " " and any(sign in gap for sign in ",;|:")) or ". " in gap or " –" in gap


def spans(found: Found, name: str, within: Span) -> Iterator[Span]:
    """Where a list of the lexicon is met between two words."""
    for span in found.lists.get(name, ()):
        if within[0] <= span[0] and span[1] <= within[1]:
            yield span


def has(found: Found, within: Span, *names: str) -> bool:
    """Whether any of the lists is met there."""
    if not found.has(*names):
        return False
    first, last = within
    for name in names:
        for start, end in found.lists.get(name, ()):
            if first <= start and end <= last:
                return True
    return False


def above(sentence: Sentence) -> Iterator[Sentence]:
    """The lead, then the headings from the nearest one up."""
    if sentence.lead is not None:
        yield sentence.lead
    yield from reversed(sentence.headings)


def before(sentence: Sentence, sentences: Sequence[Sentence], most: int = 3) -> Iterator[Sentence]:
    """The sentences before this one in the same section, the nearest first."""
    for number in range(sentence.number - 1, max(-1, sentence.number - 1 - most), -1):
        one = sentences[number]
        if one.kind == "heading" or one.under is not sentence.under:
            return
        yield one


def says(marked: Marked, sentences: Sequence[Sentence], *names: str) -> bool:
    """Whether any of the sentences has a word of these lists."""
    return any(marked.found(one).has(*names) for one in sentences)


def names_itself(text: str) -> bool:
    """Whether a word is written as a name: with a capital, or figures and capitals."""
    return text[:1].isupper() or any(sign.isupper() for sign in text[1:])
