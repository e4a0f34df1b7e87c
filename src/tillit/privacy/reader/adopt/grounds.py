"""What each activity is for, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from tillit.privacy.declare import ActivityType, Basis
from tillit.privacy.reader.adopt.making import Making
from tillit.privacy.reader.adopt.places import APART, BASES
from tillit.privacy.reader.reading import Claim

# How many sentences on what an activity is for are shown.
_PURPOSES: Final = 3


def take(making: Making) -> None:
    """The purposes of each activity with their bases."""
    # Consent that is only spoken of, as what may be withdrawn, is no ground the statement has.
    bases = [
        (claim, making.scope(claim))
        for claim in [*making.reading.of("basis"), *_agreements(making)]
        if making.about.rests(claim.sentence)
        and claim.basis in BASES
        and not claim.negated
        and not making.about.label_of(claim.sentence) & APART
        and not _is_of_guardians(making, claim)
        and not making.is_of_a_right(claim)
    ]
    purposes = [(claim, making.scope(claim)) for claim in making.reading.of("purpose")]
    entries = making.entries()
    for entry in entries:
        declared = making.declared.activities[entry["activity"]]
        own = [claim for claim, scope in purposes if declared.key in scope.activities]
        # What all is for is what the only thing that is done is for; of several, nobody knows.
        of_all = [
            claim
            for claim, scope in purposes
            if scope.everything and len(entries) == 1 and making.about.is_general(claim.sentence)
        ]
        named = _purposes(making, entry, own or of_all, sure=bool(own))
        said = [claim for claim, scope in bases if declared.key in scope.activities]
        general = [
            claim
            for claim, scope in bases
            if scope.everything and making.about.is_general(claim.sentence)
        ]
        _bases(making, entry, declared, said, general, named)


def _is_of_guardians(making: Making, claim: Claim) -> bool:
    """That guardians consent for children is no ground for everybody."""
    topics = making.about.topics_of(claim.sentence)
    return "children" in topics and BASES[claim.basis] is Basis.CONSENT


def _agreements(making: Making) -> list[Claim]:
    """Where an agreement is what it is done for, and no other ground is given there."""
    given = {claim.sentence.number for claim in making.reading.of("basis")}
    return [
        Claim("basis", sentence, basis=Basis.CONTRACT.value, sure=False)
        for sentence in making.about.on("agreement")
        if sentence.number not in given
    ]


def _bases(
    making: Making,
    entry: dict[str, Any],
    declared: ActivityType,
    said: list[Claim],
    general: list[Claim],
    named: set[str],
) -> None:
    for purpose in entry["purposes"]:
        allowed = list(declared.purpose(purpose["purpose"]).bases)
        path = f"activities.{declared.key}.purposes.{purpose['purpose']}"
        is_named = purpose["purpose"] in named
        if len(allowed) == 1:
            if is_named:
                _sole(making, purpose, path, [*said, *general])
            continue
        given = said or general
        chosen = _chosen(purpose, said, allowed) if said else _general(purpose, general, allowed)
        if chosen is None and not said:
            making.notes.gap(
                f"{path}.basis", "basis_unsaid", purpose=f"{declared.key}/{purpose['purpose']}",
                basis=purpose["basis"],
            )  # fmt: skip
        elif chosen is not None:
            # Of several it chose one; that is not what the statement says.
            is_plain = (
                not _is_beside_another(chosen, said)
                if said
                else len({claim.basis for claim in general}) == 1
            )
            _rest_on(making, purpose, path, declared.key, chosen, sure=is_plain, named=is_named)
        if is_named and (said or len({claim.basis for claim in general}) == 1):
            _others(making, purpose, path, declared.key, given, allowed)
        _tested(making, purpose, path, declared.key)


def _is_beside_another(claim: Claim, claims: list[Claim]) -> bool:
    """Whether its sentence gives several grounds, of which one was chosen."""
    return any(one.sentence is claim.sentence and one.basis != claim.basis for one in claims)


def _chosen(purpose: dict[str, Any], claims: list[Claim], allowed: list[Basis]) -> Claim | None:
    """The first that the purpose can rest on; of several in one sentence, the register's own."""
    usable = [claim for claim in claims if BASES[claim.basis] in allowed]
    first = next((claim for claim in usable if claim.sure), None) or next(iter(usable), None)
    if first is None:
        return None
    beside = [claim for claim in usable if claim.sentence is first.sentence]
    return next((one for one in beside if BASES[one.basis].value == purpose["basis"]), first)


def _general(purpose: dict[str, Any], claims: list[Claim], allowed: list[Basis]) -> Claim | None:
    """Of grounds given for all there is: the one ground, or of several the register's own."""
    if len({claim.basis for claim in claims}) == 1:
        return _chosen(purpose, claims, allowed)
    return next((one for one in claims if BASES[one.basis].value == purpose["basis"]), None)


def _sole(making: Making, purpose: dict[str, Any], path: str, claims: Iterable[Claim]) -> None:
    """A purpose that can rest on one thing only: said so, or the register's own."""
    for claim in claims:
        if BASES.get(claim.basis) == purpose["basis"] and not claim.negated:
            making.notes.origin(f"{path}.basis", purpose["basis"], claim.sentence, sure=claim.sure)
            return


def _rest_on(
    making: Making,
    purpose: dict[str, Any],
    path: str,
    activity: str,
    claim: Claim,
    *,
    sure: bool,
    named: bool,
) -> None:
    """The purpose rests on it. ``named``: the statement speaks of the purpose; else it is a guess
    that what is said of the activity holds for it."""
    basis = BASES[claim.basis]
    if purpose["basis"] != basis:
        purpose["basis"] = basis.value
        ready = making.ready_purpose(activity, purpose["purpose"], basis)
        purpose["balancing_test"] = ready["balancing_test"] if ready else None
        purpose["consent"] = ready["consent"] if ready else None
    making.notes.origin(
        f"{path}.basis", basis.value, claim.sentence, sure=claim.sure and sure and named,
        code="" if named else "basis_guess",
    )  # fmt: skip


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


def _purposes(
    making: Making, entry: dict[str, Any], claims: list[Claim], *, sure: bool
) -> set[str]:
    """The main purpose is the one the statement speaks of, another where its words fit; the rest
    are to be checked. Gives those that are spoken of: what is done is for the main one."""
    main, *rest = (one["purpose"] for one in entry["purposes"])
    path = f"activities.{entry['activity']}.purposes"
    told: dict[str, int] = {}
    for claim in claims:
        if not claim.sure or claim.negated:
            continue
        key = claim.purpose if claim.purpose in rest else main
        told[key] = told.get(key, 0) + 1
        if told[key] <= _PURPOSES:
            # By where it stands alone, it may be for something else.
            is_its_own = (
                claim.purpose == key
                or entry["activity"] in making.about.topics_of(claim.sentence)
            )  # fmt: skip
            making.notes.origin(
                f"{path}.{key}", claim.value, claim.sentence, sure=sure and is_its_own
            )
    published = {"publish_in_directory"} if entry["published"] else set()
    named = {main, *told, *published}
    for purpose in rest:
        if purpose not in named and purpose != "publish_in_directory":
            making.notes.gap(
                f"{path}.{purpose}", "purpose_unsaid", purpose=f"{entry['activity']}/{purpose}"
            )
    return named
