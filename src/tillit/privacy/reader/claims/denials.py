"""What is said not to be done: “vi bruker ikke profilering”, and nothing beside it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims.clauses import clause
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Words

_WITHOUT: Final = frozenset("uten utan without".split())
# What leaves something of it: “ikke lenger enn …”, “ikke til annet enn …”, “ikke før du samtykker”.
_LIMITS: Final = frozenset(
    "uten utan without enn than andre annet annen anna other bare berre kun only lenger lengre "
    "longer hvis dersom viss if når when før before mindre unless unntatt unnateke bortsett except "
    "utover beyond until mer meir more mye mykje much nødvendigvis naudsynleg necessarily".split()
)
# What parts two statements, with a comma before it or by itself.
_PART: Final = frozenset("og and så so".split())
_BUT: Final = frozenset("men but mens medan while".split())
# Said of the reader, of some of it, or of what it is not for, it may be done all the same.
_SOME: Final = frozenset(
    "du dere de dykk you som that which who til for to egne eigne own ham ho".split()
)
_EFFECTS: Final = (
    "rettsl",
    "rettsverk",
    "legal",
    "betydelig",
    "vesentl",
    "significant",
    "sensitiv",
)


def is_denied(found: Found, words: Words, at: int) -> bool:
    """Whether the word stands after a “not” in its clause, and nothing limits that."""
    if not found.has("negates"):
        return False
    start, end = clause(words, at, (0, len(words)))
    return _LIMITS.isdisjoint(found.words[start:end]) and any(
        start <= place < at and found.words[place] not in _WITHOUT
        for place, _end in found.lists["negates"]
    )


def not_done(found: Found, words: Words) -> Iterator[Span]:
    """Where something is said not to be done at all: from “men” to “men”."""
    borders = [0, *(at for at in range(1, len(words)) if _parts(found, words, at)), len(words)]
    for start, end in itertools.pairwise(borders):
        said = found.words[start:end]
        if (
            any(start <= at < end for at, _end in found.lists.get("done_not", ()))
            and _LIMITS.isdisjoint(said)
            and _SOME.isdisjoint(said)
            and not any(word.startswith(_EFFECTS) for word in said)
        ):
            yield start, end


def _parts(found: Found, words: Words, at: int) -> bool:
    gap, word = words.gaps[at], found.words[at]
    return word in _BUT or ";" in gap or ". " in gap or ("," in gap and word in _PART)
