"""What the statement says that the register has no place for yet."""

from __future__ import annotations

from tillit.privacy.reader.adopt.making import GENERAL, Making
from tillit.privacy.reader.adopt.places import PLACES, TOLD, UNPLACED

_DEADLINES = {
    "unsubscribe": "unsubscribe",
    "breach_authority": "breach",
    "breach_person": "breach",
    "change_notice": "change_notice",
}


def take(making: Making) -> None:
    """Everything that is told of, in the order of the text; a sentence once for each thing."""
    _periods(making)
    _deadlines(making)
    _special(making)
    _spoken_of(making)


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


def _spoken_of(making: Making) -> None:
    """What no claim has told of already: the first sentence that speaks of it."""
    told = {point.code for point in making.notes.points if point.kind == "unplaced"}
    for topic in TOLD:
        code = UNPLACED[topic]
        if code in told:
            continue
        sentences = making.about.on(topic)
        first = next((one for one in sentences if one.kind != "heading"), None)
        if first is not None:
            told.add(code)
            making.notes.unplaced(code, first)
