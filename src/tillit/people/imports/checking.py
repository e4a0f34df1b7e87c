"""Each row of a file judged before anything is done: its values, what is wrong, whom it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from tillit.kernel import clock
from tillit.people import rules
from tillit.people.imports import columns
from tillit.people.imports.extensions import RowError, extensions_of
from tillit.people.models import Import, ImportRow, Person
from tillit.people.values import TEXT_FIELDS, RefusedError, clean
from tillit.privacy import bulk
from tillit.privacy.register.queries import in_force

BATCH: Final = 2000
Decision = ImportRow.Decision
_NO_ERRORS: Final = bulk.Json("[]")
# One error: the field, the code of what is wrong, the value or line it is about.
Error = tuple[str, str, str]


@dataclass
class Judged:
    """A row as it was read: values in their one form, or as written where they are refused."""

    line: int
    values: dict[str, Any]
    errors: list[Error] = field(default_factory=list)
    person_id: int | None = None
    decision: str = Decision.NEW


class Judge:
    """Knows the plan of one import, and who has been in the file so far."""

    def __init__(self, run: Import) -> None:
        self.run = run
        self.mapping: dict[str, int] = run.plan["mapping"]
        self.extensions = [(each, each.prepare(run)) for each in extensions_of(run.relation_kind)]
        self.added = {key for each, _p in self.extensions for key, _l, _h in each.columns}
        self.fields = set(rules.fields_allowed(in_force(run.organisation), [run.relation_kind]))
        # A field the file has no column for is told of once, for the whole file.
        required = rules.fields_required(in_force(run.organisation), [run.relation_kind])
        self.required = [name for name in TEXT_FIELDS if name in required & self.mapping.keys()]
        self.seen: dict[str, dict[str, int]] = {}

    def judge(self, rows: Iterable[tuple[int, list[str]]]) -> list[Judged]:
        """These rows, with the cards they match; two queries, whatever their number."""
        judged = [self._read(line, cells) for line, cells in rows]
        matches = _matches(self.run, judged)
        for row in judged:
            self._decide(row, matches.get(row.line))
        return judged

    def _read(self, line: int, cells: list[str]) -> Judged:
        texts = {
            key: cells[place].strip() if place < len(cells) else ""
            for key, place in self.mapping.items()
        }
        row = Judged(line, {})
        for name, text in _split(texts).items():
            if name in self.fields:
                self._take(row, name, text)
        self._take_day(row, texts.get(columns.STARTED_ON, ""))
        for extension, prepared in self.extensions:
            given = {key: texts[key] for key, _l, _h in extension.columns if key in texts}
            try:
                row.values |= extension.clean(prepared, given)
            except RowError as error:
                row.values[error.key] = given.get(error.key, "")
                row.errors.append((error.key, error.code, error.value))
        return row

    def _take(self, row: Judged, name: str, text: str) -> None:
        try:
            if value := clean(name, text):
                row.values[name] = value
        except RefusedError as refusal:
            # What may not be kept is not kept here either, not even as an error.
            row.values[name] = "" if refusal.code == "identity_number" else text[:200]
            shown = str(refusal.limit) if refusal.code == "too_long" else refusal.value[:100]
            row.errors.append((name, refusal.code, shown))

    @staticmethod
    def _take_day(row: Judged, text: str) -> None:
        if text:
            try:
                day = columns.read_day(text)
                row.values[columns.STARTED_ON] = day.isoformat()
                if day > clock.today():
                    row.errors.append((columns.STARTED_ON, "ahead", text[:40]))
            except ValueError:
                row.values[columns.STARTED_ON] = text[:40]
                row.errors.append((columns.STARTED_ON, "day", text[:40]))

    def _decide(self, row: Judged, match: tuple[int, dict[str, str]] | None) -> None:
        values = row.values
        if not (values.get("first_name") or values.get("last_name") or values.get("email")):
            row.errors.append(("first_name", "nameless", ""))
        else:
            known = match[1] if match else {}
            row.errors += [
                (name, "missing", "")
                for name in self.required
                if not (name in values or known.get(name))
            ]
        if match:
            row.person_id = match[0]
        if row.errors:
            row.decision = Decision.ERROR
        elif line := self._earlier(row):
            # No error: the same person is read in once, unless told that it is another.
            row.errors.append(("", "twice", str(line)))
            row.decision = Decision.SKIP
        elif match:
            changes = any(
                values[name] != match[1][name] for name in TEXT_FIELDS if values.get(name)
            )
            is_news = changes or not match[1][""]
            row.decision = self.run.plan["on_match"] if is_news else Decision.SAME

    def _earlier(self, row: Judged) -> int | None:
        """The line on which this person has been already: same address, no other first name."""
        address = row.values.get("email") or row.values.get("phone")
        if not address:
            return None
        first, lines = (
            _first_word(row.values.get("first_name", "")),
            self.seen.setdefault(address, {}),
        )
        for name, line in lines.items():
            if not name or not first or name == first:
                return line
        lines[first] = row.line
        return None


def check(run: Import, rows: Iterator[tuple[int, list[str]]], *, beat: Any) -> Counter[str]:
    """Read all rows in; what an earlier, killed reading left is put away first."""
    ImportRow.objects.filter(run=run).delete()
    judge = Judge(run)
    counts: Counter[str] = Counter()
    while batch := list(islice(rows, BATCH)):
        judged = judge.judge(batch)
        with transaction.atomic():
            _insert(run, judged)
        counts["rows"] += len(judged)
        counts.update(row.decision for row in judged)
        beat(counts)
    return counts


def _split(texts: Mapping[str, str]) -> dict[str, str]:
    """A name or place written in one column, as the fields it is made of."""
    values = {name: text for name, text in texts.items() if name in TEXT_FIELDS}
    if whole := texts.get(columns.FULL_NAME):
        last, comma, first = whole.partition(",")
        if not comma:
            first, _space, last = whole.rpartition(" ")
            first, last = (first, last) if first else (last, "")
        values.setdefault("first_name", first.strip())
        values.setdefault("last_name", last.strip())
    if place := texts.get(columns.POSTAL_PLACE):
        found = re.fullmatch(r"(?:N(?:O)?-)?(\d{3,5})\s*(.*)", place)
        code, city = (found[1], found[2]) if found else ("", place)
        values.setdefault("postal_code", code)
        values.setdefault("city", city)
    return values


def _first_word(name: str) -> str:
    return name.casefold().replace("-", " ").partition(" ")[0]


def _matches(run: Import, judged: list[Judged]) -> dict[int, tuple[int, dict[str, str]]]:
    """{line: (person, the card's values; "" set when it has the relation)}.

    Same e-mail, or same phone where the row has no e-mail, and not clearly another first name:
    people share mailboxes.
    """
    emails = {row.values["email"] for row in judged if row.values.get("email")}
    phones = {
        row.values["phone"]
        for row in judged
        if row.values.get("phone") and not row.values.get("email")
    }
    cards = (
        Person.objects.filter(organisation=run.organisation)
        .filter(Q(email__in=emails) | Q(phone__in=phones))
        .order_by("-pk")
        .values("pk", *TEXT_FIELDS)
    )
    by_key: dict[tuple[str, str], list[dict[str, Any]]] = {}
    found = list(cards)
    held = set(
        Person.objects.filter(
            pk__in=[card["pk"] for card in found],
            relations__kind=run.relation_kind,
            relations__ended_on=None,
        ).values_list("pk", flat=True)
    )
    for card in found:
        card[""] = "yes" if card["pk"] in held else ""
        by_key.setdefault(("email", card["email"]), []).append(card)
        by_key.setdefault(("phone", card["phone"]), []).append(card)
    matches = {}
    for row in judged:
        email, phone = row.values.get("email"), row.values.get("phone")
        key = ("email", email) if email else ("phone", phone) if phone else None
        for card in by_key.get(key, []) if key else []:
            if _may_be_same(row.values, card):
                matches[row.line] = (card["pk"], card)
    return matches


def _may_be_same(values: Mapping[str, Any], card: Mapping[str, str]) -> bool:
    ours, theirs = _first_word(card["first_name"]), _first_word(values.get("first_name", ""))
    return not ours or not theirs or ours == theirs


def _insert(run: Import, judged: list[Judged]) -> None:
    columns = (
        "run_id", "line", "values", "email", "errors", "decision", "person_id", "done",
    )  # fmt: skip
    bulk.insert(
        ImportRow,
        columns,
        (
            (
                run.pk,
                row.line,
                row.values,
                _address(row),
                row.errors or _NO_ERRORS,
                str(row.decision),
                row.person_id,
                False,
            )
            for row in judged
        ),
    )


def _address(row: Judged) -> str:
    """The address by which the row is found again; none when it is no address."""
    wrong = any(name == "email" for name, _code, _value in row.errors)
    return "" if wrong else str(row.values.get("email", ""))
