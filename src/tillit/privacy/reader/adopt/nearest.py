"""Which of the ready registers is nearest to an organisation: a guess, from what it speaks of."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, get_args

from tillit.privacy.reader.adopt.about import About
from tillit.privacy.reader.structure import Sentence, words_of
from tillit.privacy.register.schema import OrganisationKind

_KINDS: Final[tuple[OrganisationKind, ...]] = get_args(OrganisationKind)
# How often a topic has to be met to count in full.
_ENOUGH: Final = 3
# What the name of an organisation counts for.
_NAMED: Final = 2
# “Forbundet” is a “forbund”.
_DEFINITE: Final = ("", "et", "en", "a")


@dataclass(frozen=True, slots=True)
class Nearest:
    """A kind of organisation, with the sentence that speaks most for it; None when none does."""

    kind: OrganisationKind
    sentence: Sentence | None


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "nearest.toml").read_text("utf-8"))


def nearest(about: About, name: str = "") -> Nearest:
    """The kind of organisation that speaks of such things and is called so."""
    scores = {
        kind: {
            topic: weight * min(about.times(topic), _ENOUGH) / _ENOUGH
            for topic, weight in _file()[kind].items()
        }
        for kind in _KINDS
    }
    called = _called(name)
    kind = max(_KINDS, key=lambda one: sum(scores[one].values()) + (_NAMED if one == called else 0))
    most = max(scores[kind], key=lambda topic: scores[kind][topic])
    told = about.on(most)
    told.sort(key=lambda sentence: sentence.kind == "heading")
    return Nearest(kind, next(iter(told), None))


def _called(name: str) -> str:
    """The kind whose word the name has or ends in: “Lysbrua Songkor”, “Gjerdeforbundet”."""
    for word in reversed(words_of(name)):
        for kind, endings in _file()["name"].items():
            if any(_ends_in(word, ending) for ending in endings):
                return str(kind)
    return ""


def _ends_in(word: str, ending: str) -> bool:
    return any(word.endswith(ending + more) for more in _DEFINITE)
