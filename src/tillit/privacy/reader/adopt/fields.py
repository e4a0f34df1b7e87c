"""Which fields each activity asks for, and what of them is shown in public."""

from __future__ import annotations

from typing import Any, Final

from tillit.privacy.declare import ActivityType
from tillit.privacy.reader.adopt.making import Making
from tillit.privacy.reader.adopt.places import FIELDS, UNPLACED
from tillit.privacy.reader.reading import Claim

# So many fields are a list of what is asked for.
_LIST: Final = 3
# Parts of an address and a name: told of once.
_PARTS: Final = ("postal_code", "city", "last_name")
# What tells who somebody is.
_NAMES: Final = ("name", "first_name", "last_name")
# Without these nobody could be written to, or prove that the data is theirs.
_ALWAYS_ASKED: Final = ("first_name", "last_name", "email")


def take(making: Making) -> None:
    """The fields of each activity: its own, else those that are asked of everybody."""
    fields = [(claim, making.scope(claim)) for claim in making.reading.of("field")]
    for entry in making.entries():
        declared = making.declared.activities[entry["activity"]]
        own = [(claim, True) for claim, scope in fields if declared.key in scope.activities]
        of_all = [(claim, False) for claim, scope in fields if scope.everything]
        # Few are told of by the way; then the list for everybody counts as well.
        is_list = len({claim.value for claim, _sure in own}) >= _LIST
        _fields(making, entry, declared, own if is_list else own + of_all)
        _published(making, entry, declared)


def _fields(
    making: Making, entry: dict[str, Any], declared: ActivityType, claims: list[tuple[Claim, bool]]
) -> None:
    path = f"activities.{declared.key}.fields"
    said: dict[str, tuple[Claim, bool]] = {}
    for claim, sure in claims:
        if claim.negated:
            continue
        for field in FIELDS.get(claim.value, ()):
            if field in declared.asks:
                said.setdefault(field, (claim, sure))
            elif sure and field not in _PARTS:
                making.notes.unplaced(
                    "field", claim.sentence, sure=sure, field=field, activity=declared.key
                )
    if any("answers" in making.about.topics_of(claim.sentence) for claim, _sure in said.values()):
        claim = next(
            claim
            for claim, _ in said.values()
            if "answers" in making.about.topics_of(claim.sentence)
        )
        if "answers" in declared.asks:
            said.setdefault("answers", (claim, True))
    if not said:
        # Nobody is made to give what the statement does not ask for.
        for field in entry["fields"]:
            field["required"] = field["field"] in _ALWAYS_ASKED
        making.notes.gap(path, "fields_unsaid", activity=declared.key)
        return
    ready = _ready_fields(making, declared.key)
    kept = [field for field in declared.asks if field in said or field in _ALWAYS_ASKED]
    entry["fields"] = [_field(making, declared.key, field, said, ready) for field in kept]
    for field in kept:
        if field in said:
            claim, sure = said[field]
            making.notes.origin(f"{path}.{field}", field, claim.sentence, sure=claim.sure and sure)
        else:
            making.notes.gap(f"{path}.{field}", "field_needed", field=field, activity=declared.key)


def _field(
    making: Making,
    activity: str,
    field: str,
    said: dict[str, tuple[Claim, bool]],
    ready: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    """A field as the ready registers have it; required where the statement says so."""
    made = dict(ready.get(field, {"field": field, "required": False, "need": {}}))
    if field in said:
        sentence = said[field][0].sentence
        demanded = "required" in making.about.topics_of(sentence) or (
            sentence.lead is not None and "required" in making.about.topics_of(sentence.lead)
        )
        made["required"] = field in _ALWAYS_ASKED or (
            demanded and field not in ("picture", "answers")
        )
    if not made.get("need"):
        making.notes.gap(f"activities.{activity}.fields.{field}", "field_need", field=field)
    return made


def _ready_fields(making: Making, activity: str) -> dict[str, dict[str, Any]]:
    """Each field with why it is needed, from the nearest ready register that asks for it."""
    known: dict[str, dict[str, Any]] = {}
    for entry in making.ready(activity):
        for field in entry["fields"]:
            known.setdefault(field["field"], field)
    return known


def _is_of_members(making: Making, claim: Claim) -> bool:
    """Whether it is shown in a list of members: pictures on the website are no such list, unless
    it says so, or the names are shown with them."""
    if claim.negated or claim.data in UNPLACED:
        return False
    if claim.value != "picture":
        return True
    topics = making.about.topics_of(claim.sentence)
    return "directory" in topics or any(
        one.sentence is claim.sentence and one.value in _NAMES
        for one in making.reading.of("published")
    )


def _published(making: Making, entry: dict[str, Any], declared: ActivityType) -> None:
    """What is shown of members: only what the statement says is."""
    if not declared.publishes:
        entry["published"] = []
        return
    claims = [claim for claim in making.reading.of("published") if _is_of_members(making, claim)]
    said = {
        field: claim
        for claim in claims
        for field in FIELDS.get(claim.value, ())
        if field in declared.publishes
    }
    asked = {field["field"] for field in entry["fields"]}
    ready = _ready_fields(making, declared.key)
    for field in said:
        if field not in asked and field in ready:
            entry["fields"].append(ready[field] | {"required": False})
    entry["published"] = [field for field in declared.publishes if field in said]
    for field in entry["published"]:
        claim = said[field]
        making.notes.origin(
            f"activities.{declared.key}.published", field, claim.sentence, sure=claim.sure
        )
    directory = "publish_in_directory"
    if entry["published"] and not any(one["purpose"] == directory for one in entry["purposes"]):
        ready_purpose = making.ready_purpose(declared.key, directory)
        if ready_purpose:
            entry["purposes"].append(ready_purpose)
    if not entry["published"]:
        entry["purposes"] = [one for one in entry["purposes"] if one["purpose"] != directory]
