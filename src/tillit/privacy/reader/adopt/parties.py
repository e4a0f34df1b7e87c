"""Those outside: where data comes from, who gets it, who handles it."""

from __future__ import annotations

from typing import Final

from tillit.privacy.reader.adopt import processors, recipients
from tillit.privacy.reader.adopt.elsewhere import unnamed_sources
from tillit.privacy.reader.adopt.making import Making, Scope
from tillit.privacy.reader.adopt.places import ACTIVITIES, PASSING, UNPLACED
from tillit.privacy.reader.reading import Claim
from tillit.privacy.register.schema import words

_OF_ALL: Final = ("self", "relatives")


def take(making: Making) -> None:
    """Sources, recipients and processors, each with the activities they have a part in."""
    for entry in making.document["activities"]:
        entry["recipients"], entry["processors"] = [], []
    _sources(making)
    recipients.take(making)
    processors.take(making)
    _denied(making)


def _sources(making: Making) -> None:
    claims = [
        claim
        for claim in making.reading.of("source")
        if claim.value and not claim.negated and not claim.sentence.text.endswith(":")
    ]
    unnamed = list(unnamed_sources(making))
    claims += unnamed
    # What is said of all is for those of which nothing of their own is said.
    claims.sort(key=lambda claim: _from_where(making, claim).everything)
    known = making.sources()
    said: dict[str, set[str]] = {}
    own: frozenset[str] | None = None
    for claim in claims:
        if claim.value == "cookies":
            continue
        if claim.value not in known:
            continue  # told of with what has no place
        scope = _from_where(making, claim)
        if scope.everything and own is None:
            own = frozenset(said)
        has_own = own or frozenset()
        if "mostly" in making.about.topics_of(claim.sentence):
            has_own = frozenset()
        for entry in making.entries():
            if scope.covers(entry["activity"]) and entry["activity"] not in has_own:
                said.setdefault(entry["activity"], set()).add(claim.value)
                making.notes.origin(
                    f"activities.{entry['activity']}.sources",
                    words(known[claim.value]["name"], making.reading.language),
                    claim.sentence,
                    sure=claim.sure and scope.sure and not _is_of_another(making, claim),
                )
    _tell_unnamed(making, unnamed, said)
    for entry in making.entries():
        chosen = said.get(entry["activity"], set())
        if chosen:
            entry["sources"] = [key for key in known if key in chosen]
        else:
            making.notes.gap(
                f"activities.{entry['activity']}.sources",
                "sources_unsaid",
                activity=entry["activity"],
            )
    used = {key for entry in making.document["activities"] for key in entry["sources"]} | {"self"}
    making.document["sources"] = [source for key, source in known.items() if key in used]


def _tell_unnamed(making: Making, claims: list[Claim], said: dict[str, set[str]]) -> None:
    """That there are others; said of no activity in the draft, it may be so of all of them."""
    if claims and not any("other" in chosen for chosen in said.values()):
        for entry in making.entries():
            said.setdefault(entry["activity"], {"self"}).add("other")
    for claim in claims:
        making.notes.conflict("sources", "source_unnamed", claim.sentence)


# “Til årboka henter vi …”: what is named before the verb is what it is about.
_OPENS: Final = frozenset("til for ved i under when to at".split())


def _is_of_another(making: Making, claim: Claim) -> bool:
    """Whether a sentence begins with something nobody knows: then it may not be about what those
    before it are about."""
    own = making.about.topics_of(claim.sentence)
    return claim.sentence.words[0] in _OPENS and own.isdisjoint(ACTIVITIES)


def _from_where(making: Making, claim: Claim) -> Scope:
    """Which activities a source is one of: “opplysningene kommer fra …”, under a heading that
    asks where from, is said of all there is."""
    about = making.about
    own = about.topics_of(claim.sentence)
    under = claim.sentence.under
    headed = about.topics_of(under) if under is not None else frozenset()
    # A register or a partner is seldom one of all; the person and the family are.
    for_all = claim.value in _OF_ALL and (about.is_under_sources(claim.sentence) or "mostly" in own)
    is_open = for_all and not (own | headed) & {*ACTIVITIES, *UNPLACED} - PASSING
    if is_open or about.is_of_all_data(claim.sentence):
        return Scope(everything=True, sure=False)
    return making.scope(claim)


def _denied(making: Making) -> None:
    """Never shared, it says; and yet there are those who get it."""
    names = [one["name"] for one in making.document["recipients"]]
    for claim in making.reading.of("sharing"):
        if claim.negated and names and not claim.condition and claim.data in ("", "general"):
            making.notes.conflict(
                "recipients", "sharing_denied", claim.sentence, names=", ".join(names)
            )
            return
