"""What a statement says of one supplier alone: where it has the data, and what a transfer rests on.

In its row of a table of suppliers, or in a sentence that names no other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tillit.kernel.countries import country_names
from tillit.privacy.reader.adopt.about import About
from tillit.privacy.reader.columns import CELL, cells_of
from tillit.privacy.reader.reading import Claim, Reading
from tillit.privacy.reader.structure import Sentence

_LAND: Final = re.compile(
    r"(?i)\b(?:land\b|countr|region|lagringss|lokasjon|location|hvor\b|kvar\b|where|plassering|"
    r"geograf)"
)
_RESTS: Final = re.compile(r"(?i)grunnlag|overfør|transfer|basis|safeguard|garanti|mekanisme")
_WITHIN: Final = re.compile(
    r"(?:EU|EØS|EEA|eu|eøs|eea)(?:[-\s]?(?:land|området|countries|area)\w*)?"
)
_PARTS: Final = re.compile(r"[,;/&()+]|\s(?:og|and|eller|or|samt)\s")
_IN: Final = re.compile(r"(?i)^(?:i|in|innenfor|innanfor|within|the)\s+")
# “Lagret i Irland”, “with servers in the EU”: where it is, and not where somebody lives.
_STORED: Final = re.compile(
    r"(?i:\b(?:lagr|server|tenar|tjenere|datasent|data cent|stored|hosted|oppbevar)\w*)"
    r"[^.;:]{0,40}?\s(?i:i|in|innenfor|innanfor|within)\s(?:the\s)?"
    r"((?:EU|EØS|EEA|[A-ZÆØÅ]\w+)(?:(?:/|, |\s(?:og|and|eller|or)\s)(?:EU|EØS|EEA|[A-ZÆØÅ]\w+))*)"
)
_SHORT: Final = {"usa": "US", "us": "US", "uk": "GB", "england": "GB", "storbritannia": "GB"}


@dataclass(frozen=True, slots=True)
class Where:
    """What is said. ``within``: in the EEA, no country named. ``is_whole``: no name was unknown."""

    sentence: Sentence
    countries: tuple[str, ...] = ()
    within: bool = False
    is_whole: bool = True
    basis: str = ""

    @property
    def is_told(self) -> bool:
        """Whether it says where."""
        return bool(self.countries) or self.within


class Places:
    """Each supplier's own row or sentence."""

    def __init__(self, reading: Reading, about: About) -> None:
        self._about = about
        self._rows = [
            (one, cells[0].casefold(), cells[1:])
            for one in reading.sentences
            if one.kind == "row" and CELL in one.text and len(cells := cells_of(one.text)) > 1
        ]
        named = [claim.sentence for claim in reading.of("supplier")]
        self._alone = {one.number for one in named if named.count(one) == 1}

    def of(self, claim: Claim) -> Where | None:
        """What is said of the supplier of a claim alone; None when nothing is."""
        return self._in_row(claim) or self._in_sentence(claim)

    def _in_row(self, claim: Claim) -> Where | None:
        names = {name.casefold() for name in (claim.party, claim.value) if name}
        for row, first, cells in self._rows:
            if not any(re.match(rf"{re.escape(name)}(?!\w)", first) for name in names):
                continue
            heads = cells_of(row.lead.text)[1:] if row.lead is not None else []
            if len(heads) != len(cells) or not any(_LAND.search(head) for head in heads):
                continue
            land = next(cell for head, cell in zip(heads, cells, strict=True) if _LAND.search(head))
            is_told = any(_RESTS.search(head) for head in heads)
            codes, within, is_whole = countries_in(land)
            basis = self._ground(row) if is_told else ""
            return Where(row, codes, within, is_whole, basis)
        return None

    def _in_sentence(self, claim: Claim) -> Where | None:
        sentence = claim.sentence
        if sentence.number not in self._alone or sentence.kind == "row":
            return None
        said = _STORED.search(sentence.text)
        codes, within, is_whole = countries_in(said[1]) if said else ((), False, True)
        return Where(sentence, codes, within, is_whole, self._ground(sentence))

    def _ground(self, sentence: Sentence) -> str:
        grounds = self._about.grounds_in(sentence)
        return grounds[0] if len(grounds) == 1 else ""


def countries_in(text: str) -> tuple[tuple[str, ...], bool, bool]:
    """The countries a cell names, whether it says “EU/EØS”, and whether all of it was known."""
    codes: dict[str, None] = {}
    within, is_whole = False, True
    for part in _PARTS.split(text):
        name = _IN.sub("", part.strip()).strip(" .*")
        if _WITHIN.fullmatch(name):
            within = True
        elif code := _codes().get(name.casefold()):
            codes[code] = None
        elif name.strip("-–—"):
            is_whole = False
    return tuple(codes), within, is_whole


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    names = {
        name.casefold(): code
        for language in ("en", "nn", "nb")
        for code, name in country_names(language).items()
    }
    return names | _SHORT
