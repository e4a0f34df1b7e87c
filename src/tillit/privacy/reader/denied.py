"""Where a statement denies its reader a right: the words for the right do not give it there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Final

from tillit.privacy.reader.marks import Marked, Rule, lexicon, rules
from tillit.privacy.reader.patterns import Found
from tillit.privacy.reader.structure import Sentence

Said = tuple[Rule, Sentence]
# What parts that which is denied from that which is given: “… innsyn, men kan ikke kreve sletting”.
_BUT: Final = frozenset("men but however derimot likevel though while mens medan".split())


@lru_cache(maxsize=1)
def _denials() -> tuple[Rule, ...]:
    return tuple(rule for rule in rules("unlawful") if rule.more.get("denies"))


def given(marked: Marked, said: Iterable[Said], items: Collection[str] | None = None) -> list[Said]:
    """Of what is said of rights, what gives them; the part of a sentence that denies does not.

    ``items``: of which items; without them, all that is said is of rights.
    """
    denying: dict[int, list[Found]] = {
        sentence.number: [] for _rule, sentence in marked.saying(_denials())
    }
    if not denying:
        return list(said)
    for number in denying:
        denying[number] = [
            part
            for part in map(lexicon().read, _parts(marked.sentences[number].words))
            if not any(rule.match.meets(part) for rule in _denials())
        ]
    return [
        (rule, sentence)
        for rule, sentence in said
        if sentence.number not in denying
        or (items is not None and rule.item not in items)
        or any(rule.match.meets(part) for part in denying[sentence.number])
    ]


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A sentence's words, parted at each “but”; nothing where there is none."""
    borders = [at for at, word in enumerate(words) if word in _BUT]
    if borders:
        for start, end in zip([0, *borders], [*borders, len(words)], strict=True):
            yield tuple(words[start:end])
