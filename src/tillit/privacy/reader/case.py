"""What a verdict on an item is made from, and what verdicts have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tillit.privacy.reader import plainest
from tillit.privacy.reader.marks import Marked, Rule
from tillit.privacy.reader.reading import ITEMS, Claim, Value, Verdict
from tillit.privacy.reader.structure import Sentence

RIGHTS: Final = frozenset(
    one for one in ITEMS if one.startswith("R_") or one in ("COMPLAINT", "WITHDRAW")
)
COOKIES: Final = re.compile(r"(?i)cookie|informasjonskaps")


@dataclass(frozen=True)
class Case:
    """What a verdict is made from: the sentences, what the rules found, and the claims."""

    marked: Marked
    said: dict[str, list[tuple[Rule, Sentence]]]
    claimed: list[Claim]

    @cached_property
    def rights(self) -> frozenset[int]:
        """The sentences that give the reader a right: they tell little of anything else."""
        return frozenset(
            sentence.number
            for item in RIGHTS - {"WITHDRAW"}
            for _rule, sentence in self.said.get(f"{item}:P", ())
        )

    def told(self, item: str) -> list[tuple[Rule, Sentence]]:
        """What is said of an item in the sentences that are about something else than rights."""
        return [one for one in self.said.get(item, ()) if one[1].number not in self.rights]


def by_rules(item: str, case: Case, otherwise: Value) -> Verdict:
    for value in ("P", "M"):
        if found := case.said.get(f"{item}:{value}"):
            if item in RIGHTS:
                found = plainest.first(case.marked, found)
            return verdict_of(item, value, found)
    return Verdict(item, otherwise)


def verdict_of(item: str, value: Value, found: list[tuple[Rule, Sentence]]) -> Verdict:
    sentences = tuple({sentence.number: sentence for _, sentence in found}.values())
    keys = tuple(dict.fromkeys(rule.key for rule, _ in found))
    return Verdict(item, value, sentences[:5], keys, any(rule.sure for rule, _ in found))


def is_to_cookies(case: Case, rule: Rule, sentence: Sentence) -> bool:
    """A consent to what was just said, or is said under the heading, of cookies."""
    if rule.key != "basis-consent" or case.marked.found(sentence).has("ground", "privacy_word"):
        return False
    before = case.marked.sentences[max(sentence.number - 1, 0) : sentence.number]
    return any(COOKIES.search(one.text) for one in (*before, *sentence.headings[1:]))


def is_only_named(claim: Claim, case: Case) -> bool:
    """A link beside the address, the reader's own sharing, or something about the statement."""
    return (claim.what_for == "marketing" and "@" in claim.sentence.text) or case.marked.found(
        claim.sentence
    ).has("the_statement", "reader_shares")
