"""Who of those outside answers for the data themselves, and so handles it for nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tillit.privacy.reader.adopt.catalogue import supplier
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence, words_of

# What those who are not on the list are by the words of their names: an ending, or a whole word.
_ENDINGS: Final = {
    "bank": ("bank", "banken", "sparebank"),
    "insurance": ("forsikring", "forsikringa", "insurance", "assurance"),
    "debt": ("inkasso",),
    "federation": ("forbund", "forbundet", "federation"),
    "public": (
        "kommune", "fylkeskommune", "direktoratet", "etaten", "tilsynet", "politiet",
        "departementet", "registrene", "registra", "universitetet",
    ),
}  # fmt: skip
_WORDS: Final = {"nav": "public", "dnb": "bank", "nordea": "bank", "bank": "bank"}
# “databehandler”, and what an agreement with one is called.
_PROCESSOR: Final = ("databehandl", "databehandlar", "processor")
_NOT: Final = frozenset(("ikke", "ikkje", "not", "ingen", "selv", "sjølv", "egen", "egne"))


@dataclass(frozen=True, slots=True)
class Answering:
    """Why someone answers for the data: alone, or ``jointly`` with the one that uses them.

    ``because``: what makes it so, as in suppliers.toml and ``texts.toml``. ``is_listed``: it is on
    our list; else it is a guess from the name. ``is_contradicted``: the statement calls them a
    processor all the same.
    """

    because: str
    jointly: bool = False
    is_listed: bool = True
    is_contradicted: bool = False


def answering(claim: Claim) -> Answering | None:
    """Why the one a claim names answers for the data; None for those who do as they are told."""
    known = supplier(claim.value)
    called = _is_called_processor(claim.sentence)
    if known is not None:
        if known.role == "processor":
            return None
        return Answering(known.because, known.role == "joint", is_contradicted=called)
    because = _by_name(words_of(claim.value))
    return Answering(because, is_listed=False) if because and not called else None


def _by_name(words: Iterable[str]) -> str:
    for word in words:
        if word in _WORDS:
            return _WORDS[word]
        for because, endings in _ENDINGS.items():
            if word.endswith(endings):
                return because
    return ""


def _is_called_processor(sentence: Sentence) -> bool:
    """Whether the statement says so there, above a list, or in the heading."""
    places = [one for one in (sentence, sentence.lead, sentence.under) if one is not None]
    return any(
        word.startswith(_PROCESSOR) and not _NOT & set(place.words)
        for place in places
        for word in place.words
    )
