"""Who of those outside answers for the data themselves, and so handles it for nobody else."""

from __future__ import annotations

import re
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
# “som er egen behandlingsansvarlig”, “er selv behandlingsansvarlige”, “an independent controller”.
_OWN_CONTROLLER: Final = re.compile(
    r"(?i)\b(?:ege[nt]|egne|eige[nt]|eigne|selvstendige?|sjølvstendige?|selv|sjølv|uavhengige?|own|"
    r"independent|separate)(?: og \w+)? (?:data )?(?:behandlings|handsamings|data)?"
    r"(?:ansvarlige?|ansvarleg[e]?|controllers?)\b"
)
# Of those that tell: “og vi er selv behandlingsansvarlig” is not of the one named before.
_OF_US: Final = re.compile(r"(?i)\b(?:vi|me|we|oss)\b[^,.;]*$")
_PARTING: Final = re.compile(r"(?i)[.;:]| (?:mens|men|medan|while|but) ")
_NOT: Final = frozenset(("ikke", "ikkje", "not", "ingen", "selv", "sjølv", "egen", "egne"))


@dataclass(frozen=True, slots=True)
class Answering:
    """Why someone answers for the data: alone, or ``jointly`` with the one that uses them.

    ``because``: what makes it so, as in suppliers.toml and ``texts.toml``. ``is_listed``: it is on
    our list; else it is a guess from the name. ``is_contradicted``: the statement calls them a
    processor all the same. ``is_said``: the statement itself says that they answer.
    """

    because: str
    jointly: bool = False
    is_listed: bool = True
    is_contradicted: bool = False
    is_said: bool = False


def answering(claim: Claim) -> Answering | None:
    """Why the one a claim names answers for the data; None for those who do as they are told."""
    known = supplier(claim.value)
    if is_said_to_answer(claim):
        return Answering("said", known is not None and known.role == "joint", is_said=True)
    called = _is_called_processor(claim.sentence)
    if known is not None:
        if known.role == "processor":
            return None
        return Answering(known.because, known.role == "joint", is_contradicted=called)
    because = _by_name(words_of(claim.value))
    return Answering(because, is_listed=False) if because and not called else None


def is_said_to_answer(claim: Claim) -> bool:
    """Whether the statement says of the one named, there or above the list, that they are a
    controller of their own."""
    sentence, name = claim.sentence, claim.party or claim.value
    for above in (sentence.lead, sentence.under):
        if above is not None and _OWN_CONTROLLER.search(above.text):
            return not _OF_US.search(_OWN_CONTROLLER.split(above.text)[0])
    said = _OWN_CONTROLLER.search(sentence.text)
    at = sentence.text.casefold().find(name.casefold())
    if said is None or at < 0:
        return False
    if at > said.start():  # “Egne behandlingsansvarlige er X og Y.”
        return said.start() == 0
    between = sentence.text[at + len(name) : said.start()]
    return not (_PARTING.search(between) or _OF_US.search(between))


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
