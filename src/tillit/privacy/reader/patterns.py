"""How rules and lexicons are written: words, gaps and kinds of words, matched in a sentence.

A pattern is words with spaces between, as in ``rett til <innsyn>``:

- ``innsyn`` is that word, in any form a dictionary knows (``innsynet``);
- ``slett*``, ``*frist`` and ``*lagr*`` are words that begin, end, or have it within;
- ``a|b*`` is either; ``=rett`` is that form alone;
- ``<innsyn>`` is any entry of the lexicon's list of that name; ``<a|b>`` of either list;
- ``…`` is up to six words between, ``…12`` up to twelve;
- `` & `` joins parts that stand in the sentence in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import simplemma

GAP: Final = 6
# So many different words are remembered; then it begins anew.
MOST_KNOWN: Final = 200_000
LANGUAGES: Final = ("nb", "nn", "en")
Span = tuple[int, int]


@lru_cache(maxsize=200_000)
def lemmas(word: str) -> frozenset[str]:
    """The word itself, and what the dictionaries of the three languages have it as a form of."""
    return frozenset((word, *(simplemma.lemmatize(word, lang=language) for language in LANGUAGES)))


class Words:
    """All word patterns there are; tells which of them a word is, and remembers it."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._exact: dict[str, list[int]] = {}
        self._lemma: dict[str, list[int]] = {}
        self._prefix: dict[str, list[int]] = {}
        self._suffix: dict[str, list[int]] = {}
        self._within: list[tuple[str, int]] = []
        self._known: dict[str, frozenset[int]] = {}

    def number(self, pattern: str) -> int:
        """The number of a word pattern; made when it is new."""
        if pattern not in self._number:
            number = self._number[pattern] = len(self._number)
            for one in pattern.split("|"):
                self._file(one, number)
            self._known.clear()
        return self._number[pattern]

    def _file(self, pattern: str, number: int) -> None:
        if pattern.startswith("*") and pattern.endswith("*") and len(pattern) > 2:
            self._within.append((pattern[1:-1], number))
        elif pattern.endswith("*") and len(pattern) > 1:
            self._prefix.setdefault(pattern[:-1].removeprefix("="), []).append(number)
        elif pattern.startswith("*") and len(pattern) > 1:
            self._suffix.setdefault(pattern[1:], []).append(number)
        elif pattern.startswith("="):
            self._exact.setdefault(pattern[1:], []).append(number)
        else:
            self._lemma.setdefault(pattern, []).append(number)

    def of(self, word: str) -> frozenset[int]:
        """The numbers of the patterns that this word (in small letters) is."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            known = self._known[word] = frozenset(self._all_of(word))
        return known

    def _all_of(self, word: str) -> Iterator[int]:
        yield from self._exact.get(word, ())
        for lemma in lemmas(word):
            yield from self._lemma.get(lemma, ())
        for length in range(1, len(word) + 1):
            yield from self._prefix.get(word[:length], ())
            yield from self._suffix.get(word[-length:], ())
        for part, number in self._within:
            if part in word:
                yield number


# What a sentence has: the number of a word pattern, or the name of a list.
Key = int | str


@dataclass(frozen=True, slots=True)
class Element:
    """One word (``word``), or one list of the lexicon (``lists``), after a gap of so many words."""

    word: int = -1
    lists: tuple[str, ...] = ()
    gap: int = 0

    @property
    def keys(self) -> tuple[Key, ...]:
        """Any of these has to be in a sentence for the element to be met."""
        return self.lists or (self.word,)


Part = tuple[Element, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Parts that stand in a sentence in any order; each a row of elements.

    ``needs``: all of these are in a sentence that it matches. ``rarest``: and any of these, which
    stand in fewest sentences.
    """

    parts: tuple[Part, ...]
    needs: frozenset[Key]
    rarest: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The entries that can begin with a word: it alone, by the next word, or with a gap."""

    alone: tuple[str, ...]
    followed: dict[int, tuple[tuple[str, Part], ...]]
    apart: tuple[tuple[str, Part], ...]


class Lexicon:
    """The lists of words and phrases, by name, and the patterns made with them."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self.words = Words()
        # From the number of an entry's first word to the entries that begin with it.
        self._begin: dict[int, dict[tuple[str, Part], None]] = {}
        self._known: dict[str, Beginning | None] = {}
        self._sizes = {name: len(entries) for name, entries in lists.items()}
        for name, entries in lists.items():
            for entry in entries:
                elements = self._part(entry)
                if elements[0].lists:
                    raise ValueError(f"lexicon {name}: “{entry}” begins with a list")
                self._begin.setdefault(elements[0].word, {})[name, elements] = None

    def pattern(self, text: str) -> Pattern:
        """Read a pattern. Raises ValueError that says what is wrong with it."""
        parts = tuple(self._part(part.strip()) for part in text.split(" & "))
        elements = [element for part in parts for element in part]
        needs = frozenset(each.keys[0] for each in elements if len(each.keys) == 1)
        return Pattern(parts, needs, min(elements, key=self._commonness).keys)

    def _commonness(self, element: Element) -> int:
        return sum(10 + self._sizes[name] for name in element.lists)

    def _part(self, text: str) -> Part:
        elements: list[Element] = []
        gap = 0
        for token in re.findall(r"<[^>]+>|\S+", text):
            if token.startswith("…"):
                gap = int(token[1:] or GAP)
                continue
            if token.startswith("<") and token.endswith(">"):
                names = tuple(token[1:-1].split("|"))
                if unknown := [name for name in names if name not in self._sizes]:
                    raise ValueError(f"“{text}”: there is no list {', '.join(unknown)}")
                elements.append(Element(lists=names, gap=gap))
            else:
                elements.append(Element(word=self.words.number(token.lower()), gap=gap))
            gap = 0
        if not elements or gap:
            raise ValueError(f"“{text}” is no pattern")
        return tuple(elements)

    def read(self, words: Sequence[str]) -> Found:
        """What stands where in a sentence. Patterns made later are not known to it."""
        return Found(self, words)

    def beginning(self, word: str) -> Beginning | None:
        """The entries of all lists that can begin with this word; None when there are none."""
        if word not in self._known:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            self._known[word] = self._beginning(word)
        return self._known[word]

    def _beginning(self, word: str) -> Beginning | None:
        entries = dict.fromkeys(
            entry for number in self.words.of(word) for entry in self._begin.get(number, ())
        )
        if not entries:
            return None
        followed: dict[int, list[tuple[str, Part]]] = {}
        for name, elements in entries:
            if len(elements) > 1 and not elements[1].gap and not elements[1].lists:
                followed.setdefault(elements[1].word, []).append((name, elements))
        near = {entry for after in followed.values() for entry in after}
        return Beginning(
            tuple(dict.fromkeys(name for name, elements in entries if len(elements) == 1)),
            {number: tuple(after) for number, after in followed.items()},
            tuple(one for one in entries if len(one[1]) > 1 and one not in near),
        )


class Found:
    """A sentence's words, and where each list of the lexicon is met in it."""

    __slots__ = ("_keys", "_of", "lists", "words")

    def __init__(self, lexicon: Lexicon, words: Sequence[str]) -> None:
        self.words = words
        self._of = [lexicon.words.of(word) for word in words]
        self._keys: frozenset[Key] | None = None
        self.lists: dict[str, list[Span]] = {}
        last = len(words) - 1
        for start, word in enumerate(words):
            begins = lexicon.beginning(word)
            if begins is None:
                continue
            for name in begins.alone:
                self._meet(name, start, start + 1)
            if begins.followed and start < last:
                for number in self._of[start + 1] & begins.followed.keys():
                    for name, elements in begins.followed[number]:
                        if end := self._follow(elements, 2, start + 2):
                            self._meet(name, start, end)
            for name, elements in begins.apart:
                if end := self._follow(elements, 1, start + 1):
                    self._meet(name, start, end)

    def _meet(self, name: str, start: int, end: int) -> None:
        spans = self.lists.setdefault(name, [])
        for number in range(len(spans) - 1, -1, -1):
            # They come in the order they begin: only those that begin here can be the same.
            if spans[number][0] != start:
                break
            if spans[number][1] == end:
                return
        spans.append((start, end))

    @property
    def keys(self) -> frozenset[Key]:
        """Every word pattern and every list that is met."""
        if self._keys is None:
            self._keys = frozenset(self.lists).union(*self._of)
        return self._keys

    def has(self, *names: str) -> bool:
        """Whether any of these lists is met."""
        return any(name in self.lists for name in names)

    def match(self, pattern: Pattern) -> Span | None:
        """From the first to the last word of the match; None when it does not match."""
        if not pattern.needs <= self.keys:
            return None
        start, end = len(self.words), 0
        for part in pattern.parts:
            span = next(self.every(part), None)
            if span is None:
                return None
            start, end = min(start, span[0]), max(end, span[1])
        return start, end

    def every(self, part: Part) -> Iterator[Span]:
        """Every place where one part matches."""
        for start, after in self._starts(part[0]):
            end = self._follow(part, 1, after)
            if end:
                yield start, end

    def _starts(self, element: Element) -> Iterator[Span]:
        if element.lists:
            for name in element.lists:
                yield from self.lists.get(name, ())
            return
        for place, numbers in enumerate(self._of):
            if element.word in numbers:
                yield place, place + 1

    def _follow(self, elements: Part, number: int, at: int) -> int:
        """Where the match ends when the rest of the elements follow; 0 when they do not."""
        if number == len(elements):
            return at
        element = elements[number]
        for start in range(at, min(at + element.gap, len(self.words) - 1) + 1):
            if element.lists:
                spans = (span for name in element.lists for span in self.lists.get(name, ()))
                ends = [end for begin, end in spans if begin == start]
            elif element.word in self._of[start]:
                ends = [start + 1]
            else:
                continue
            for end in ends:
                if done := self._follow(elements, number + 1, end):
                    return done
        return 0
