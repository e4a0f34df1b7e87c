"""Questions that ask for special categories of data (GDPR article 9(1)), known by their words.

A list of words finds what is asked openly, not what is asked in a roundabout way. It is there to
stop the usual slip, the question about allergies, before it is published; the reason it gives says
which word it met, so that an innocent question can be put otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

Kind = Literal[
    "health", "belief", "politics", "union", "origin", "sexuality", "biometric", "identity"
]

# Beginnings of words in bokmål, nynorsk and English; a final "$" ends the word.
_BEGINNINGS: Final[dict[Kind, str]] = {
    "health": (
        "allerg matallerg intoleran matintoleran diett kosthold kosthald spesialkost matbehov "
        "matønske matpreferan gluten laktose cøliak cølia vegetar vegan plantebasert "
        "helseopplysning helseforhold helsetilstand helsesituasjon helseplage helseutfordring "
        "sykdom sjukdom sykehist sjukehist sykemeld sjukmeld diagnos medisin$ medisiner "
        "medisinbruk medikament vaksin psykisk handikap "
        "funksjonsneds funksjonshem funksjonshind funksjonsvar rullestol synshem "
        "hørselshem "
        "høyrselshem svaksynt tunghør tunghøyr tilrettelegg gravid svangerskap blodtype diabet "
        "astma epilep "
        "diet dietary lactose coeliac celiac nut-free vegetarian health$ illness disease disabilit "
        "disabled wheelchair medication medical$ medicine$ pregnan asthma vaccin accessibility "
        "impairment"
    ),
    "belief": (
        "religion religiøs livssyn trosretning trusretning trossamfunn trussamfunn konfesjon halal "
        "kosher muslim kristen jøde$ jødisk hindu buddhist human-etisk ateist "
        "religious faith$ denomination christian jewish atheist philosophical"
    ),
    "politics": (
        "politisk politikk$ partimedlem partitilhør partipolit partipreferanse stemte$ "
        "political politics"
    ),
    "union": "fagforening fagforeining fagforbund fagorganis tillitsvalgt tillitsvald trade-union",
    "origin": "etnisk etnisitet hudfarge avstamming avstamning samisk ethnic ethnicity racial",
    "sexuality": (
        "seksuell seksualitet legning$ homofil lesbisk bifil skeiv$ kjønnsidentitet transperson "
        "sexual lgbt gay$ lesbian bisexual transgender"
    ),
    "biometric": (
        "fingeravtrykk biometri ansiktsgjenkjenn genetisk gentest fingerprint biometric genetic "
        "dna$"
    ),
    # Not of article 9, yet never an event's business: personopplysningsloven § 12.
    "identity": "fødselsnummer fødselsnr personnummer identitetsnummer national-identity",
}
# What stands apart when it is written in two words.
_JOINED: Final = {
    "trade union": "trade-union",
    "union member": "trade-union",
    "nut free": "nut-free",
    "national identity": "national-identity",
    "human etisk": "human-etisk",
}
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Found:
    """The word that gave it away, and what it asks for."""

    word: str
    kind: Kind


def special_category(text: str) -> Found | None:
    """The first word in the text that asks for a special category of data; None when none does."""
    plain = unicodedata.normalize("NFC", text).casefold()
    for apart, joined in _JOINED.items():
        plain = plain.replace(apart, joined)
    for word in _WORD.findall(plain):
        for part in (word, *word.split("-")):
            for kind, pattern in _patterns().items():
                if pattern.match(part):
                    return Found(word, kind)
    return None


@lru_cache
def _patterns() -> dict[Kind, re.Pattern[str]]:
    return {
        kind: re.compile(
            "|".join(
                re.escape(stem.removesuffix("$"))
                + ("(?:s|en|a|et|er|r)?$" if stem[-1] == "$" else "")
                for stem in words.split()
            )
        )
        for kind, words in _BEGINNINGS.items()
    }
