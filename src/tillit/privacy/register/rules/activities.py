"""Rules about the activities: purposes and bases, fields, what is published, how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from tillit.privacy.declare import ActivityType, Basis, DataClass, Declarations
from tillit.privacy.declare.model import Label
from tillit.privacy.register.periods import in_words
from tillit.privacy.register.rules.finding import Finding, Path, error, repeated, warning
from tillit.privacy.register.rules.purposes import about_purpose
from tillit.privacy.register.schema import ActivityEntry, Register

_period = lazy(in_words, str)


def _capitalised(label: Label) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]


_capital = lazy(_capitalised, str)


def about_activities(register: Register, declared: Declarations, on: dt.date) -> Iterator[Finding]:
    """Every activity that is switched on, and those that must be."""
    switched_on = [entry.activity for entry in register.activities]
    for key in repeated(switched_on):
        yield error(("activities", key), _("The activity is there twice. Keep one."), "gdpr-30")
    for activity in declared.in_order():
        if activity.always_on and activity.key not in switched_on:
            yield error(
                ("activities", activity.key),
                _("“{name}” cannot be left out: the program itself needs it. Switch it on."),
                "gdpr-30",
                name=activity.name,
            )
    for entry in register.activities:
        activity_type = declared.activities.get(entry.activity)
        if activity_type is None:
            yield error(
                ("activities", entry.activity),
                _("The program has no activity called “{key}”. Correct it or take it out."),
                "gdpr-30",
                key=entry.activity,
            )
            continue
        path = ("activities", entry.activity)
        yield from _purposes(path, entry, activity_type, register, on)
        yield from _fields(path, entry, activity_type)
        yield from _special(path, entry, activity_type)
        yield from _published(path, entry, activity_type)
        yield from _retention(path, entry, activity_type)
        yield from _chosen(path, entry, register)


def _purposes(
    path: Path, entry: ActivityEntry, activity: ActivityType, register: Register, on: dt.date
) -> Iterator[Finding]:
    path = (*path, "purposes")
    if not entry.purposes:
        yield error(path, _("Choose at least one purpose."), "gdpr-5-1-b")
    for key in repeated(purpose.purpose for purpose in entry.purposes):
        yield error(
            (*path, key),
            _("The purpose is there twice. A purpose has one legal basis."),
            "gdpr-5-1-b",
        )
    declared = {purpose.key: purpose for purpose in activity.purposes}
    for purpose in entry.purposes:
        if purpose.purpose not in declared:
            yield error(
                (*path, purpose.purpose),
                _("The activity has no purpose called “{key}”. Choose one of: {known}."),
                "gdpr-5-1-b",
                key=purpose.purpose,
                known=", ".join(declared),
            )
            continue
        yield from about_purpose(
            (*path, purpose.purpose), purpose, declared[purpose.purpose], register.languages, on
        )


def _fields(path: Path, entry: ActivityEntry, activity: ActivityType) -> Iterator[Finding]:
    below = (*path, "fields")
    for key in repeated(entry.field_keys()):
        yield error((*below, key), _("The field is there twice. Keep one."), "gdpr-5-1-c")
    for field in entry.fields:
        if field.field not in activity.asks:
            yield error(
                (*below, field.field),
                _("This activity cannot ask for “{key}”. Take it out."),
                "gdpr-5-1-c",
                key=field.field,
            )
        elif not field.need:
            say = error if field.required else warning
            yield say(
                (*below, field.field),
                _("Say what “{field}” is needed for. What nothing needs may not be asked for."),
                "gdpr-5-1-c",
                field=activity.asks[field.field].label,
            )
    if activity.asks and not entry.fields:
        yield error(below, _("Choose which fields to ask for."), "gdpr-5-1-c")
    elif "email" in activity.asks and "email" not in entry.field_keys():
        yield warning(
            below,
            _(
                "Without the e-mail address people cannot prove that the data is theirs, and so "
                "not see it on their own page."
            ),
            "gdpr-15",
        )
    if any(field.required for field in entry.fields) and not entry.without:
        yield error(
            (*path, "without"),
            _("Say what happens when someone does not give the data that is required."),
            "gdpr-13-2-e",
        )


def _special(path: Path, entry: ActivityEntry, activity: ActivityType) -> Iterator[Finding]:
    based = any(
        purpose.special_basis in declared.special_bases
        for purpose in entry.purposes
        for declared in activity.purposes
        if declared.key == purpose.purpose and purpose.special_basis
    )
    for field in entry.fields:
        datum = activity.asks.get(field.field)
        if datum is None or datum.klass != DataClass.SPECIAL:
            continue
        if not activity.special:
            yield error(
                (*path, "fields", field.field),
                _(
                    "“{field}” is a special category of data, and “{activity}” has no protection "
                    "for such. Take the field out."
                ),
                "gdpr-9-1",
                field=datum.label,
                activity=activity.name,
            )
        elif not based:
            yield error(
                (*path, "fields", field.field),
                _(
                    "“{field}” is a special category of data. Choose what permits it for one of "
                    "the purposes, or take the field out."
                ),
                "gdpr-9-1",
                field=datum.label,
            )


def _published(path: Path, entry: ActivityEntry, activity: ActivityType) -> Iterator[Finding]:
    below = (*path, "published")
    for key in repeated(entry.published):
        yield error(below, _("“{key}” is there twice. Keep one."), "gdpr-5-1-c", key=key)
    for key in entry.published:
        label = _capital(activity.asks[key].label) if key in activity.asks else key
        if key not in activity.publishes:
            yield error(
                below,
                _("“{field}” cannot be shown in public. Take it out."),
                "gdpr-5-1-c",
                field=label,
            )
        elif key not in entry.field_keys():
            yield error(
                below,
                _(
                    "“{field}” is shown in public, but not asked for. Ask for it, or do not show "
                    "it."
                ),
                "gdpr-5-1-c",
                field=label,
            )
    if entry.published and not any(p.basis == Basis.CONSENT for p in entry.purposes):
        yield error(
            below,
            _(
                "Showing people in public takes their consent. Choose the purpose for it, with "
                "consent as its basis."
            ),
            "gdpr-6-1-a",
        )


def _retention(path: Path, entry: ActivityEntry, activity: ActivityType) -> Iterator[Finding]:
    path = (*path, "retention")
    rules = {rule.key: rule for rule in activity.rules}
    for key in entry.retention:
        if key not in rules:
            yield error(
                (*path, key),
                _("The activity has no retention rule called “{key}”. Choose one of: {known}."),
                "gdpr-5-1-e",
                key=key,
                known=", ".join(rules),
            )
    for key, rule in rules.items():
        chosen = entry.retention.get(key)
        if chosen is None:
            yield error(
                (*path, key), _("Say how long to keep {data}."), "gdpr-5-1-e", data=rule.covers
            )
            continue
        if chosen.period.exceeds(rule.cap):
            yield error(
                (*path, key),
                _("{period} is too long for {data}: at most {cap}. Shorten it."),
                "gdpr-5-1-e",
                period=_period(chosen.period),
                data=rule.covers,
                cap=_period(rule.cap),
            )
        if chosen.end not in rule.ends:
            yield error(
                (*path, key),
                _("{data} cannot be {end} when the time is up. Choose another end."),
                "gdpr-5-1-e",
                data=_capital(rule.covers),
                end=chosen.end.label,
            )
        for clock in set(chosen.clocks) - set(rule.clocks):
            yield error(
                (*path, key),
                _("The time cannot be counted from “{clock}” here."),
                "gdpr-5-1-e",
                clock=clock.label,
            )
        if chosen.clocks and rule.always and not set(chosen.clocks) & set(rule.always):
            yield error(
                (*path, key),
                _("Counted like this, some {data} would never go. Count from “{clock}” as well."),
                "gdpr-5-1-e",
                data=rule.covers,
                clock=rule.always[0].label,
            )


def _chosen(path: Path, entry: ActivityEntry, register: Register) -> Iterator[Finding]:
    """What the activity points at stands in the register."""
    known = {
        "sources": {"self", *(source.key for source in register.sources)},
        "recipients": {recipient.key for recipient in register.recipients},
        "processors": {processor.key for processor in register.processors},
        "measures": {measure.key for measure in register.measures},
    }
    for part, keys in known.items():
        listed: list[str] = getattr(entry, part)
        for key in repeated(listed):
            yield error((*path, part), _("“{key}” is there twice. Keep one."), "gdpr-30", key=key)
        for key in listed:
            if key not in keys:
                yield error(
                    (*path, part),
                    _("“{key}” is not in the register. Add it there, or take it out here."),
                    "gdpr-30",
                    key=key,
                )
    if not entry.sources:
        yield error((*path, "sources"), _("Say where the data comes from."), "gdpr-14")
    if not entry.measures:
        yield warning((*path, "measures"), _("Say how the data is looked after."), "gdpr-32")
