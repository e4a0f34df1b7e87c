"""What an import has found, in words and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.people.imports.actions import matched, repeated, targets_of
from tillit.people.imports.extensions import extensions_of
from tillit.people.models import Import, ImportRow
from tillit.people.values import LABELS, REFUSALS, TEXT_FIELDS, as_read

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

SHOWN = 50
OWN_REFUSALS = {
    "day": gettext_lazy("“%(value)s” is not a day. Write it as 31.12.2026"),
    "twice": gettext_lazy("The same person as on line %(value)s, it seems"),
}


@dataclass(frozen=True)
class Fault:
    """A row that cannot be taken in, by its line in the file, and what to do."""

    line: int
    name: str
    texts: list[str]


@dataclass(frozen=True)
class Match:
    """A row that seems to be someone already registered."""

    line: int
    decision: str
    name: str
    changes: list[tuple[str, str, str]]


def imports_of(organisation: Organisation) -> list[Import]:
    """The organisation's imports, the latest first, for as long as they are kept."""
    return list(Import.objects.filter(organisation=organisation).order_by("-created_at")[:SHOWN])


def faults(run: Import, limit: int | None = SHOWN) -> Iterator[Fault]:
    """The rows with errors, in the file's order."""
    rows = _rows(run, ImportRow.Decision.ERROR)
    for row in rows[:limit] if limit else rows.iterator():
        yield Fault(row.line, _name(row), [text for _key, text in told(run, row.errors)])


def told(run: Import, errors: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """(field, what is wrong and what to do) of each error, in the reader's language."""
    sentences: dict[str, Any] = {**REFUSALS, **OWN_REFUSALS}
    labels: dict[str, Any] = dict(LABELS)
    for extension in extensions_of(run.relation_kind):
        sentences |= extension.refusals
        labels |= {key: label for key, label, _headings in extension.columns}
    found = []
    for key, code, value in errors:
        text = str(sentences.get(code, code)) % {"value": value, "limit": value}
        label = str(labels.get(key, ""))
        found.append((key, f"{label[:1].upper()}{label[1:]}: {text}" if label else text))
    return found


@dataclass(frozen=True)
class Repeat:
    """A row that seems to be someone on an earlier line."""

    line: int
    decision: str
    name: str
    text: str


def repeats(run: Import) -> list[Repeat]:
    """The rows of persons who have been in the file before, in its order."""
    return [
        Repeat(row.line, row.decision, _name(row), told(run, row.errors)[0][1])
        for row in repeated(run).order_by("line")[:SHOWN]
    ]


def matches(run: Import) -> list[Match]:
    """The rows that match a card and would change it, with what would be changed."""
    rows = matched(run).select_related("person").order_by("line")[:SHOWN]
    found = []
    for row in rows:
        assert row.person is not None
        changes = [
            (
                str(LABELS[name]),
                as_read(name, getattr(row.person, name)),
                as_read(name, row.values[name]),
            )
            for name in TEXT_FIELDS
            if row.values.get(name) and row.values[name] != getattr(row.person, name)
        ]
        found.append(Match(row.line, row.decision, row.person.name or row.person.email, changes))
    return found


def first_new(run: Import) -> list[tuple[int, list[str]]]:
    """A few of the rows that become new cards, to see that the columns are right."""
    names = shown_fields(run)
    rows = _rows(run, ImportRow.Decision.NEW)[:5]
    return [(row.line, [as_read(name, row.values.get(name, "")) for name in names]) for row in rows]


def shown_fields(run: Import) -> list[str]:
    """The fields that the file gives."""
    given = set(run.plan.get("mapping", {}))
    if "full_name" in given:
        given |= {"first_name", "last_name"}
    if "postal_place" in given:
        given |= {"postal_code", "city"}
    return [name for name in TEXT_FIELDS if name in given]


def faulty_file(run: Import) -> tuple[list[str], Iterator[list[str]]]:
    """Headings and rows of a file with the wrong rows only, to mend and read in again.

    The headings are such that the columns are recognised; the last says what to do.
    """
    extra = [t.key for t in targets_of(run) if t.key not in TEXT_FIELDS and "_" in t.key]
    mapped = set(run.plan.get("mapping", {}))
    added = [key for key in extra if key in mapped and key not in ("full_name", "postal_place")]
    labels = {target.key: str(target.label) for target in targets_of(run)}
    keys = [*shown_fields(run), *added]
    headings = [_("Line"), *(labels.get(key, key) for key in keys), _("What to do")]

    text = written(run)

    def rows() -> Iterator[list[str]]:
        for row in _rows(run, ImportRow.Decision.ERROR).iterator():
            texts = "; ".join(text for _key, text in told(run, row.errors))
            yield [str(row.line), *(text(key, row.values.get(key, "")) for key in keys), texts]

    return headings, rows()


def written(run: Import) -> Callable[[str, Any], str]:
    """Gives a stored value of a field as a spreadsheet has it: a kind by name, not by its key."""
    names = {key: each.write(run) for each in extensions_of(run.relation_kind) for key in each.keys}

    def write(key: str, value: Any) -> str:
        return names[key](key, value) if key in names and value != "" else str(value)

    return write


def _rows(run: Import, decision: str) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(run=run, decision=decision).order_by("line")


def _name(row: ImportRow) -> str:
    first, last = row.values.get("first_name", ""), row.values.get("last_name", "")
    return f"{first} {last}".strip()
