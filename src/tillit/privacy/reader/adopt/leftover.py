"""What the statement says that the register has no place for yet."""

from __future__ import annotations

from typing import Any, Final

from tillit.privacy.reader.adopt import untold
from tillit.privacy.reader.adopt.making import GENERAL, Making
from tillit.privacy.reader.adopt.places import BASES, FIELDS, PLACES, TOLD, UNPLACED
from tillit.privacy.reader.claims import columns
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence
from tillit.privacy.register.schema import words

_DEADLINES = {
    "unsubscribe": "unsubscribe",
    "breach_authority": "breach",
    "breach_person": "breach",
    "change_notice": "change_notice",
}
# What is told of under what it is about, when that has no place.
_BY_TOPIC: Final = ("purpose", "basis", "transfer", "published")
# Told of with what was said.
_SAID: Final = ("period", "deadline", "source", "purpose", "recipient")


def take(making: Making) -> None:
    """Everything that is told of: each thing once, with all the sentences that say it."""
    _periods(making)
    _deadlines(making)
    _special(making)
    _spoken_of(making)
    _data(making)
    _untold(making)
    making.notes.tell_unplaced()


def _periods(making: Making) -> None:
    for claim in making.reading.of("retention"):
        if claim.negated or claim.data in GENERAL:
            continue
        if claim.data in PLACES:
            if not any(making.entry(activity) for activity, _rule in PLACES[claim.data]):
                making.notes.unplaced("period", claim.sentence, sure=claim.sure, said=claim.period)
            continue
        code = UNPLACED.get(claim.data, "other")
        making.notes.unplaced(
            code, claim.sentence, sure=claim.sure, said=claim.period, clock=claim.clock
        )


def _deadlines(making: Making) -> None:
    for claim in making.reading.of("deadline"):
        if claim.what != "answer":
            making.notes.unplaced(
                _DEADLINES.get(claim.what, "deadline"), claim.sentence, sure=claim.sure,
                said=claim.period,
            )  # fmt: skip


def _special(making: Making) -> None:
    for claim in making.reading.of("special"):
        if not claim.negated and "needs" in making.about.topics_of(claim.sentence):
            making.notes.unplaced("needs", claim.sentence, sure=claim.sure)


def _data(making: Making) -> None:
    """Kinds of data that no form of the register asks for: a date of birth, one’s voice."""
    placed = {
        kind
        for kind, fields in FIELDS.items()
        if any(making.notes.is_at(f".fields.{field}") for field in fields)
    }
    for claim in making.reading.of("field"):
        if claim.value == "needs" and not claim.negated:
            making.notes.unplaced("needs", claim.sentence, sure=claim.sure)
            placed.add("needs")
    told: set[str] = set()
    listing: dict[int, Claim] = {}
    for claim in making.reading.of("field"):
        listing.setdefault(claim.sentence.number, claim)
    for claim in listing.values():
        if claim.negated:
            continue
        named = making.about.lists_beyond(claim.sentence, placed)
        new = [one for one in dict.fromkeys(named) if one.lower() not in told]
        told.update(one.lower() for one in new)
        if new:
            making.notes.unplaced("data", claim.sentence, sure=claim.sure, said=", ".join(new))


def _spoken_of(making: Making) -> None:
    """What no claim has told of already: the first sentence that speaks of it."""
    told = making.notes.codes_unplaced()
    for topic in TOLD:
        code = UNPLACED[topic]
        if code in told:
            continue
        sentences = making.about.on(topic)
        first = next((one for one in sentences if one.kind != "heading"), None)
        if first is not None:
            told.add(code)
            making.notes.unplaced(code, first)


def _untold(making: Making) -> None:
    """Each thing that is said, and has come to nothing: under what it is about, when that has no
    place; else by what it is."""
    draft = untold.Draft(making)
    for claim in making.reading.claims:
        if claim.kind not in untold.KINDS or (claim.negated and claim.kind != "retention"):
            continue
        if claim.kind == "field" or draft.tells(claim):
            continue
        code, names = _called(making, claim)
        making.notes.unplaced(code, claim.sentence, sure=claim.sure, **names)


def _called(making: Making, claim: Claim) -> tuple[str, dict[str, Any]]:
    if claim.kind == "purpose" and columns.is_listed(claim.sentence) and claim.data in PLACES:
        return "purpose", {"said": claim.value}
    topic = UNPLACED.get(claim.data, "") or _topic(making, claim.sentence)
    if topic not in ("", "other") and claim.kind in _BY_TOPIC:
        return topic, {}
    if claim.kind == "retention" and claim.negated:
        return "kept", {}
    code = untold.CODES[claim.kind]
    if code == "basis":
        return code, {"basis": BASES[claim.basis].value}
    said = {
        "period": claim.period,
        "deadline": claim.period,
        "source": _source(making, claim.value),
    }.get(code, claim.value)
    return code, {"said": said} if code in _SAID else {}


def _topic(making: Making, sentence: Sentence) -> str:
    """What without a place it is about, as it stands there or under its heading."""
    for topics in making.about.scope(sentence):
        for topic in TOLD:
            if topic in topics:
                return UNPLACED[topic]
    return ""


def _source(making: Making, key: str) -> str:
    """What the source is called in the statement’s own language."""
    known = making.sources().get(key)
    return words(known["name"], making.reading.language) if known else key
