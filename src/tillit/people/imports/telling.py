"""A spreadsheet's row told to the one it is about: fields by name, values as people write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst

from tillit.people.imports.actions import targets_of
from tillit.people.imports.columns import STARTED_ON
from tillit.people.imports.queries import told, written
from tillit.people.models import Import, ImportRow
from tillit.people.values import LABELS, as_read
from tillit.ui import formats


def values_told(row: ImportRow) -> list[str]:
    """What stood in the row, field by field."""
    return _lines(row.run, row.values)


def errors_told(row: ImportRow) -> list[str]:
    """What was wrong with the row."""
    return [text for _key, text in told(row.run, row.errors)]


def before_told(row: ImportRow) -> list[str]:
    """What the row replaced on the card; the key without a name is the relation begun."""
    before = row.before or {}
    return _lines(row.run, {key: value[0] for key, value in before.items() if key})


def _lines(run: Import, values: Mapping[str, Any]) -> list[str]:
    labels: dict[str, Any] = dict(LABELS)
    if values.keys() - labels.keys():
        labels |= {target.key: target.label for target in targets_of(run)}
    write = written(run) if values.keys() - LABELS.keys() else lambda _key, value: str(value)
    return [
        f"{capfirst(str(labels.get(key, '')))}: {_read(key, write(key, value))}"
        for key, value in values.items()
        if value not in ("", None) and key in labels
    ]


def _read(key: str, value: str) -> str:
    if key == STARTED_ON:
        try:
            return formats.day(dt.date.fromisoformat(value))
        except ValueError:
            return value
    return as_read(key, value)
