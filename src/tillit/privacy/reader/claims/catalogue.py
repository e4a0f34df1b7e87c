"""The catalogue of suppliers, ``suppliers.toml``: who is meant by a name, and what is known of
them."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from tillit.privacy.reader.structure import words_of

FILE: Final = Path(__file__).parent.parent / "suppliers.toml"
# The European Economic Area: the 27, and Iceland, Liechtenstein and Norway.
EEA: Final = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI "
    "NO".split()
)
# What a page can bear out of what is written of a supplier.
FACTS: Final = ("owner", "countries", "transfer", "retired_on")


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier or a product. ``what_for``: what it is used for when the text does not say.

    ``transfer``: the usual ground outside the EEA: ``dpf``, ``adequacy``, ``none`` (not needed),
    ``check``.
    ``role``: who answers for what it does with the data, as is generally held: ``processor`` (the
    one that uses it), ``controller`` (itself) or ``joint`` (both, for a part); ``because``: what
    makes it one of the last two.
    ``is_software``: anyone may run it on a server of their own.
    ``is_word``: its name is an ordinary word too. ``is_used``: False for what is named without
    being one's supplier. ``seen``: which of the :data:`FACTS` the pages in ``sources`` bore out
    the day they were looked up; the rest is what someone believed, and no one is told it as a fact.
    """

    name: str
    owner: str
    what_for: str
    countries: tuple[str, ...]
    transfer: str
    url: str = ""
    aliases: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    is_word: bool = False
    is_used: bool = True
    retired_on: dt.date | None = None
    seen: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()
    checked_on: dt.date | None = None
    is_software: bool = False
    role: str = "processor"
    because: str = ""

    def is_confirmed(self, fact: str) -> bool:
        """Whether a page bore this out, one of the :data:`FACTS`."""
        return fact in self.seen

    @property
    def ground(self) -> str:
        """What a transfer rests on, where that is more than what someone believed. An adequacy
        decision is the Commission's: it holds where the countries do."""
        fact = "countries" if self.transfer == "adequacy" else "transfer"
        return self.transfer if self.is_confirmed(fact) else "check"

    @property
    def outside_eea(self) -> bool:
        """Whether data is, or may be reached from, outside the EEA."""
        return any(country not in EEA for country in self.countries)

    @property
    def never_in_eea(self) -> bool:
        """Whether data cannot be kept within the EEA with it."""
        return bool(self.countries) and not any(country in EEA for country in self.countries)


@lru_cache(maxsize=1)
def suppliers() -> tuple[Supplier, ...]:
    """All of them, in the order of the file."""
    return tuple(
        Supplier(
            name=raw["name"],
            owner=raw.get("owner", ""),
            what_for=raw["for"],
            countries=tuple(raw["countries"]),
            transfer=raw["transfer"],
            url=raw.get("url", ""),
            aliases=tuple(raw.get("aliases", ())),
            also=tuple(raw.get("also", ())),
            is_word=raw.get("ordinary", False),
            is_used=raw.get("mention", True),
            is_software=raw.get("software", False),
            retired_on=raw.get("retired_on"),
            seen=frozenset(raw.get("seen", ())),
            sources=_listed(raw.get("source", ())),
            checked_on=raw.get("checked"),
            role=raw.get("role", "processor"),
            because=raw.get("because", ""),
        )
        for raw in tomllib.loads(FILE.read_text("utf-8"))["supplier"]
    )


def _listed(source: str | Sequence[str]) -> tuple[str, ...]:
    """One page, or more."""
    return (source,) if isinstance(source, str) else tuple(source)


@lru_cache(maxsize=1)
def checked_on() -> dt.date:
    """When someone last went through the catalogue."""
    day: dt.date = tomllib.loads(FILE.read_text("utf-8"))["checked"]
    return day


@lru_cache(maxsize=1)
def _index() -> dict[str, list[tuple[tuple[str, ...], Supplier]]]:
    """From the first word of a name to the names that begin with it, the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Supplier]]] = {}
    for one in suppliers():
        for name in (one.name, *one.aliases):
            if name.endswith("+"):
                continue
            words = words_of(name)
            index.setdefault(words[0], []).append((words, one))
    for names in index.values():
        names.sort(key=lambda name: -len(name[0]))
    return index


def at(words: Sequence[str], place: int) -> tuple[int, Supplier] | None:
    """The supplier named from this word on, with where the name ends."""
    for name, one in _BEGINNING[words[place]]:
        end = place + len(name)
        if len(name) == 1 or (
            end <= len(words)
            and tuple(words[place + 1 : end - 1]) == name[1:-1]
            and name[-1] in _forms(words[end - 1])
        ):
            return end, one
    return None


def beginnings(words: Sequence[str]) -> list[int]:
    """The places where a name may begin."""
    if not any(map(_BEGINNING.__getitem__, words)):
        return []
    return [place for place, word in enumerate(words) if _BEGINNING[word]]


class _Beginning(dict[str, tuple[tuple[tuple[str, ...], Supplier], ...]]):
    """The names that may begin with a word, in any of its forms; remembered."""

    def __missing__(self, word: str) -> tuple[tuple[tuple[str, ...], Supplier], ...]:
        if len(self) > _MOST_KNOWN:
            self.clear()
        index = _index()
        names = tuple(name for form in _forms(word) for name in index.get(form, ()))
        self[word] = names
        return names


_MOST_KNOWN: Final = 50_000
_BEGINNING: Final = _Beginning()


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, ...]:
    """The word, without a genitive’s s, what stands before a hyphen, and without “.no”."""
    forms = [word]
    if word.endswith(("'s", "’s")):
        forms.append(word[:-2])
    elif word.endswith("s") and len(word) > 3:
        forms.append(word[:-1])
    if "-" in word:
        forms.append(word.partition("-")[0])
    if word.endswith((".no", ".com", ".io")):
        forms.append(word.rpartition(".")[0])
    return tuple(forms)


@lru_cache(maxsize=1)
def _plus() -> dict[str, Supplier]:
    return {one.name.lower(): one for one in suppliers() if one.name.endswith("+")}


def plus(word: str) -> Supplier | None:
    """The supplier whose name is this word with a plus sign, which is no part of a word."""
    return _plus().get(f"{word.lower()}+")


def named(name: str) -> Supplier | None:
    """The supplier with this name or alias, however it is spelled."""
    if name.endswith("+") and (one := plus(name[:-1])):
        return one
    words = words_of(name)
    hit = at(words, 0) if words else None
    return hit[1] if hit and hit[0] >= min(len(words), 2) else None
