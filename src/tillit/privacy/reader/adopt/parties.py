"""Those outside: where data comes from, who gets it, who handles it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from tillit.kernel.identifiers import organisation_number
from tillit.privacy.reader.adopt import processors
from tillit.privacy.reader.adopt.catalogue import supplier
from tillit.privacy.reader.adopt.keys import attach, key_of
from tillit.privacy.reader.adopt.making import Making, Scope, texts
from tillit.privacy.reader.adopt.places import ACTIVITIES, PASSING, UNPLACED
from tillit.privacy.reader.reading import Claim
from tillit.privacy.register.schema import words

_NUMBER: Final = re.compile(r"\b(\d{3}[ .\u00a0]?\d{3}[ .\u00a0]?\d{3})\b")
_BY_LAW: Final = re.compile(
    r"(?i)myndighet|myndigheit|politi|domstol|rettslig|etater|organer|skatte|authorit|police|court"
)
# Those who handle data for the organisation, by the word for them alone.
_HANDLERS: Final = ("leverandør", "underleverandør", "databehandl", "supplier", "processor")
_ENDING: Final = re.compile(r"(?:et|en|a|ene|ane)$")
_STEM: Final = 3
_OF_ALL: Final = ("self", "relatives")


def take(making: Making) -> None:
    """Sources, recipients and processors, each with the activities they have a part in."""
    for entry in making.document["activities"]:
        entry["recipients"], entry["processors"] = [], []
    _sources(making)
    _recipients(making)
    processors.take(making)
    _denied(making)


# --- where data comes from


def _sources(making: Making) -> None:
    claims = [
        claim
        for claim in making.reading.of("source")
        if claim.value and not claim.negated and not claim.sentence.text.endswith(":")
    ]
    # What is said of all is for those of which nothing of their own is said.
    claims.sort(key=lambda claim: _from_where(making, claim).everything)
    known = {
        source["key"]: source for ready in reversed(making.library) for source in ready["sources"]
    }
    known |= {
        key: {"key": key, "name": name, "public": False} for key, name in texts()["source"].items()
    }
    said: dict[str, set[str]] = {}
    own: frozenset[str] | None = None
    for claim in claims:
        if claim.value == "cookies":
            continue
        if claim.value not in known:
            making.notes.unplaced("source", claim.sentence, sure=claim.sure, said=claim.value)
            continue
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
                    sure=claim.sure and scope.sure,
                )
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


# --- who gets it


def _recipients(making: Making) -> None:
    made: dict[str, dict[str, Any]] = {}
    for claim in _who(making):
        name = claim.value.strip()
        key = key_of(name, made, "recipient")
        scope = making.scope(claim)
        by_law = bool(_BY_LAW.search(name))
        if key not in made:
            made[key] = {
                "key": key,
                "name": name[:1].upper() + name[1:],
                "what_for": _recipient_text(scope, by_law=by_law),
                "organisation_number": _number_after(claim),
                "countries": ["NO"],
            }
            making.notes.origin(
                f"recipients.{key}", made[key]["name"], claim.sentence, sure=claim.sure
            )
        if by_law:
            continue
        if not scope.activities:
            making.notes.gap(f"recipients.{key}", "recipient_where", name=made[key]["name"])
        for activity in scope.activities:
            attach(making, activity, "recipients", key)
    making.document["recipients"] = list(made.values())


def _who(making: Making) -> list[Claim]:
    """Those it goes to, in the order of the text: by their names, where they are named."""
    told = [
        claim
        for claim in making.reading.of("recipient")
        if claim.value.strip() and not claim.negated and not _is_us(making, claim)
    ]
    named = list(_by_name(making, told))
    making.named_recipients.update(claim.value for claim in named)
    places = {claim.sentence.number for claim in named}
    told = [claim for claim in told if claim.sentence.number not in places]
    return sorted([*told, *named], key=lambda claim: claim.sentence.number)


def _is_us(making: Making, claim: Claim) -> bool:
    """“Forbundet” is the organisation itself, when its name ends so; “leverandører” are those who
    handle it, and are told of by their names."""
    word = claim.value.strip().lower()
    if word.startswith(_HANDLERS):
        return True
    stem = _ENDING.sub("", word)
    names = making.facts.name.value.lower().split()
    return len(stem) > _STEM and any(one.endswith((word, stem)) for one in names)


def _by_name(making: Making, told: list[Claim]) -> Iterator[Claim]:
    """Those whose names are read as suppliers', and who get it for their own use: the Blue
    Restaurant, where a restaurant is told of; an insurer that gets names."""
    kinds: dict[int, list[str]] = {}
    for claim in told:
        kinds.setdefault(claim.sentence.number, []).append(claim.value.lower())
    for claim in making.reading.of("supplier"):
        name = claim.value.lower()
        of = kinds.get(claim.sentence.number, ())
        known = supplier(claim.value)
        for_own = known is None or known.what_for == "other"
        is_kind = for_own and any(kind in name for kind in of)
        is_given = (
            claim.what_for == "other"
            and for_own
            and "handed_over" in making.about.topics_of(claim.sentence)
        )
        if (is_kind or is_given) and not claim.negated:
            yield replace(claim, kind="recipient", party="")


def _recipient_text(scope: Scope, *, by_law: bool) -> dict[str, str]:
    which = "law" if by_law else "events" if "events" in scope.activities else "other"
    return dict(texts()["recipient"][which])


def _number_after(claim: Claim) -> str:
    """The organisation number that stands with a recipient's name."""
    text = claim.party or claim.sentence.text.partition(claim.value)[2][:60]
    for match in _NUMBER.finditer(text):
        try:
            return organisation_number(match[1])
        except ValueError:
            continue
    return ""


def _denied(making: Making) -> None:
    """Never shared, it says; and yet there are those who get it."""
    names = [one["name"] for one in making.document["recipients"]]
    for claim in making.reading.of("sharing"):
        if claim.negated and names and not claim.condition and claim.data in ("", "general"):
            making.notes.conflict(
                "recipients", "sharing_denied", claim.sentence, names=", ".join(names)
            )
            return
