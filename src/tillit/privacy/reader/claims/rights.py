"""The rights a statement says its readers have: one claim for each, with the sentence that says
it plainest.

What says a right is in the rules of the items (``rules/items.toml``, R_…, WITHDRAW, COMPLAINT);
the right to have
a decision looked at by a person in ``rules/claims.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tillit.privacy.reader import denied, plainest
from tillit.privacy.reader.marks import Marked, Rule, rules
from tillit.privacy.reader.reading import Claim

OF_ITEM: Final = {
    "R_ACCESS": "access",
    "R_RECT": "rectification",
    "R_ERASE": "erasure",
    "R_RESTRICT": "restriction",
    "R_OBJECT": "objection",
    "R_PORT": "portability",
    "WITHDRAW": "withdrawal",
    "COMPLAINT": "complaint",
}
_ORDER: Final = (*OF_ITEM.values(), "human_review")


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Rule, ...], dict[str, str]]:
    """The rules that say a right, and the right that each says."""
    of_items = [rule for rule in rules("items") if rule.item in OF_ITEM and rule.value in ("", "P")]
    saying = (*of_items, *(rule for rule in rules("claims") if rule.value in _ORDER))
    return saying, {rule.key: OF_ITEM.get(rule.item, rule.value) for rule in saying}


def of(marked: Marked) -> Iterator[Claim]:
    """The rights, each once."""
    saying, right_of = _rules()
    told: dict[str, Claim] = {}
    for rule, sentence in plainest.first(marked, denied.given(marked, marked.saying(saying))):
        right = right_of[rule.key]
        if right not in told:
            told[right] = Claim("right", sentence, value=right, what=right, sure=rule.sure)
    yield from sorted(told.values(), key=lambda claim: _ORDER.index(claim.value))
