"""An incomplete declaration stops the program before it has touched anyone's data."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import CASCADE, SET_NULL, Field, FileField, Model

from tillit.privacy.declare.keys import dependants
from tillit.privacy.declare.model import Holding
from tillit.privacy.declare.registry import Declarations, load
from tillit.privacy.declare.vocabulary import DataClass, End


def refuse_incomplete_declarations() -> None:
    """Raises ImproperlyConfigured naming every gap: file, field and how to mend it."""
    gaps = list(find_gaps(load(), apps.get_models(include_auto_created=True)))
    if gaps:
        raise ImproperlyConfigured("Undeclared personal data:\n- " + "\n- ".join(gaps))


def find_gaps(declared: Declarations, models: Iterable[type[Model]]) -> Iterator[str]:
    """Every way in which the declarations do not cover ``models``, a sentence each."""
    yield from _activity_gaps(declared)
    yield from _entry_gaps(declared)
    for model in models:
        if model._meta.proxy:  # has no columns of its own
            continue
        if model in declared.impersonal:
            if not str(declared.impersonal[model]).strip():
                yield f"{_where(model)}: listed as not personal without a reason. Give one."
            continue
        holding = declared.holdings.get(model)
        if holding is None:
            yield (
                f"{_where(model)}: not declared. Add a Holding for it in that app's privacy.py, or "
                f'declarations.not_personal("{model._meta.label}", reason=…).'
            )
            continue
        yield from _field_gaps(holding)
        yield from _subject_gaps(holding)
        yield from _ending_gaps(holding, declared)
        yield from _special_gaps(holding, declared)
        yield from _key_gaps(holding)


def _entry_gaps(declared: Declarations) -> Iterator[str]:
    for entry in declared.entries.values():
        if not str(entry.redact).strip():
            yield f"ledger entry type {entry.key!r}: say in `redact` what goes when it is redacted."


def _key_gaps(holding: Holding) -> Iterator[str]:
    """Foreign keys that would stop the deletion of a row, or leave its parts behind."""
    for name in holding.part_of:
        if not _is_path(holding.model, name):
            continue
        key = holding.model._meta.get_field(name).remote_field
        if getattr(key, "on_delete", None) is not CASCADE:
            yield (
                f"{_where(holding.model)}.{name}: the row is part of what it points to, but does "
                "not go with it. Use on_delete=CASCADE, or give the row a rule of its own."
            )
    if holding.for_good:
        return
    for relation in dependants(holding.model):
        if relation.on_delete is CASCADE:
            continue
        if relation.on_delete is SET_NULL and relation.field.null:
            continue
        yield (
            f"{_where(relation.related_model)}.{relation.field.name}: would stop the deletion of "
            f"{holding.model.__name__}. Use on_delete=CASCADE, or SET_NULL with null=True."
        )


def _activity_gaps(declared: Declarations) -> Iterator[str]:
    for activity in declared.activities.values():
        if not activity.purposes:
            yield f"activity {activity.key!r}: no purpose. Give at least one (article 5(1)(b))."
        for purpose in activity.purposes:
            if not purpose.bases:
                yield f"activity {activity.key!r}: purpose {purpose.key!r} allows no legal basis."
        if not activity.rules:
            yield f"activity {activity.key!r}: no retention rule. Give one (article 5(1)(e))."
        for rule in activity.rules:
            if not rule.clocks or not rule.ends:
                yield f"activity {activity.key!r}: rule {rule.key!r} needs a clock and an end."
            if not set(rule.always) <= set(rule.clocks):
                yield f"activity {activity.key!r}: rule {rule.key!r} has no such clock to keep."
            if rule.default.exceeds(rule.cap):
                yield f"activity {activity.key!r}: rule {rule.key!r} has a default over its cap."
        for name in activity.publishes:
            if name not in activity.asks:
                yield f"activity {activity.key!r}: publishes {name!r}, which it does not ask for."


def _where(model: type[Model]) -> str:
    try:
        file = Path(inspect.getsourcefile(model) or "")
        place = "/".join(file.parts[-3:])
    except TypeError:
        place = model.__module__
    return f"{place}: {model.__name__}"


def _field_gaps(holding: Holding) -> Iterator[str]:
    concrete = {field.name: field for field in holding.model._meta.concrete_fields}
    impersonal = {name for names in holding.not_personal.values() for name in names}
    for reason in holding.not_personal:
        if not str(reason).strip():
            yield f"{_where(holding.model)}: columns listed as not personal without a reason."
    for name, field in concrete.items():
        if name in holding.fields and name in impersonal:
            yield f"{_where(holding.model)}.{name}: declared both personal and not. Choose one."
        if name not in holding.fields and name not in impersonal:
            yield (
                f"{_where(holding.model)}.{name}: not declared. Add it to `fields` with a Datum, "
                "or to `not_personal` under a reason."
            )
        datum = holding.fields.get(name)
        if isinstance(field, FileField) and datum is not None and not datum.file:
            yield f"{_where(holding.model)}.{name}: a file. Declare it with file=True."
    more = [holding.of_field, holding.anonymised_at, *holding.spares]
    if holding.follows:
        more += [holding.follows.activity, holding.follows.rule, holding.follows.start]
    named = [*holding.fields, *impersonal, *holding.anonymise, *(name for name in more if name)]
    for name in dict.fromkeys(named):
        if name not in concrete:
            yield f"{_where(holding.model)}: declares {name!r}, which is no column. Take it out."


def _subject_gaps(holding: Holding) -> Iterator[str]:
    subject = holding.subject
    if not subject.emails and subject.person is None and not (subject.references or subject.actors):
        yield (
            f"{_where(holding.model)}: no way to the person. Give Subject(emails=…) or "
            "Subject(person=…), so that it can be found, shown and deleted."
        )
    paths = [*subject.emails, *([subject.person] if subject.person else [])]
    paths += [holding.organisation] if holding.organisation else []
    for start in holding.starts.values():
        paths += [start] if isinstance(start, str) else start
    paths += [*subject.references, *subject.actors, *holding.part_of, *holding.held_by]
    paths += [path for tally in holding.tallies for path in (tally.year, *tally.by)]
    for path in paths:
        if not _is_path(holding.model, path):
            yield f"{_where(holding.model)}: the path {path!r} leads nowhere. Correct it."


def _is_path(model: type[Model], path: str) -> bool:
    step: Any = model
    for name in path.split("__"):
        if step is None:
            return False
        try:
            field = step._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        step = field.related_model if field.is_relation else None
    return True


def _ending_gaps(holding: Holding, declared: Declarations) -> Iterator[str]:
    where = _where(holding.model)
    activity = declared.activities.get(holding.activity)
    if activity is None:
        yield f"{where}: its activity {holding.activity!r} is not declared. Declare it."
        return
    given: list[object] = [holding.rule, holding.follows, holding.part_of, holding.held_by]
    given += [holding.held_by_values, holding.for_good]
    if sum(1 for way in given if way) != 1:
        yield (
            f"{where}: when does it end? Give exactly one of rule, follows, part_of, held_by, "
            "held_by_values and for_good."
        )
        return
    if holding.rule:
        rules = {rule.key: rule for rule in activity.rules}
        if holding.rule not in rules:
            yield f"{where}: activity {activity.key!r} has no retention rule {holding.rule!r}."
            return
        if End.ANONYMISE in rules[holding.rule].ends and not holding.anonymise:
            yield f"{where}: can be made anonymous, but not how. Give `anonymise`."
        if End.ARCHIVE in rules[holding.rule].ends and _names_files(holding):
            yield f"{where}: holds files, and the archive takes none. Take `End.ARCHIVE` away."
        missing = set(rules[holding.rule].clocks) - set(holding.starts)
        if missing:
            names = ", ".join(sorted(missing))
            yield f"{where}: no start for the clock {names}. Add it to `starts`."


def _names_files(holding: Holding) -> bool:
    return any(datum.file for datum in holding.fields.values())


def _special_gaps(holding: Holding, declared: Declarations) -> Iterator[str]:
    activity = declared.activities.get(holding.activity)
    for name, datum in holding.fields.items():
        if datum.klass != DataClass.SPECIAL or activity is None:
            continue
        where = f"{_where(holding.model)}.{name}"
        if not activity.special or not any(p.special_bases for p in activity.purposes):
            yield (
                f"{where}: special category (article 9) in activity {activity.key!r}, which has no "
                "article 9(2) basis. Declare special=True and special_bases, or drop the field."
            )
        field: Field = holding.model._meta.get_field(name)  # type: ignore[assignment,type-arg]
        if not getattr(field, "encrypts", False):
            yield f"{where}: special category kept in clear. Use an encrypted field."
