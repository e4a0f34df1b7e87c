"""Sources of data that nobody has a name for: that there is one is told, never passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.adopt.making import Making
from tillit.privacy.reader.reading import Claim

# “Adressen henter vi fra naboene”, “data is obtained from the landlord”: by us, from another.
_FROM_ANOTHER: Final = re.compile(
    r"(?i)(?=.*\b(?:vi|me|we|hentes|hentast|hentet|henta|innhentes|innhentet|innhenta|obtained|"
    r"collected|received|mottas)\b)"
    r".*\b(?:hent|innhent|mottar\b|mottek\b|mottas\b|får vi\b|vi får\b|me får\b|får me\b|"
    r"obtain|collect|receiv)[^.;:]{0,60}?\b(?:fra|frå|from) "
    r"(?!deg\b|dykk\b|dere\b|you|oss\b|us\b|den (?:enkelte|registrerte)|dei? registrerte|"
    r"the data subject|nett|enhet|eining|device|browser|informasjonskaps|cookies|\d)"
)
# Where it speaks of these, it is not about where data comes from.
_OTHER: Final = frozenset({"web", "money"})


def unnamed_sources(making: Making) -> Iterator[Claim]:
    """A claim for each sentence that has data from another whom no list knows."""
    told = {claim.sentence.number for claim in making.reading.of("source") if claim.value != "self"}
    rights = {claim.sentence.number for claim in making.reading.of("right")}
    for sentence in making.reading.sentences:
        if sentence.kind == "heading" or sentence.number in told | rights:
            continue
        if not _FROM_ANOTHER.match(sentence.text) or not making.about.has_data(sentence):
            continue
        if not making.about.topics_of(sentence) & _OTHER:
            yield Claim("source", sentence, value="other", sure=False)
