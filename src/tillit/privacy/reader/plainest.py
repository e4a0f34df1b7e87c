"""Of several sentences that say one thing, the one that says it outright first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tillit.privacy.reader.marks import Marked, Rule
from tillit.privacy.reader.structure import Sentence

Said = tuple[Rule, Sentence]
# In a list of rights, or in answer to what they are.
_TOLD_AS_ONE: Final = ("-listed", "-answered", "-in-the-list")


def first(marked: Marked, said: Iterable[Said]) -> list[Said]:
    """What is sure and asked for or one's due before what only comes to it, then as they stand; a
    question last."""
    return sorted(said, key=lambda one: (not one[0].sure, one[1].asks, not _is_plain(marked, *one)))


# For an item: what says it outright, and what makes it likely that the sentence is about another
# matter, which only comes to it.
_OUTRIGHT: Final = {
    "PURPOSE": ("serve", "handle", "own_data"),
    "BASIS": ("basis_word", "ground", "article_six", "handle"),
}
_ELSEWHERE: Final = (
    "announces", "the_statement", "controller_word", "processor_word", "erase", "negates",
    "withdraw", "object", "object_noun", "entitled",
)  # fmt: skip
# Rules that are met only where it is told as such.
_TELLING: Final = frozenset({"purpose-told"})


def outright(marked: Marked, item: str, said: list[Said]) -> list[Said]:
    """Of what proves an item that is no right, what says it best first, then as they stand."""
    words = _OUTRIGHT.get(item)
    if words is None or len(said) < 2:
        return said
    return sorted(said, key=lambda one: (not one[0].sure, -_plainness(marked, words, *one)))


def _plainness(marked: Marked, words: tuple[str, ...], rule: Rule, sentence: Sentence) -> int:
    found = marked.found(sentence)
    has = sum(found.has(word) for word in words) + 2 * (rule.key in _TELLING)
    return has - 3 * found.has(*_ELSEWHERE)


def _is_plain(marked: Marked, rule: Rule, sentence: Sentence) -> bool:
    return rule.key.endswith(_TOLD_AS_ONE) or marked.led(sentence).has("plainly_due")
