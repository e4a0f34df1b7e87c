"""Which of the three languages a text is in, and what its words are forms of, by dictionaries."""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

import simplemma
from simplemma import LanguageDetector
from simplemma.strategies import (
    DefaultStrategy,
    DictionaryLookupStrategy,
    LemmatizationStrategy,
)
from simplemma.strategies.dictionaries import TrieDictionaryFactory
from simplemma.utils import normalize_token

from tillit.privacy.reader.structure import words_of

READ: Final = ("nb", "nn", "en")
# Close enough to be taken for Norwegian by most of their words.
_NEIGHBOURS: Final = ("da", "sv")
_SAMPLE: Final = 2000
# Of the words of a text in the language, its dictionary knows nearly all.
_LEAST: Final = 0.6
# And a neighbour's language is never as near as this.
_CERTAIN: Final = 0.9
# Longer is no word of a language.
_LONGEST: Final = 60
# So many words are remembered, in each language.
_MOST_KNOWN: Final = 100_000


# Dictionaries that take little memory: made at set-up and kept with the installation; without that
# made the first time they are asked, and kept in the user's cache.
MADE_AT: Final = Path(sys.prefix) / "share" / "tillit" / "dictionaries" / simplemma.__version__
_FROM: Final = TrieDictionaryFactory(disk_cache_dir=str(MADE_AT) if MADE_AT.exists() else None)


class _Remembering(LemmatizationStrategy):
    """The library's way, and its answers remembered."""

    def __init__(self) -> None:
        self._ask = lru_cache(_MOST_KNOWN)(DefaultStrategy(dictionary_factory=_FROM).get_lemma)

    def get_lemma(self, token: str, lang: str) -> str | None:
        return self._ask(token, lang)


_DICTIONARIES: Final = _Remembering()
_LISTED: Final = DictionaryLookupStrategy(_FROM)


def language_of(text: str) -> str | None:
    """``nb``, ``nn`` or ``en``; None for a text in another language."""
    sample = text[:_SAMPLE]
    if not words_of(sample):
        return None
    language, share = _nearest(sample, READ)
    if share < _CERTAIN:
        language, share = _nearest(sample, (*READ, *_NEIGHBOURS))
    return language if language in READ and share >= _LEAST else None


def _nearest(text: str, languages: tuple[str, ...]) -> tuple[str, float]:
    shares = LanguageDetector(
        languages, lemmatization_strategy=_DICTIONARIES
    ).proportion_in_each_language(text)
    return max(((one, shares.get(one, 0.0)) for one in languages), key=lambda pair: pair[1])


def lemmas(word: str) -> frozenset[str]:
    """The word itself, and what the dictionaries of the three languages have it as a form of."""
    if len(word) > _LONGEST:
        return frozenset((word,))
    token = normalize_token(word)
    return frozenset((word, *(_DICTIONARIES.get_lemma(token, one) or token for one in READ)))


def is_known(word: str) -> bool:
    """Whether the dictionaries of the three languages have the word."""
    token = normalize_token(word)
    return any(_LISTED.get_lemma(token, one) is not None for one in READ)


def is_norwegian(word: str) -> bool:
    """Whether the dictionaries of bokmål or nynorsk have the word."""
    token = normalize_token(word)
    return any(_LISTED.get_lemma(token, one) is not None for one in ("nb", "nn"))


def make() -> None:
    """Make the dictionaries where the installation keeps them."""
    MADE_AT.mkdir(parents=True, exist_ok=True)
    made = TrieDictionaryFactory(disk_cache_dir=str(MADE_AT))
    for language in (*READ, *_NEIGHBOURS):
        made.get_dictionary(language)


if __name__ == "__main__":
    make()
