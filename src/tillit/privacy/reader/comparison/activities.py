"""What is done, on what basis, with which fields."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from tillit.privacy.declare import ActivityType, Basis
from tillit.privacy.reader.adopt.making import Making
from tillit.privacy.reader.adopt.places import ACTIVITIES, BASES, FIELDS, TOLD, UNPLACED
from tillit.privacy.reader.comparison.finding import difference
from tillit.privacy.reader.reading import Claim, Finding
from tillit.privacy.register.points.texts import TEXTS
from tillit.privacy.register.rules.purposes import ARTICLES
from tillit.privacy.register.schema import ActivityEntry, Register


def differences(making: Making, register: Register) -> Iterator[Finding]:
    """Activities, bases, fields and what is public."""
    yield from _said_only(making, register)
    yield from _unplaced(making)
    on = set(making.on())
    for entry in register.activities:
        if entry.activity not in on:
            continue
        declared = making.declared.activities[entry.activity]
        if not _is_spoken_of(making, entry.activity):
            yield _kept_only(declared)
            continue
        yield from _bases(making, entry, declared)
        yield from _fields(making, entry, declared)
        yield from _published(making, entry, declared)
    yield from _bases_unsaid(making, register)


def _is_spoken_of(making: Making, activity: str) -> bool:
    if making.about.has(activity) or (activity == "customers" and making.about.has("cases")):
        return True
    return any(
        activity in making.scope(claim).activities
        for claim in making.reading.of("retention", "purpose", "field", "basis")
    )


def _said_only(making: Making, register: Register) -> Iterator[Finding]:
    """The statement speaks of it more than in passing, and the register does not have it."""
    on = {entry.activity for entry in register.activities}
    for key in ACTIVITIES:
        if key in on or making.about.times(key) < 2:
            continue
        sentences = [one for one in making.about.on(key) if one.kind != "heading"]
        yield difference(
            "activity-said", "warning", "activities",
            _("The statement speaks of “%(activity)s”, which the register does not have.")
            % {"activity": making.declared.activities[key].name},
            _("Switch it on in the register if you do it; otherwise take it out of the statement."),
            sentences=(sentences or making.about.on(key))[:1], law=("gdpr-30",),
        )  # fmt: skip


def _unplaced(making: Making) -> Iterator[Finding]:
    """What the register has no place for: told of once, so that nobody thinks it is covered."""
    told: set[str] = set()
    for topic in TOLD:
        code = UNPLACED[topic]
        sentences = [one for one in making.about.on(topic) if one.kind != "heading"]
        if code in told or not sentences:
            continue
        told.add(code)
        yield difference(
            "no-place", "note", "activities",
            _("The statement speaks of this, and the register has no place for it yet: %(what)s.")
            % {"what": TEXTS[code][0]},
            _("Keep it in your own record of processing as long as you do it."),
            sentences=sentences[:1], law=("gdpr-30",),
        )  # fmt: skip


def _kept_only(declared: ActivityType) -> Finding:
    return difference(
        "activity-kept", "error", f"activities.{declared.key}",
        _("The register has “%(activity)s”, and the statement does not speak of it.")
        % {"activity": declared.name},
        _("Write in the statement what you do there, or switch it off in the register."),
        law=("gdpr-13-1-c",),
    )  # fmt: skip


def _bases(making: Making, entry: ActivityEntry, declared: ActivityType) -> Iterator[Finding]:
    path = f"activities.{entry.activity}.purposes"
    kept = {purpose.basis for purpose in entry.purposes}
    claims = [
        claim
        for claim in making.reading.of("basis")
        if claim.basis in BASES and making.about.rests(claim.sentence)
    ]
    said: dict[Basis, Claim] = {}
    for claim in claims:
        if entry.activity in making.scope(claim).activities and not claim.negated:
            said.setdefault(BASES[claim.basis], claim)
    is_agreed = bool(kept & said.keys())
    for basis, claim in said.items():
        if basis not in kept:
            yield difference(
                "basis-said", "note" if is_agreed else "error", path,
                _("The statement has %(basis)s as the basis for “%(activity)s”; the register does "
                  "not.")
                % {"basis": basis.label, "activity": declared.name},
                _("A purpose has one basis: decide which, and let both say it."),
                sentences=[claim.sentence], law=(ARTICLES[basis],), sure=claim.sure,
            )  # fmt: skip


def _bases_unsaid(making: Making, register: Register) -> Iterator[Finding]:
    """What the register rests on and the statement never speaks of, a basis at a time."""
    said = {BASES[one.basis] for one in making.reading.of("basis") if one.basis in BASES}
    resting: dict[Basis, list[str]] = {}
    on = set(making.on())
    for entry in register.activities:
        declared = making.declared.activities[entry.activity]
        for purpose in entry.purposes if entry.activity in on else ():
            if purpose.basis not in said:
                name = str(declared.purpose(purpose.purpose).name)
                resting.setdefault(purpose.basis, []).append(name)
    for basis, purposes in resting.items():
        yield difference(
            "basis-kept",
            "warning",
            "activities",
            _("In the register this rests on %(basis)s, which the statement does not speak of: "
              "%(purposes)s.")
            % {"basis": basis.label, "purposes": "; ".join(purposes)},
            _("Write in the statement what each purpose rests on."),
            law=("gdpr-13-1-c",),
        )  # fmt: skip


def _fields(making: Making, entry: ActivityEntry, declared: ActivityType) -> Iterator[Finding]:
    path = f"activities.{entry.activity}.fields"
    said: dict[str, Claim] = {}
    for claim in making.reading.of("field", "published"):
        if making.scope(claim).covers(entry.activity) and not claim.negated:
            for field in FIELDS.get(claim.value, ()):
                said.setdefault(field, claim)
    if not said:
        return
    asked = [key for key in entry.field_keys() if key != "answers"]
    silent = [key for key in asked if key not in said]
    if silent:
        yield difference(
            "fields-kept", "warning", path,
            _("The register asks for more than the statement says for “%(activity)s”: %(fields)s.")
            % {"activity": declared.name, "fields": _labels(declared, silent)},
            _("Name them in the statement, or do not ask for them."),
            law=("gdpr-5-1-c",),
        )  # fmt: skip
    idle = [
        key for key, claim in said.items()
        if key in declared.asks and key not in asked
        and entry.activity in making.scope(claim).activities
    ]  # fmt: skip
    if idle:
        yield difference(
            "fields-said", "note", path,
            _("The statement says that you ask for more for “%(activity)s”: %(fields)s.")
            % {"activity": declared.name, "fields": _labels(declared, idle)},
            _("Take them out of the statement, or add them to the register."),
            sentences=[said[idle[0]].sentence], law=("gdpr-5-1-c",),
        )  # fmt: skip


def _published(making: Making, entry: ActivityEntry, declared: ActivityType) -> Iterator[Finding]:
    path = f"activities.{entry.activity}.published"
    said = {
        field: claim
        for claim in making.reading.of("published")
        if not claim.negated
        for field in FIELDS.get(claim.value, ())
        if field in declared.publishes
    }
    shown = [key for key in entry.published if key not in said]
    if shown:
        yield difference(
            "public-kept", "error", path,
            _("The register shows this in public, and the statement does not say so: %(fields)s.")
            % {"fields": _labels(declared, shown)},
            _("Write it in the statement, or do not show it."),
            law=("gdpr-13-1-e",),
        )  # fmt: skip
    hidden = [key for key in said if key not in entry.published]
    if hidden:
        yield difference(
            "public-said", "note", path,
            _("The statement says that this is shown in public, and the register does not show it: "
              "%(fields)s.")
            % {"fields": _labels(declared, hidden)},
            _("Take it out of the statement, or show it to those who wish it."),
            sentences=[said[hidden[0]].sentence], law=("gdpr-13-1-e",),
        )  # fmt: skip


def _labels(declared: ActivityType, fields: list[str]) -> str:
    return get_text_list([str(declared.asks[one].label) for one in fields], _("and"))
