"""What a statement is about: which activities, and which sentences speak of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from tillit.privacy.reader.adopt.listed import beyond
from tillit.privacy.reader.adopt.places import ACTIVITIES, UNPLACED
from tillit.privacy.reader.claims import columns
from tillit.privacy.reader.claims.denials import not_done
from tillit.privacy.reader.claims.fields import FIELDS
from tillit.privacy.reader.claims.sharing import TRANSFER_GROUNDS
from tillit.privacy.reader.marks import Marked, Rule, lexicon, rules
from tillit.privacy.reader.reading import Reading
from tillit.privacy.reader.structure import Sentence, words_of

# How many words a line has at most that begins a part.
_LABEL: Final = 9
# How many lines of a page may stand above its title.
_BANNER: Final = 3
# How many words after a name it may get something.
_NEAR: Final = 10
# Between these, words belong together; a name with fewer than so many of its own shares others'.
_BORDERS: Final = (re.compile(r"[,;|]"), re.compile(r"[,;|]|\b(?:og|samt|mens|men|and|while)\b"))
_OWN_WORDS: Final = 2
Topics = frozenset[str]
_ACTIVITIES: Final = frozenset(ACTIVITIES)
# What an organisation does, and may say that it does not.
_DONE: Final = frozenset(UNPLACED)


class About:
    """The topics of a statement, sentence by sentence (``rules/adopt.toml``)."""

    def __init__(self, reading: Reading) -> None:
        self._marked = Marked(reading.sentences)
        self.sentences = reading.sentences

    @cached_property
    def _topics(self) -> dict[int, frozenset[str]]:
        """Of each sentence. What it says others answer for is nothing the statement is about."""
        return {
            sentence.number: topics - _ACTIVITIES if "others_own" in topics else topics
            for sentence in self.sentences
            for topics in [
                frozenset(rule.value for rule in rules("adopt") if self.speaks(sentence, rule))
                - self._not_done(sentence)
            ]
        }

    def _not_done(self, sentence: Sentence) -> Topics:
        """What it only says is not done: “vi bruker ikke profilering” is none to tell of."""
        here = self._marked.found(sentence)
        denied = list(not_done(here, sentence.written)) if here.has("done_not") else []
        if not denied:
            return frozenset()
        rest = lexicon().read(
            [
                word
                for at, word in enumerate(here.words)
                if not any(start <= at < end for start, end in denied)
            ]
        )
        return _DONE - {rule.value for rule in rules("adopt") if rule.match.meets(rest)}

    def speaks(self, sentence: Sentence, rule: Rule) -> bool:
        """In words of its own: what leads up to it is looked at apart."""
        if sentence.kind == "heading" and not rule.headings:
            return False
        here = self._marked.found(sentence)
        return any(here.meets(pattern) for pattern in rule.match) and not any(
            here.meets(pattern) for pattern in rule.unless
        )

    def topics_of(self, sentence: Sentence) -> frozenset[str]:
        """What the sentence itself speaks of."""
        return self._topics.get(sentence.number, frozenset())

    def label_of(self, sentence: Sentence) -> Topics:
        """Of a row in a table of purposes only what its label speaks of: not the allergies among
        its data. Of all else what it speaks of."""
        if not columns.is_listed(sentence):
            return self.topics_of(sentence)
        here = lexicon().read(
            words_of(" . ".join(columns.text(sentence, role) for role in columns.LABELS))
        )
        return frozenset(
            rule.value
            for rule in rules("adopt")
            if rule.match.meets(here) and not rule.unless.meets(here)
        )

    def topics_around(self, sentence: Sentence, name: str, others: Iterable[str]) -> Topics | None:
        """What the words around a name speak of, from comma to comma, and from “og” to “og” where
        others are named there too; None when the name stands alone between them."""
        for border in _BORDERS:
            parts = border.split(sentence.text)
            part = next((one for one in parts if name.lower() in one.lower()), "")
            if not any(other.lower() in part.lower() for other in others):
                words = words_of(part)
                if len(words) - len(words_of(name)) < _OWN_WORDS:
                    return None
                here = lexicon().read(words)
                return frozenset(
                    rule.value
                    for rule in rules("adopt")
                    if rule.match.meets(here) and not rule.unless.meets(here)
                )
        return None

    def scope(self, sentence: Sentence, *, label_first: bool = False) -> list[frozenset[str]]:
        """What it speaks of, what leads up to it, and what its headings do: nearest first.

        ``label_first``: a line above that says whom a list is about ("Our customers:") goes
        before what the list itself happens to name.
        """
        places = [sentence]
        return self._topics_at(sentence, places, label_first=label_first)

    def above(self, sentence: Sentence) -> list[Topics]:
        """The same without the sentence's own words."""
        return self._topics_at(sentence, [], label_first=True)

    def _topics_at(
        self, sentence: Sentence, places: list[Sentence], *, label_first: bool
    ) -> list[Topics]:
        label = self._label(sentence)
        if label is not None:
            places.insert(0 if label_first else 1, label)
        if sentence.lead is not None and (label is None or label.number < sentence.lead.number):
            places.insert(0 if label_first else 1, sentence.lead)
        places += reversed(sentence.headings)
        return [topics for place in places if (topics := self.topics_of(place))]

    def _label(self, sentence: Sentence) -> Sentence | None:
        """The line under the same heading that ends in a colon, and so begins a part of its own."""
        for above in reversed(self.sentences[: sentence.number]):
            if above.kind == "heading" or above.headings != sentence.headings:
                return None
            if above.text.endswith(":") and len(above.words) <= _LABEL:
                return above
        return None

    def rests(self, sentence: Sentence) -> bool:
        """Whether it speaks of a ground of processing: itself, or as what its heading asks for."""
        own = self.topics_of(sentence)
        if sentence.lead is not None:
            own |= self.topics_of(sentence.lead)
        under = self.topics_of(sentence.under) if sentence.under is not None else frozenset()
        return bool(own & {"ground", "interest", "agreement"}) or "ground" in under

    @cached_property
    def _title(self) -> Sentence | None:
        """The heading of the whole: the first, with no more than a banner above it."""
        top = self.sentences[:_BANNER]
        return next((one for one in top if one.kind == "heading"), None)

    def is_general(self, sentence: Sentence) -> bool:
        """Whether it is said of all there is: not under a heading that is about one thing."""
        under = [one for one in sentence.headings if one is not self._title]
        if not under or self.topics_of(under[-1]) & {"ground"}:
            return True
        heading = self._marked.found(under[-1])
        if heading.has("purpose_heading", "source_heading", "basis_word"):
            return True
        return self._marked.found(sentence).has("data_general") and not (
            self.topics_of(under[-1]) & (_ACTIVITIES | UNPLACED.keys())
        )

    def is_of_all_data(self, sentence: Sentence) -> bool:
        """Whether “the data” is what it is about, under a heading that asks where from."""
        found = self._marked.found(sentence)
        first = min((start for start, _end in found.lists.get("data_general", ())), default=9)
        return first <= 1 and self.is_under_sources(sentence)

    def is_under_sources(self, sentence: Sentence) -> bool:
        """Whether its heading asks where data comes from."""
        under = sentence.under
        return under is not None and self._marked.found(under).has("source_heading")

    def tells_of(self, sentence: Sentence) -> bool:
        """Whether it says what is done, or opens the part that does."""
        if sentence.kind == "heading" or sentence.text.endswith(":"):
            return True
        return self._marked.found(sentence).has("collects", "asks_for", "kept")

    def fields_after(self, sentence: Sentence, name: str) -> list[str]:
        """The kinds of data named within a few words after a name."""
        found, last = self._marked.found(sentence), words_of(name)[-1:]
        if not last or last[0] not in found.words:
            return []
        at = found.words.index(last[0])
        places = {
            field: min((start for start, _end in spans if at < start <= at + _NEAR), default=-1)
            for field in FIELDS
            if (spans := found.lists.get(f"field_{field}"))
        }
        named = [field for field, place in places.items() if place >= 0]
        return sorted(named, key=lambda field: places[field])

    def lists_beyond(self, sentence: Sentence, placed: Iterable[str]) -> list[str]:
        """The kinds of data it lists that are in none of the fields that are ``placed``."""
        return beyond(sentence, self._marked.found(sentence), placed)

    def has_data(self, sentence: Sentence) -> bool:
        """Whether it speaks of data on people, and denies nothing."""
        found = self._marked.found(sentence)
        return not found.has("negates") and found.has(
            "data_general", *(f"field_{field}" for field in FIELDS)
        )

    def grounds_in(self, sentence: Sentence) -> list[str]:
        """What it says that transfers out of the EEA rest on."""
        found = self._marked.found(sentence)
        return [basis for name, basis in TRANSFER_GROUNDS.items() if name in found.lists]

    def on(self, *topics: str) -> list[Sentence]:
        """The sentences that speak of any of these, in the order of the text."""
        return [one for one in self.sentences if self.topics_of(one) & set(topics)]

    def has(self, topic: str) -> bool:
        """Whether the statement speaks of it anywhere."""
        return any(topic in topics for topics in self._topics.values())

    def times(self, topic: str) -> int:
        """In how many sentences it does."""
        return sum(topic in topics for topics in self._topics.values())
