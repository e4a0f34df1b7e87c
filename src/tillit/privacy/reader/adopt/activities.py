"""Which activities are on: those that the statement says people's data is held for."""

from __future__ import annotations

from typing import Any, Final

from tillit.privacy.reader.adopt.making import Making
from tillit.privacy.reader.adopt.places import ACTIVITIES, PLACES
from tillit.privacy.reader.structure import Sentence
from tillit.privacy.register.complete import entry_of

# A sentence that any of these was read in says what is done, and does not only mention somebody.
_SAYS: Final = (
    "retention", "field", "published", "purpose", "basis", "source", "supplier", "recipient",
)  # fmt: skip


def choose(making: Making) -> None:
    """Those the statement speaks of are on, and those the program needs; the others are off."""
    spoken_of = _spoken_of(making)
    if not spoken_of:
        making.notes.gap("activities", "nothing_known", kind=making.kind)
        return
    kept = [
        entry
        for entry in making.document["activities"]
        if entry["activity"] in spoken_of or making.declared.activities[entry["activity"]].always_on
    ]
    present = {entry["activity"] for entry in kept}
    kept += [_new(making, key) for key in ACTIVITIES if key in spoken_of.keys() - present]
    order = {activity.key: place for place, activity in enumerate(making.declared.in_order())}
    making.document["activities"] = sorted(kept, key=lambda entry: order[entry["activity"]])
    for entry in making.entries():
        key = entry["activity"]
        sentences = spoken_of[key]
        making.notes.origin(f"activities.{key}", key, sentences[0], sure=len(sentences) > 1)


def _spoken_of(making: Making) -> dict[str, list[Sentence]]:
    """Each activity with the sentences that speak of it, the most telling first."""
    saying = {claim.sentence.number for claim in making.reading.of(*_SAYS)}
    kept = _kept(making)
    found: dict[str, list[Sentence]] = {}
    for key in ACTIVITIES:
        topics = [key]
        if key == "customers" and making.kind == "regional-development":
            topics.append("cases")
        sentences = making.about.on(*topics)
        if key == "events":
            # That pictures are taken at events does not say who has signed up.
            sentences = [one for one in sentences if "pictures" not in making.about.topics_of(one)]
        telling = [one for one in sentences if one.number in saying or making.about.tells_of(one)]
        if not kept.get(key) and not telling and len(sentences) < 2:
            continue
        every = [*kept.get(key, ()), *sentences]
        every.sort(key=lambda one: (one.kind == "heading", one.number not in saying))
        found[key] = list(dict.fromkeys(every))
    if "company_contacts" in found and not making.about.has("person_members"):
        found.pop("membership", None)
    return found


def _kept(making: Making) -> dict[str, list[Sentence]]:
    """Where a time is given for just that activity's data."""
    kept: dict[str, list[Sentence]] = {}
    for claim in making.reading.of("retention"):
        places = PLACES.get(claim.data, ())
        if claim.sure and not claim.negated and places and claim.data != "suppliers":
            topics = making.about.topics_of(claim.sentence)
            named = [activity for activity, _rule in places if activity in topics]
            # A member company's contact is spoken of with the word for members too.
            named.sort(key=lambda activity: activity != "company_contacts")
            kept.setdefault((named or [places[0][0]])[0], []).append(claim.sentence)
    return kept


def _new(making: Making, key: str) -> dict[str, Any]:
    ready = making.ready(key)
    if ready:
        return ready[0] | {"measures": [each["key"] for each in making.document["measures"]]}
    return entry_of(making.declared.activities[key]).model_dump(mode="json")
