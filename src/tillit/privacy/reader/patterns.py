"""How rules and lexicons are written: words, gaps and kinds of words, matched in a sentence.

A pattern is words with spaces between, as in ``rett til <innsyn>``:

- ``innsyn`` is that word, in any form a dictionary knows (``innsynet``); “don't” is ``not`` too;
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

from tillit.privacy.reader.language import lemmas

GAP: Final = 6
# Words that stand in most sentences: a pattern is known by another of its words.
_COMMON: Final = frozenset(
    "å i og på av til er for som det en et om med den de at fra har vi me du kan ikke ikkje "
    "eller ved dine din ditt oss deg vil får dette så skal blir bli ha få kunne være vere ein eit "
    "frå når the of to and in is are for that we you your our or not with on by be may can will "
    "this it as from us any have hvis dersom viss if when må bare berre only alle noe noen andre "
    "all other never aldri no personopplysninger personopplysningar opplysninger opplysning* "
    "personopplysning* data informasjon information personal bruke bruk* behandle behandl* lagre "
    "lagr* samle use collect process".split()
)
# Nynorsk has both spellings of the word that most of this is about.
_SPELLED: Final = ("opplysing", "opplysning")
# So many different words are remembered; then it begins anew.
MOST_KNOWN: Final = 50_000
Span = tuple[int, int]


def _weight(entry: str) -> float:
    """How often a sentence may have these words, against other entries: as its rarest, and less
    where several have to meet."""
    words = [one for one in entry.lower().split() if one[0] not in "…<"]
    each = [
        _OFTEN if any(part.lstrip("=") in _COMMON for part in word.split("|"))
        else _SELDOM * (word.count("|") + 1)
        for word in words
    ]  # fmt: skip
    return min(each, default=1) / (1 if len(words) == 1 else 4)


_OFTEN: Final = 60
_SELDOM: Final = 4


class Words:
    """All word patterns there are; tells which of them a word is, and remembers it."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._exact: dict[str, list[int]] = {}
        self._lemma: dict[str, list[int]] = {}
        self._prefix: dict[str, list[int]] = {}
        self._suffix: dict[str, list[int]] = {}
        self._within: list[tuple[str, int]] = []
        # Of the beginnings and endings.
        self._longest = 0

    def number(self, pattern: str) -> int:
        """The number of a word pattern; made when it is new."""
        if pattern not in self._number:
            number = self._number[pattern] = len(self._number)
            for one in pattern.split("|"):
                self._file(one, number)
        return self._number[pattern]

    def _file(self, pattern: str, number: int) -> None:
        self._longest = max(self._longest, len(pattern))
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
        return frozenset(self._all_of(word))

    def _all_of(self, word: str) -> Iterator[int]:
        word = word.replace(*_SPELLED)
        yield from self._exact.get(word, ())
        for lemma in lemmas(word):
            yield from self._lemma.get(lemma, ())
        for length in range(1, min(len(word), self._longest) + 1):
            yield from self._prefix.get(word[:length], ())
            yield from self._suffix.get(word[-length:], ())
        for part, number in self._within:
            if part in word:
                yield number
        if word.endswith("n't"):
            yield from self._all_of("not")
        elif word == "lengre":  # “ikke lengre”, as many write it
            yield from self._all_of("lenger")


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


def _needs(elements: Sequence[Element]) -> frozenset[Key]:
    return frozenset(each.keys[0] for each in elements if len(each.keys) == 1)


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Parts that stand in a sentence in any order; each a row of elements.

    ``needs``: all of these are in a sentence that it matches. ``rarest``: and any of these, which
    stand in fewest sentences. ``certain``: it matches every sentence that has what it needs.
    """

    parts: tuple[Part, ...]
    needs: frozenset[Key]
    rarest: tuple[Key, ...]
    certain: bool


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """An entry of several words. ``needs``: all of these are in a sentence that has it."""

    list: str
    elements: Part
    needs: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is: the word patterns (``numbers``), the lists it is an entry of by itself
    (``alone``; with the numbers, ``keys``), and the phrases it begins: by the word after it
    (``followed``; ``nexts`` are those words), or with a gap or a list after it (``apart``)."""

    numbers: frozenset[int]
    alone: tuple[str, ...]
    keys: tuple[Key, ...]
    nexts: frozenset[int]
    followed: dict[int, tuple[Phrase, ...]]
    apart: tuple[Phrase, ...]


class Lexicon:
    """The lists of words and phrases, by name, and the patterns made with them."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self.words = Words()
        # From the number of an entry's first word to the entries that begin with it.
        self._begin: dict[int, dict[tuple[str, Part], Phrase]] = {}
        # What words are, as far as they were asked.
        self.known = _Known(self)
        self._alike: dict[frozenset[int], Word] = {}
        # How often a sentence may have a word pattern, or one of a list.
        self._weights: dict[Key, float] = {
            name: sum(map(_weight, entries)) for name, entries in lists.items()
        }
        for name, entries in lists.items():
            for entry in entries:
                elements = self._part(entry)
                if elements[0].lists:
                    raise ValueError(f"lexicon {name}: “{entry}” begins with a list")
                phrase = Phrase(name, elements, _needs(elements))
                self._begin.setdefault(elements[0].word, {}).setdefault((name, elements), phrase)

    def pattern(self, text: str) -> Pattern:
        """Read a pattern. Raises ValueError that says what is wrong with it."""
        parts = tuple(self._part(part.strip()) for part in text.split(" & "))
        elements = [element for part in parts for element in part]
        certain = len(elements) == len(parts) and all(len(each.keys) == 1 for each in elements)
        rarest = min(elements, key=self._commonness).keys
        return Pattern(parts, _needs(elements), rarest, certain)

    def _commonness(self, element: Element) -> float:
        return sum(self._weights[key] for key in element.keys)

    def _part(self, text: str) -> Part:
        elements: list[Element] = []
        gap = 0
        for token in re.findall(r"<[^>]+>|\S+", text):
            if token.startswith("…"):
                gap = int(token[1:] or GAP)
                continue
            if token.startswith("<") and token.endswith(">"):
                names = tuple(token[1:-1].split("|"))
                if unknown := [name for name in names if name not in self._weights]:
                    raise ValueError(f"“{text}”: there is no list {', '.join(unknown)}")
                elements.append(Element(lists=names, gap=gap))
            else:
                number = self.words.number(token.lower())
                self._weights[number] = _weight(token)
                elements.append(Element(word=number, gap=gap))
                self.known.clear()
                self._alike.clear()
            gap = 0
        if not elements or gap:
            raise ValueError(f"“{text}” is no pattern")
        return tuple(elements)

    def read(self, words: Sequence[str]) -> Found:
        """What stands where in a sentence. Patterns made later are not known to it."""
        return Found(self, words)

    def word(self, word: str) -> Word:
        """What a word is."""
        return self._of(self.words.of(word))

    def _of(self, numbers: frozenset[int]) -> Word:
        """Words that are the same patterns are the same to every rule."""
        if numbers not in self._alike:
            self._alike[numbers] = self._read(numbers)
        return self._alike[numbers]

    def _read(self, numbers: frozenset[int]) -> Word:
        phrases = [
            phrase for number in sorted(numbers) for phrase in self._begin.get(number, {}).values()
        ]
        alone = dict.fromkeys(one.list for one in phrases if len(one.elements) == 1)
        followed: dict[int, tuple[Phrase, ...]] = {}
        apart: list[Phrase] = []
        for phrase in phrases:
            if len(phrase.elements) == 1:
                continue
            second = phrase.elements[1]
            if second.gap or second.lists:
                apart.append(phrase)
            else:
                followed[second.word] = (*followed.get(second.word, ()), phrase)
        return Word(
            numbers,
            tuple(alone),
            (*numbers, *alone),
            frozenset(followed),
            followed,
            tuple(apart),
        )


class _Known(dict[str, Word]):
    """What words are; remembered."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> Word:
        if len(self) > MOST_KNOWN:
            self.clear()
        known = self[word] = self._lexicon.word(word)
        return known


_NO_KEYS: Final[set[Key]] = set()


@lru_cache(maxsize=1000)
def _spans(at: int) -> tuple[Span, ...]:
    """Of the one word there; the same for all sentences."""
    return ((at, at + 1),)


class Found:
    """A sentence's words, and what of the lexicon is met in it.

    ``lists``: each list that is met, with where, in order. ``keys``: these, and every word pattern.
    """

    __slots__ = ("_each", "keys", "lists", "words")

    def __init__(self, lexicon: Lexicon, words: Sequence[str]) -> None:
        self.words = words
        self._each = each = list(map(lexicon.known.__getitem__, words))
        self.keys = keys = _NO_KEYS.union(*[one.keys for one in each])
        self.lists = lists = dict[str, tuple[Span, ...]]()
        for at, one in enumerate(each):
            if one.alone:
                spans = _spans(at)
                for name in one.alone:
                    lists[name] = lists[name] + spans if name in lists else spans
        # From the last to the first: a phrase that has a list in it finds that list's phrases.
        following: frozenset[int] = frozenset()
        start = len(each)
        for one in reversed(each):
            start -= 1
            if one.followed and not one.nexts.isdisjoint(following):
                for number in one.nexts & following:
                    for phrase in one.followed[number]:
                        self._look_for(phrase, 2, start)
            for phrase in one.apart:
                if phrase.needs <= keys:
                    self._look_for(phrase, 1, start)
            following = one.numbers

    def _look_for(self, phrase: Phrase, number: int, start: int) -> None:
        """Whether the rest of a phrase follows on its first words, so many; then it is met."""
        if len(phrase.elements) > number and not phrase.needs <= self.keys:
            return
        if end := self._follow(phrase.elements, number, start + number):
            self._meet(phrase.list, (start, end))

    def _meet(self, name: str, span: Span) -> None:
        """A phrase of that list stands there."""
        spans = self.lists.get(name)
        if spans is None:
            self.lists[name] = (span,)
            self.keys.add(name)
        elif span not in spans:
            self.lists[name] = tuple(sorted((*spans, span)))

    def has(self, *names: str) -> bool:
        """Whether any of these lists is met."""
        return not self.keys.isdisjoint(names)

    def meets(self, pattern: Pattern) -> bool:
        """Whether the pattern matches somewhere in the sentence."""
        return pattern.needs <= self.keys and (
            pattern.certain or all(map(self._stands, pattern.parts))
        )

    def _stands(self, part: Part) -> bool:
        """Whether one part matches somewhere."""
        if len(part) == 1:
            return not self.keys.isdisjoint(part[0].keys)
        return any(self._follow(part, 1, after) for after in self._afters(part[0]))

    def _afters(self, element: Element) -> list[int]:
        """Where each place of an element ends."""
        if element.lists:
            return [end for name in element.lists for _at, end in self.lists.get(name, ())]
        return [at for at, one in enumerate(self._each, 1) if element.word in one.numbers]

    def _follow(self, elements: Part, number: int, at: int) -> int:
        """Where the match ends when the rest of the elements follow; 0 when they do not."""
        if number == len(elements):
            return at
        element = elements[number]
        last = min(at + element.gap, len(self.words) - 1)
        if element.lists:
            ends = [
                span
                for name in element.lists
                for span in self.lists.get(name, ())
                if at <= span[0] <= last
            ]
            if len(ends) > 1:
                ends.sort(key=_begin)
        else:
            ends = [
                (start, start + 1)
                for start in range(at, last + 1)
                if element.word in self._each[start].numbers
            ]
        for _start, end in ends:
            if done := self._follow(elements, number + 1, end):
                return done
        return 0


def _begin(span: Span) -> int:
    return span[0]
