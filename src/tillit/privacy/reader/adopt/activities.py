"""Which activities are on, what each is for and rests on, and which fields it asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tillit.privacy.declare import ActivityType, Basis
from tillit.privacy.reader.adopt.making import Making
from tillit.privacy.reader.adopt.places import ACTIVITIES, BASES, FIELDS
from tillit.privacy.reader.reading import Claim
from tillit.privacy.register.complete import entry_of

# How many sentences on what an activity is for are shown.
_PURPOSES = 3
# Without these nobody could be written to, or prove that the data is theirs.
_ALWAYS_ASKED = ("first_name", "last_name", "email")


def choose(making: Making) -> None:
    """Those the statement speaks of are on, and those the program needs; the others are off."""
    spoken_of = {topic for topic in ACTIVITIES if making.about.has(topic)}
    if making.about.has("cases") and making.kind == "regional-development":
        spoken_of.add("customers")
    if not spoken_of:
        making.notes.gap("activities", "nothing_known", kind=making.kind)
        return
    kept = [
        entry
        for entry in making.document["activities"]
        if entry["activity"] in spoken_of or making.declared.activities[entry["activity"]].always_on
    ]
    present = {entry["activity"] for entry in kept}
    kept += [_new(making, key) for key in ACTIVITIES if key in spoken_of - present]
    order = {activity.key: place for place, activity in enumerate(making.declared.in_order())}
    making.document["activities"] = sorted(kept, key=lambda entry: order[entry["activity"]])
    for entry in making.entries():
        key = entry["activity"]
        topics = (key, "cases") if key == "customers" else (key,)
        sentences = making.about.on(*topics)
        first = next((one for one in sentences if one.kind != "heading"), None)
        making.notes.origin(
            f"activities.{key}", key, first or next(iter(sentences), None),
            sure=len(sentences) > 1,
        )  # fmt: skip


def _new(making: Making, key: str) -> dict[str, Any]:
    ready = making.ready(key)
    if ready:
        return ready[0] | {"measures": [each["key"] for each in making.document["measures"]]}
    return entry_of(making.declared.activities[key]).model_dump(mode="json")


def take(making: Making) -> None:
    """Purposes with their bases, fields, and what is shown in public."""
    fields = [(claim, making.scope(claim)) for claim in making.reading.of("field")]
    # Consent that is only spoken of, as what may be withdrawn, is no ground the statement has.
    bases = [
        (claim, making.scope(claim))
        for claim in [*making.reading.of("basis"), *_agreements(making)]
        if making.about.rests(claim.sentence)
    ]
    purposes = [(claim, making.scope(claim)) for claim in making.reading.of("purpose")]
    for entry in making.entries():
        declared = making.declared.activities[entry["activity"]]
        own = [(claim, True) for claim, scope in fields if declared.key in scope.activities]
        of_all = [(claim, False) for claim, scope in fields if scope.everything]
        _fields(making, entry, declared, own or of_all)
        _published(making, entry, declared)
        said = [claim for claim, scope in bases if declared.key in scope.activities]
        general = [claim for claim, scope in bases if scope.everything]
        _bases(making, entry, declared, said, general)
        _purposes(making, entry, [c for c, scope in purposes if declared.key in scope.activities])


def _agreements(making: Making) -> list[Claim]:
    """Where an agreement is what it is done for, and no other ground is given there."""
    given = {claim.sentence.number for claim in making.reading.of("basis")}
    return [
        Claim("basis", sentence, basis=Basis.CONTRACT.value, sure=False)
        for sentence in making.about.on("agreement")
        if sentence.number not in given
    ]


# --- fields


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
            elif sure:
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


def _published(making: Making, entry: dict[str, Any], declared: ActivityType) -> None:
    """What is shown of members: only what the statement says is."""
    if not declared.publishes:
        entry["published"] = []
        return
    claims = [claim for claim in making.reading.of("published") if not claim.negated]
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
        ready_purpose = _ready_purpose(making, declared.key, directory)
        if ready_purpose:
            entry["purposes"].append(ready_purpose)
    if not entry["published"]:
        entry["purposes"] = [one for one in entry["purposes"] if one["purpose"] != directory]


# --- purposes and bases


def _bases(
    making: Making,
    entry: dict[str, Any],
    declared: ActivityType,
    said: list[Claim],
    general: list[Claim],
) -> None:
    for purpose in entry["purposes"]:
        allowed = list(declared.purpose(purpose["purpose"]).bases)
        path = f"activities.{declared.key}.purposes.{purpose['purpose']}"
        if len(allowed) == 1:
            _sole(making, purpose, path, [*said, *general])
            continue
        named = [claim for claim in said if claim.basis in BASES and not claim.negated]
        chosen = next((claim for claim in named if BASES[claim.basis] in allowed), None)
        if chosen is None and not named:
            named = [claim for claim in general if claim.basis in BASES and not claim.negated]
            chosen = next((claim for claim in named if BASES[claim.basis] in allowed), None)
        if chosen is None and not named:
            making.notes.gap(
                f"{path}.basis", "basis_unsaid", purpose=f"{declared.key}/{purpose['purpose']}",
                basis=purpose["basis"],
            )  # fmt: skip
            _tested(making, purpose, path, declared.key)
            continue
        if chosen is not None:
            _rest_on(making, purpose, path, declared.key, chosen)
        _others(making, purpose, path, declared.key, named, allowed)
        _tested(making, purpose, path, declared.key)


def _sole(making: Making, purpose: dict[str, Any], path: str, claims: Iterable[Claim]) -> None:
    """A purpose that can rest on one thing only: said so, or the register's own."""
    for claim in claims:
        if BASES.get(claim.basis) == purpose["basis"] and not claim.negated:
            making.notes.origin(f"{path}.basis", purpose["basis"], claim.sentence, sure=claim.sure)
            return


def _rest_on(
    making: Making, purpose: dict[str, Any], path: str, activity: str, claim: Claim
) -> None:
    basis = BASES[claim.basis]
    if purpose["basis"] != basis:
        purpose["basis"] = basis.value
        ready = _ready_purpose(making, activity, purpose["purpose"], basis)
        purpose["balancing_test"] = ready["balancing_test"] if ready else None
        purpose["consent"] = ready["consent"] if ready else None
    making.notes.origin(f"{path}.basis", basis.value, claim.sentence, sure=claim.sure)


def _others(
    making: Making,
    purpose: dict[str, Any],
    path: str,
    activity: str,
    named: list[Claim],
    allowed: list[Basis],
) -> None:
    """A purpose has one basis; what else is said is told of, once each."""
    told = {purpose["basis"]}
    for claim in named:
        basis = BASES[claim.basis]
        if basis.value in told:
            continue
        told.add(basis.value)
        making.notes.conflict(
            f"{path}.basis",
            "two_bases" if basis in allowed else "basis_not_allowed",
            claim.sentence,
            purpose=f"{activity}/{purpose['purpose']}", basis=basis.value, kept=purpose["basis"],
        )  # fmt: skip


def _tested(making: Making, purpose: dict[str, Any], path: str, activity: str) -> None:
    """A legitimate interest is to be weighed by people, a consent to have its words."""
    names = {"purpose": f"{activity}/{purpose['purpose']}"}
    if purpose["basis"] == Basis.LEGITIMATE_INTEREST:
        if purpose["balancing_test"] is None:
            weighed = next(iter(making.about.on("balanced")), None)
            making.notes.conflict(f"{path}.balancing_test", "no_balancing_test", weighed, **names)
        else:
            making.notes.gap(f"{path}.balancing_test", "balancing_test", **names)
    if purpose["basis"] == Basis.CONSENT and not purpose["consent"]:
        making.notes.gap(f"{path}.consent", "consent_wording", **names)


def _ready_purpose(
    making: Making, activity: str, purpose: str, basis: Basis | None = None
) -> dict[str, Any] | None:
    return next(
        (
            dict(one)
            for entry in making.ready(activity)
            for one in entry["purposes"]
            if one["purpose"] == purpose and basis in (None, one["basis"])
        ),
        None,
    )


def _purposes(making: Making, entry: dict[str, Any], claims: list[Claim]) -> None:
    """The main purpose is the one the statement speaks of; the rest are to be checked."""
    main, *rest = entry["purposes"]
    claims = [claim for claim in claims if claim.sure and not claim.negated][:_PURPOSES]
    path = f"activities.{entry['activity']}.purposes"
    for claim in claims:
        making.notes.origin(
            f"{path}.{main['purpose']}", claim.value, claim.sentence, sure=claim.sure
        )
    for purpose in rest:
        if purpose["purpose"] != "publish_in_directory":
            making.notes.gap(
                f"{path}.{purpose['purpose']}", "purpose_unsaid",
                purpose=f"{entry['activity']}/{purpose['purpose']}",
            )  # fmt: skip
