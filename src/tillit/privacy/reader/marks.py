"""The sentences of a statement with what the lexicon and the rules find in each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from tillit.privacy.reader.patterns import Found, Key, Lexicon, Pattern
from tillit.privacy.reader.structure import Sentence

HERE: Final = Path(__file__).parent


class Patterns:
    """Ways to say one thing; only those whose rarest part a sentence has are tried on it."""

    __slots__ = ("_by_key", "_each", "_keys")

    def __init__(self, each: Iterable[Pattern] = ()) -> None:
        self._each = tuple(each)
        self._by_key: dict[Key, list[Pattern]] = {}
        for pattern in self._each:
            for key in pattern.rarest:
                self._by_key.setdefault(key, []).append(pattern)
        self._keys = frozenset(self._by_key)

    def __iter__(self) -> Iterator[Pattern]:
        return iter(self._each)

    def __len__(self) -> int:
        return len(self._each)

    def meets(self, found: Found) -> bool:
        """Whether any of them is met in a sentence."""
        keys = found.keys
        for key in keys & self._keys:
            for pattern in self._by_key[key]:
                if found.meets(pattern):
                    return True
        return False


@dataclass(frozen=True, slots=True)
class Rule:
    """Something a sentence can say, in words that say it. From ``rules/*.toml``.

    ``match``: any of these. ``under``: and one of these in a heading above, or in what leads up
    to it. ``after``: and one of these in one of the two sentences before, or in a heading above.
    ``short``: in no more words than that. ``unless``: and none of these in the sentence, nor, where
    it says it only with them, in the words that lead up to it.
    ``good`` and ``bad``: sentences it must and must not match. ``more``: what else the set's
    rules have, as their words for a report.
    """

    key: str
    item: str = ""
    value: str = ""
    match: Patterns = field(default_factory=Patterns)
    under: Patterns = field(default_factory=Patterns)
    after: Patterns = field(default_factory=Patterns)
    unless: Patterns = field(default_factory=Patterns)
    short: int = 0
    headings: bool = False
    sure: bool = True
    law: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lists in ``lexicon/*.toml``: each file a table for each list, each list by language."""
    lists: dict[str, list[str]] = {}
    for file in sorted((HERE / "lexicon").glob("*.toml")):
        for name, entries in tomllib.loads(file.read_text("utf-8")).items():
            every = (
                entries if isinstance(entries, list) else [w for ws in entries.values() for w in ws]
            )
            lists.setdefault(name, []).extend(every)
    return Lexicon(lists)


_PATTERNS: Final = ("match", "under", "after", "unless")
_LISTS: Final = ("law", "good", "bad")


@lru_cache(maxsize=32)
def rules(name: str) -> tuple[Rule, ...]:
    """The rules of one set, in the order of their file. Raises ValueError for a bad pattern."""
    raw = tomllib.loads((HERE / "rules" / f"{name}.toml").read_text("utf-8"))
    return tuple(_rule(one) for one in raw["rule"])


def _rule(raw: dict[str, Any]) -> Rule:
    given: dict[str, Any] = {key: raw[key] for key in _OWN & raw.keys()}
    for key in _PATTERNS:
        given[key] = Patterns(lexicon().pattern(text) for text in raw.get(key, ()))
    for key in _LISTS:
        given[key] = tuple(raw.get(key, ()))
    return Rule(**given, more={key: value for key, value in raw.items() if key not in _OWN})


_OWN: Final = {one.name for one in fields(Rule)} - {"more"}


@lru_cache(maxsize=1)
def every_rule() -> dict[str, tuple[Rule, ...]]:
    """All rules, by set."""
    return {file.stem: rules(file.stem) for file in sorted((HERE / "rules").glob("*.toml"))}


class Marked:
    """A document's sentences; each read once, and asked by many rules."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        every_rule()  # a sentence is read for all of them at once
        self.sentences = sentences
        self._found = [lexicon().read(sentence.words) for sentence in sentences]
        self._led: dict[int, Found] = {}
        self._said: list[tuple[Rule, Sentence]] | None = None
        self._having: dict[str, list[int]] = {}
        for number, found in enumerate(self._found):
            for name in found.lists:
                self._having.setdefault(name, []).append(number)

    def having(self, *names: str) -> list[Sentence]:
        """The sentences that have any of these lists in them, in order."""
        numbers = {number for name in names for number in self._having.get(name, ())}
        return [self.sentences[number] for number in sorted(numbers)]

    def saying_in_text(self, *names: str) -> list[Sentence]:
        """Of these, those that are no headings."""
        return [one for one in self.having(*names) if one.kind != "heading"]

    def is_under(self, sentence: Sentence, *names: str) -> bool:
        """Whether what leads up to it, or a heading above it, has any of these lists."""
        return any(self.found(one).has(*names) for one in self._above(sentence))

    def found(self, sentence: Sentence) -> Found:
        """What stands in the sentence itself."""
        return self._found[sentence.number]

    def led(self, sentence: Sentence) -> Found:
        """What stands in it together with the words that lead up to it."""
        if sentence.lead is None:
            return self.found(sentence)
        key = sentence.number
        if key not in self._led:
            self._led[key] = lexicon().read((*sentence.lead.words, *sentence.words))
        return self._led[key]

    def says(self, sentence: Sentence, rule: Rule) -> bool:
        """Whether the sentence, in its place, says what the rule is about."""
        here, led = self.found(sentence), self.led(sentence)
        return self._may(sentence, rule) and (
            rule.match.meets(here)
            or (led is not here and rule.match.meets(led) and not rule.unless.meets(led))
        )

    def _may(self, sentence: Sentence, rule: Rule) -> bool:
        """Whether the place, and all but the words themselves, fit the rule."""
        if sentence.kind == "heading" and not rule.headings:
            return False
        if rule.short and len(sentence.words) > rule.short:
            return False
        if rule.unless and rule.unless.meets(self.found(sentence)):
            return False
        if rule.after and not any(
            rule.after.meets(self.found(before))
            for before in (
                *self.sentences[max(sentence.number - 2, 0) : sentence.number],
                *sentence.headings,
            )
        ):
            return False
        return not rule.under or any(
            rule.under.meets(self.found(above)) for above in self._above(sentence)
        )

    def _above(self, sentence: Sentence) -> Iterator[Sentence]:
        if sentence.lead is not None:
            yield sentence.lead
        yield from reversed(sentence.headings)

    def saying(self, rules: tuple[Rule, ...]) -> list[tuple[Rule, Sentence]]:
        """Each rule with each sentence that says it, in the order of the text."""
        if self._said is None:
            self._said = list(self._saying())
        place = {id(rule): number for number, rule in enumerate(rules)}
        said = [one for one in self._said if id(one[0]) in place]
        return sorted(said, key=lambda one: (one[1].number, place[id(one[0])]))

    def _saying(self) -> Iterator[tuple[Rule, Sentence]]:
        """Every rule of the sets that are read with each sentence that says it, in one go."""
        index, keys = _index()
        for sentence in self.sentences:
            here, led = self.found(sentence), self.led(sentence)
            met, settled = led.keys, set[int]()
            for key in met & keys:
                for pattern, rule in index[key]:
                    if not pattern.needs <= met or id(rule) in settled:
                        continue
                    if self._says(rule, pattern, here, led):
                        settled.add(id(rule))
                        if self._may(sentence, rule):
                            yield rule, sentence

    def _says(self, rule: Rule, pattern: Pattern, here: Found, led: Found) -> bool:
        return here.meets(pattern) or (
            led is not here and led.meets(pattern) and not rule.unless.meets(led)
        )


# The sets whose rules are asked of every sentence.
_READ: Final = ("items", "claims", "outdated", "unlawful", "vague", "contradictions")


@lru_cache(maxsize=1)
def _index() -> tuple[dict[Key, list[tuple[Pattern, Rule]]], frozenset[Key]]:
    """From what has to be in a sentence to the patterns and the rules it may meet."""
    index: dict[Key, list[tuple[Pattern, Rule]]] = {}
    for name in _READ:
        for rule in rules(name):
            for pattern in rule.match:
                for key in pattern.rarest:
                    index.setdefault(key, []).append((pattern, rule))
    return index, frozenset(index)
