"""What is held on someone, told: by activity, with why, from where, until when, seen and given.

The same telling serves the person on My page, the files they download, and the one who answers
their request. Source: GDPR article 15(1).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tillit.kernel import clock
from tillit.privacy.declare import Category, Datum, Holding, declarations
from tillit.privacy.gate.models import Message
from tillit.privacy.holds.queries import Due, due_on
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference
from tillit.privacy.register.schema import Register, words
from tillit.privacy.rights.held import Held, is_tied_to_an_organisation, values
from tillit.privacy.sharing.models import DisclosedSubject
from tillit.privacy.statement.compose.activities import purpose_line
from tillit.privacy.statement.compose.material import Material
from tillit.ui import formats

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

Label = str | Promise
# Gives what to call those who did something, from their references in the ledger.
Actors = Callable[["Organisation", Iterable[str]], dict[str, str]]
# Gives the address of a row's own page, or nothing.
Links = Callable[[Model], str]
# Columns that say who did it, by reference.
_BY = "_by"
# Told in parts of their own: the log, what was given out, the text of a message with its delivery.
# References between rows: in the file for machines, and nothing to read.
_FOR_MACHINES = ("reference",)
_TOLD_APART = (LedgerEntry, DisclosedSubject, Message)


@dataclass(frozen=True)
class Value:
    """One value of a row, and where it came from when that is known value by value."""

    name: str
    label: str
    text: Any
    origin: str = ""
    is_file: bool = False

    @property
    def lines(self) -> list[str]:
        """The text line by line."""
        return self.text if isinstance(self.text, list) else str(self.text).splitlines()

    @property
    def in_a_line(self) -> str:
        """The text in one line, as a heading has it."""
        return ", ".join(self.lines)


@dataclass(frozen=True)
class Row:
    """One row as it is told: its values, and until when it is kept and why."""

    row: Any
    holding: Holding
    values: list[Value]
    due: Due
    # Where the person can change it, when it has a page of its own.
    link: str = ""

    @property
    def name(self) -> str:
        """What it is about, in a word: the first thing it belongs to, or its first value."""
        for name, datum in self.holding.fields.items():
            if datum.category in (Category.PARTICIPATION, Category.COMMUNICATION):
                for value in self.values:
                    if value.name == name:
                        return value.in_a_line
        return self.values[0].in_a_line if self.values else ""


@dataclass(frozen=True)
class Part:
    """The rows of one holding."""

    holding: Holding
    title: Label
    rows: list[Row]

    @property
    def until(self) -> dt.date | None:
        """The day the last of them goes; None while some have no such day yet."""
        days = [row.due.on for row in self.rows]
        return max((day for day in days if day), default=None) if all(days) else None

    @property
    def because(self) -> str:
        """Why until then, when the same goes for all."""
        reasons = {row.due.because for row in self.rows}
        return reasons.pop() if len(reasons) == 1 else ""


@dataclass(frozen=True)
class Ground:
    """What for and with what right, as the statement says it (articles 13(1)(c), 15(1)(a))."""

    activity: Label
    sentences: list[str]


@dataclass(frozen=True)
class Group:
    """What one activity holds, or the card that several share."""

    key: str
    name: Label
    grounds: list[Ground]
    parts: list[Part]

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(len(part.rows) for part in self.parts)


@dataclass(frozen=True)
class Happening:
    """Something that was done to the data: what, when, by whom."""

    at: dt.datetime
    kind: str
    title: Label
    about: Label
    fields: list[str]
    by: str
    # Why it was taken or given out, as the one who did it wrote.
    what_for: str = ""


@dataclass(frozen=True)
class Given:
    """An occasion on which data left: to whom and what for."""

    at: dt.datetime
    recipient: str
    name: str
    what_for: str
    fields: list[str]


@dataclass(frozen=True)
class Overview:
    """Everything held on one person, told."""

    held: Held
    groups: list[Group]
    log: list[Happening]
    given: list[Given]

    @property
    def opened(self) -> list[Happening]:
        """When someone who works there looked, the latest first."""
        return [each for each in self.log if each.kind == "opened"]


def _no_link(_row: Model) -> str:
    return ""


def overview(
    held: Held,
    register: Register,
    *,
    actors: Actors,
    link: Links = _no_link,
    for_staff: bool = False,
) -> Overview:
    """All that was found, told in the current language. One query more: who did it."""
    language = get_language() or "nb"
    telling = _Telling(held, register, language, link, for_staff, actors)
    return Overview(held, telling.groups(), telling.log(), telling.given())


class _Telling:
    def __init__(
        self,
        held: Held,
        register: Register,
        language: str,
        link: Links,
        for_staff: bool,
        actors: Actors,
    ) -> None:
        self.held, self.register, self.language = held, register, language
        self.link, self.for_staff = link, for_staff
        self.material = Material(register, declarations, language, clock.today())
        self.sources: dict[str, Label] = {
            "self": _("yourself") if not for_staff else _("the person"),
            **{
                each.key: words(each.name, language)
                for each in register.sources
                if each.key != "self"
            },
        }
        self.origins = {
            row.pk: self._occasion(row)
            for holding in declarations.holdings.values()
            if holding.held_by_values
            for row in held.of(holding)
        }

        self.mine = {
            reference(row): holding.title
            for holding in declarations.holdings.values()
            for row in held.of(holding)
            if hasattr(row, "uuid")
        } | dict.fromkeys(held.aliases, "")
        self.entries = self._entries()
        done_by = {entry.actor for entry in self.entries if entry.actor} | {
            said
            for holding in declarations.holdings.values()
            for name in holding.fields
            if name.endswith(_BY)
            for row in held.of(holding)
            if isinstance(said := getattr(row, name), str)
            and (said.startswith("user:") or said in ("person", "system"))
        }
        self.actors = actors(held.organisation, done_by)

    def groups(self) -> list[Group]:
        """The card first, then each activity in the statement's order."""
        card: list[Part] = []
        by_activity: dict[str, list[Part]] = {}
        for holding in self.held.holdings():
            if holding.model in _TOLD_APART or holding.held_by_values:
                continue
            if self.for_staff and not is_tied_to_an_organisation(holding):
                continue
            if holding.subject.person == "":
                card.append(self._part(holding, self.held.of(holding)))
                continue
            sorted_rows: dict[str, list[Any]] = {}
            for row in self.held.of(holding):
                sorted_rows.setdefault(_activity_of(holding, row), []).append(row)
            for key, rows in sorted_rows.items():
                by_activity.setdefault(key, []).append(self._part(holding, rows))
        groups = [
            Group(declared.key, declared.name, self._grounds([declared.key]), parts)
            for declared in declarations.in_order()
            if (parts := by_activity.get(declared.key))
        ]
        if card:
            groups.insert(0, Group("card", _("Card"), self._grounds(self._holders()), card))
        return groups

    def _holders(self) -> list[str]:
        """The activities behind the relations that hold the cards."""
        keys: dict[str, None] = {}
        for holding in declarations.holdings.values():
            if holding.subject.person == "":
                for name in holding.held_by:
                    for card in self.held.of(holding):
                        keys |= {row.activity: None for row in getattr(card, name).all()}
        order = [each.key for each in declarations.in_order()]
        return sorted(keys, key=order.index)

    def _grounds(self, keys: list[str]) -> list[Ground]:
        grounds = []
        for key in keys:
            declared, entry = declarations.activities[key], self.register.activity(key)
            sentences = [
                purpose_line(self.material, declared, purpose).text
                for purpose in (entry.purposes if entry else [])
            ]
            if not sentences:
                sentences = [_("We no longer do this; the data goes when its time is out.")]
            grounds.append(Ground(declared.name, sentences))
        return grounds

    def _part(self, holding: Holding, rows: list[Any]) -> Part:
        told = [
            Row(
                row,
                holding,
                self._values(holding, row),
                due_on(row, self.register),
                self.link(row),
            )
            for row in rows
        ]
        return Part(holding, holding.title, told)

    def _values(self, holding: Holding, row: Model) -> list[Value]:
        sources: dict[str, int] = getattr(row, _source_column(holding), {}) or {}
        return [
            Value(
                name,
                str(capfirst(str(datum.label))),
                text,
                self.origins.get(sources.get(name, 0), ""),
                datum.file,
            )
            for name, datum, value in values(holding, row)
            if name not in _FOR_MACHINES and (text := self._text(name, datum, value))
        ]

    def _text(self, name: str, datum: Datum, value: Any) -> Any:
        if name.endswith(_BY) and value in self.actors:
            return self.actors[value]
        if datum.category == Category.ORIGIN and isinstance(value, str):
            return str(self.sources.get(value, value))
        return in_words(value)

    def _occasion(self, row: Any) -> str:
        source = str(self.sources.get(row.source, row.source))
        said = f"{source}, {row.detail}" if row.detail else source
        return _("from %(source)s, %(day)s") % {
            "source": said,
            "day": formats.day(clock.local_date(row.recorded_at)),
        }

    def log(self) -> list[Happening]:
        """What was done to what is held, the latest first; not what an account did to others."""
        reasons = {
            reference(row.disclosure): row.disclosure.purpose
            for row in self.held.rows.get(DisclosedSubject, [])
        }
        return [
            Happening(
                entry.created_at,
                entry.kind,
                declarations.entries[entry.kind].name,
                self.mine[entry.subject],
                [self._field(name) for name in (entry.content or {}).get("fields", [])],
                self.actors.get(entry.actor, ""),
                reasons.get((entry.content or {}).get("disclosure", ""), ""),
            )
            for entry in sorted(self.entries, key=lambda entry: (entry.created_at, entry.pk))[::-1]
        ]

    def _entries(self) -> list[LedgerEntry]:
        return [
            entry
            for entry in self.held.rows.get(LedgerEntry, [])
            if entry.subject in self.mine and entry.content is not None
        ]

    def given(self) -> list[Given]:
        """To whom data was given and what for, the latest first (article 15(1)(c))."""
        named = {each.key: each for each in self.register.recipients}
        rows = self.held.rows.get(DisclosedSubject, [])
        occasions = {row.disclosure_id: row.disclosure for row in rows}
        told = []
        for made in sorted(occasions.values(), key=lambda each: each.made_at, reverse=True):
            known = named.get(made.recipient)
            name = known.name if known else made.recipient
            what_for = words(known.what_for, self.language) if known else made.purpose
            fields = [self._field(field) for field in made.fields]
            own = _("Our own use") if self.for_staff else _("Taken out for our own use")
            told.append(Given(made.made_at, made.recipient, name or own, what_for, fields))
        return told

    def _field(self, name: str) -> str:
        for holding in declarations.holdings.values():
            if name in holding.fields and self.held.of(holding):
                return str(holding.fields[name].label)
        return str(declarations.called(name))


def in_words(value: Any) -> Any:
    """A value as a reader sees it: dates and yes or no in words, lists as lists."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return formats.moment(value)
    if isinstance(value, dt.date):
        return formats.day(value)
    if isinstance(value, list | tuple):
        return [_in_a_line(each) for each in value]
    if isinstance(value, dict):
        return [f"{key}: {_in_a_line(each)}" for key, each in value.items()]
    return str(value)


def _in_a_line(value: Any) -> str:
    said = in_words(value)
    return ", ".join(said) if isinstance(said, list) else str(said)


def _source_column(holding: Holding) -> str:
    """The column that says which source each value came from; empty when there is none."""
    for other in declarations.holdings.values():
        if other.held_by_values and other.held_by_values[0] == holding.model._meta.label:
            return other.held_by_values[1]
    return ""


def _activity_of(holding: Holding, row: Model) -> str:
    """The activity a row is told under: its own, or that of what it is part of."""
    if holding.follows:
        return str(getattr(row, holding.follows.activity))
    for name in holding.part_of:
        parent = getattr(row, name)
        known = declarations.holdings.get(type(parent))
        if known is not None and holding.activity == known.activity:
            return _activity_of(known, parent)
    return holding.activity
