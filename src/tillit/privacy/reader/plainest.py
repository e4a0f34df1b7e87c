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


def _is_plain(marked: Marked, rule: Rule, sentence: Sentence) -> bool:
    return rule.key.endswith(_TOLD_AS_ONE) or marked.led(sentence).has("plainly_due")
