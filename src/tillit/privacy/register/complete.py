"""Puts in what no register can be without, so that nobody has to write it by hand."""

from __future__ import annotations

from tillit.privacy.declare import ActivityType, Basis, Declarations, Purpose
from tillit.privacy.register.schema import (
    LANGUAGES,
    ActivityEntry,
    PurposeEntry,
    Register,
    RetentionEntry,
)

# Those who keep the program running process everything in it.
_EVERYWHERE = ("it_platform", "mail", "storage")


def complete(register: Register, declared: Declarations) -> Register:
    """The register with the activities the program itself needs, on their defaults."""
    present = {entry.activity for entry in register.activities}
    missing = [
        activity
        for activity in declared.in_order()
        if activity.always_on and activity.key not in present
    ]
    if not missing:
        return register
    added = [_entry(activity, register) for activity in missing]
    return register.model_copy(update={"activities": [*register.activities, *added]})


def entry_of(activity: ActivityType) -> ActivityEntry:
    """An activity as it is when just switched on: its purposes, default periods, no fields."""
    return ActivityEntry(
        activity=activity.key,
        purposes=[_purpose_entry(purpose) for purpose in activity.purposes],
        retention={
            rule.key: RetentionEntry(period=rule.default, end=rule.ends[0])
            for rule in activity.rules
        },
    )


def _entry(activity: ActivityType, register: Register) -> ActivityEntry:
    return entry_of(activity).model_copy(
        update={
            "processors": [p.key for p in register.processors if p.role in _EVERYWHERE],
            "measures": [measure.key for measure in register.measures],
        }
    )


def _purpose_entry(purpose: Purpose) -> PurposeEntry:
    basis = purpose.bases[0]
    if purpose.law and Basis.LEGAL_OBLIGATION in purpose.bases:
        basis = Basis.LEGAL_OBLIGATION
    by_law = basis in (Basis.LEGAL_OBLIGATION, Basis.PUBLIC_TASK)
    law = {language: purpose.law[language] for language in LANGUAGES if language in purpose.law}
    return PurposeEntry(purpose=purpose.key, basis=basis, law=law if by_law else {})
