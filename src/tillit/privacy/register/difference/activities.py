"""Changes in what is done with the data: activities, purposes, fields, periods, who is involved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from tillit.privacy.declare import Declarations, End
from tillit.privacy.declare.model import Label
from tillit.privacy.register.difference.change import Change, Kind, change, in_language, said
from tillit.privacy.register.periods import in_words
from tillit.privacy.register.schema import ActivityEntry, PurposeEntry, Register, RetentionEntry

# From what leaves least behind to what leaves most.
_LEAVES = {End.DELETE: 0, End.ANONYMISE: 1, End.ARCHIVE: 2}
_period = lazy(in_words, str)


def of_activities(old: Register, new: Register, declared: Declarations) -> Iterator[Change]:
    """Every activity that came, went or changed."""
    before = {entry.activity: entry for entry in old.activities}
    after = {entry.activity: entry for entry in new.activities}
    for key in said(before, after):
        path = f"activities.{key}"
        labels = Labels(declared, key, old, new)
        if key not in before:
            yield change(
                path,
                Kind.WIDENING,
                _("New activity: {activity}."),
                is_material=True,
                activity=labels.activity,
            )
        elif key not in after:
            yield change(
                path,
                Kind.NARROWING,
                _("We no longer do this: {activity}."),
                activity=labels.activity,
            )
        elif before[key] != after[key]:
            yield from _activity(path, before[key], after[key], labels)


class Labels:
    """What things in an activity are called, as far as anyone knows."""

    def __init__(self, declared: Declarations, key: str, old: Register, new: Register) -> None:
        self._type = declared.activities.get(key)
        self.activity: Label = self._type.name if self._type else key
        self._parties = {
            (part, each.key): each
            for register in (old, new)
            for part in ("sources", "recipients", "processors", "measures")
            for each in getattr(register, part)
        }

    def purpose(self, key: str) -> Label:
        purposes = self._type.purposes if self._type else ()
        return next((purpose.name for purpose in purposes if purpose.key == key), key)

    def field(self, key: str) -> Label:
        return self._type.asks[key].label if self._type and key in self._type.asks else key

    def rule(self, key: str) -> Label:
        rules = self._type.rules if self._type else ()
        return next((rule.covers for rule in rules if rule.key == key), key)

    def clocks(self, key: str, entry: RetentionEntry) -> set[str]:
        """The clocks that run: those chosen, or all the rule has."""
        rules = self._type.rules if self._type else ()
        all_of_them = next((rule.clocks for rule in rules if rule.key == key), ())
        return {str(clock) for clock in entry.clocks or all_of_them}

    def party(self, part: str, key: str) -> Label:
        found = self._parties.get((part, key))
        if found is None:
            return key
        if part == "sources":
            return in_language(found.name)
        return in_language(found.text) if part == "measures" else str(found.name)


def _activity(
    path: str, old: ActivityEntry, new: ActivityEntry, labels: Labels
) -> Iterator[Change]:
    yield from _purposes(path, old, new, labels)
    yield from _fields(path, old, new, labels)
    yield from _published(path, old, new, labels)
    yield from _retention(path, old, new, labels)
    yield from _involved(path, old, new, labels)
    if (old.without, old.note) != (new.without, new.note):
        yield change(
            path,
            Kind.NEUTRAL,
            _("{activity}: the explanation has been reworded."),
            activity=labels.activity,
        )


def _purposes(
    path: str, old: ActivityEntry, new: ActivityEntry, labels: Labels
) -> Iterator[Change]:
    before = {entry.purpose: entry for entry in old.purposes}
    after = {entry.purpose: entry for entry in new.purposes}
    for key in said(before, after):
        names: dict[str, Any] = {"activity": labels.activity, "purpose": labels.purpose(key)}
        where = f"{path}.purposes.{key}"
        if key not in before:
            yield change(
                where,
                Kind.WIDENING,
                _("{activity}: new purpose, {purpose}."),
                is_material=True,
                **names,
            )
        elif key not in after:
            yield change(
                where, Kind.NARROWING, _("{activity}: no longer used to {purpose}."), **names
            )
        else:
            yield from _purpose(where, before[key], after[key], names)


def _purpose(
    path: str, old: PurposeEntry, new: PurposeEntry, names: dict[str, Any]
) -> Iterator[Change]:
    if old.basis != new.basis:
        yield change(
            f"{path}.basis",
            Kind.WIDENING,
            _("{activity}: the legal basis for “{purpose}” is now {basis}; it was {former}."),
            is_material=True,
            basis=new.basis.label,
            former=old.basis.label,
            **names,
        )
    if old.special_basis != new.special_basis and new.special_basis:
        yield change(
            f"{path}.special_basis",
            Kind.WIDENING,
            _("{activity}: special categories are used for “{purpose}” on {basis}."),
            is_material=True,
            basis=new.special_basis.label,
            **names,
        )
    if old.consent != new.consent and old.consent and new.consent:
        yield change(
            f"{path}.consent",
            Kind.NEUTRAL,
            _("{activity}: what you say yes to for “{purpose}” is worded anew."),
            **names,
        )
    if (old.law, old.balancing_test) != (new.law, new.balancing_test):
        yield change(
            path,
            Kind.NEUTRAL,
            _("{activity}: the grounds for “{purpose}” are explained anew."),
            **names,
        )


def _fields(path: str, old: ActivityEntry, new: ActivityEntry, labels: Labels) -> Iterator[Change]:
    before = {entry.field: entry for entry in old.fields}
    after = {entry.field: entry for entry in new.fields}
    for key in said(before, after):
        names: dict[str, Any] = {"activity": labels.activity, "field": labels.field(key)}
        where = f"{path}.fields.{key}"
        if key not in before:
            yield change(where, Kind.WIDENING, _("{activity}: also asks for {field}."), **names)
        elif key not in after:
            yield change(
                where, Kind.NARROWING, _("{activity}: no longer asks for {field}."), **names
            )
        elif after[key].required and not before[key].required:
            yield change(where, Kind.WIDENING, _("{activity}: {field} is now required."), **names)
        elif before[key].required and not after[key].required:
            yield change(where, Kind.NARROWING, _("{activity}: {field} is now optional."), **names)
        elif before[key].need != after[key].need:
            yield change(
                where,
                Kind.NEUTRAL,
                _("{activity}: why we ask for {field} is worded anew."),
                **names,
            )


def _published(
    path: str, old: ActivityEntry, new: ActivityEntry, labels: Labels
) -> Iterator[Change]:
    for key in said(old.published, new.published):
        names: dict[str, Any] = {"activity": labels.activity, "field": labels.field(key)}
        if key not in old.published:
            yield change(
                f"{path}.published",
                Kind.WIDENING,
                _("{activity}: {field} can be shown in public, if you wish it."),
                **names,
            )
        elif key not in new.published:
            yield change(
                f"{path}.published",
                Kind.NARROWING,
                _("{activity}: {field} is no longer shown in public."),
                **names,
            )


def _retention(
    path: str, old: ActivityEntry, new: ActivityEntry, labels: Labels
) -> Iterator[Change]:
    for key in said(old.retention, new.retention):
        before, after = old.retention.get(key), new.retention.get(key)
        if before is None or after is None:
            yield change(
                f"{path}.retention.{key}",
                Kind.NEUTRAL,
                _("{activity}: how long {data} is kept is now said otherwise."),
                activity=labels.activity,
                data=labels.rule(key),
            )
            continue
        yield from _period_of(f"{path}.retention.{key}", before, after, key, labels)


def _period_of(
    path: str, old: RetentionEntry, new: RetentionEntry, key: str, labels: Labels
) -> Iterator[Change]:
    names: dict[str, Any] = {"activity": labels.activity, "data": labels.rule(key)}
    if old.period != new.period:
        names |= {"period": _period(new.period), "former": _period(old.period)}
        longer = new.period.exceeds(old.period)
        yield change(
            path,
            Kind.WIDENING if longer else Kind.NARROWING,
            _("{activity}: {data} are kept for {period}; it was {former}."),
            **names,
        )
    if _LEAVES[old.end] != _LEAVES[new.end]:
        wider = _LEAVES[new.end] > _LEAVES[old.end]
        yield change(
            path,
            Kind.WIDENING if wider else Kind.NARROWING,
            _("{activity}: when the time is up, {data} are {end}."),
            end=new.end.label,
            **names,
        )
    before, after = labels.clocks(key, old), labels.clocks(key, new)
    if before != after:
        # The first clock to strike ends it: with one fewer, it may last longer.
        kind = Kind.NARROWING if after > before else Kind.WIDENING
        yield change(
            path,
            kind,
            _("{activity}: the time {data} are kept is counted from something else."),
            **names,
        )
    if old.why != new.why:
        yield change(
            path,
            Kind.NEUTRAL,
            _("{activity}: why {data} are kept so long is worded anew."),
            **names,
        )


def _involved(
    path: str, old: ActivityEntry, new: ActivityEntry, labels: Labels
) -> Iterator[Change]:
    texts = {
        "sources": (
            Kind.WIDENING, _("{activity}: data may also come from {name}."),
            Kind.NARROWING, _("{activity}: data no longer comes from {name}."),
        ),
        "recipients": (
            Kind.WIDENING, _("{activity}: {name} gets data."),
            Kind.NARROWING, _("{activity}: {name} no longer gets data."),
        ),
        "processors": (
            Kind.WIDENING, _("{activity}: {name} processes data for us."),
            Kind.NARROWING, _("{activity}: {name} no longer processes data for us."),
        ),
        "measures": (
            Kind.NEUTRAL, _("{activity}: a new security measure. {name}"),
            Kind.WIDENING, _("{activity}: a security measure is gone. {name}"),
        ),
    }  # fmt: skip
    for part, (kind_in, came, kind_out, went) in texts.items():
        before, after = getattr(old, part), getattr(new, part)
        for key in said(before, after):
            names: dict[str, Any] = {"activity": labels.activity, "name": labels.party(part, key)}
            if key not in before:
                yield change(f"{path}.{part}", kind_in, came, **names)
            elif key not in after:
                yield change(f"{path}.{part}", kind_out, went, **names)
