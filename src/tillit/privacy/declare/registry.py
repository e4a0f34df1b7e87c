"""All declarations of the running program, filled by each app's ``privacy`` module."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.module_loading import autodiscover_modules

from tillit.privacy.declare.model import (
    ActivityType,
    EntryType,
    Files,
    Holding,
    Label,
    MessageKind,
)


class DeclarationError(Exception):
    """A declaration contradicts itself or another one."""


@dataclass
class Declarations:
    """What has been declared. Made once at start-up; read-only after that."""

    activities: dict[str, ActivityType] = field(default_factory=dict)
    holdings: dict[type[Model], Holding] = field(default_factory=dict)
    impersonal: dict[type[Model], Label] = field(default_factory=dict)
    messages: dict[str, MessageKind] = field(default_factory=dict)
    entries: dict[str, EntryType] = field(default_factory=dict)
    stored: dict[str, Files] = field(default_factory=dict)
    waiting: list[Callable[[Any, str], list[str]]] = field(default_factory=list)
    columns: dict[str, Label] = field(default_factory=dict)

    def activity(self, declared: ActivityType) -> ActivityType:
        """Declare an activity. Raises DeclarationError when its key is taken."""
        if self.activities.setdefault(declared.key, declared) is not declared:
            raise DeclarationError(f"activity {declared.key!r} is declared twice")
        return declared

    def holding(self, declared: Holding) -> Holding:
        """Declare what a model holds. Raises DeclarationError when the model has been declared."""
        if declared.model in self.impersonal or declared.model in self.holdings:
            raise DeclarationError(f"{declared.label} is declared twice")
        self.holdings[declared.model] = declared
        return declared

    def not_personal(self, *models: str, reason: Label) -> None:
        """Declare that no column of these models (``app.Model``) is personal data, and why."""
        for name in models:
            model = apps.get_model(name)
            if model in self.impersonal or model in self.holdings:
                raise DeclarationError(f"{name} is declared twice")
            self.impersonal[model] = reason

    def message(self, kind: MessageKind) -> MessageKind:
        """Declare a kind of outgoing message."""
        if self.messages.setdefault(kind.key, kind) is not kind:
            raise DeclarationError(f"message kind {kind.key!r} is declared twice")
        return kind

    def entry(self, kind: EntryType) -> EntryType:
        """Declare a type of ledger entry."""
        if self.entries.setdefault(kind.key, kind) is not kind:
            raise DeclarationError(f"ledger entry type {kind.key!r} is declared twice")
        return kind

    def files(self, stored: Files) -> Files:
        """Declare files that the program keeps in the data folder."""
        if self.stored.setdefault(stored.pattern, stored) is not stored:
            raise DeclarationError(f"files {stored.pattern!r} are declared twice")
        return stored

    def discard_waiting(self, discard: Callable[[Any, str], list[str]]) -> None:
        """Declare what puts away files not yet read that hold someone who is to be erased.

        Called with the organisation and the address; gives lines for the receipt.
        """
        self.waiting.append(discard)

    def column(self, key: str, label: Label) -> None:
        """Declare what a column is called that lists show and no holding has as its field.

        A key that ends in _ goes for all that begin so. Raises DeclarationError when another
        list calls it something else.
        """
        if self.columns.setdefault(key, label) != label:
            raise DeclarationError(f"column {key!r} is called two things")

    def called(self, name: str) -> Label:
        """What a field or a column of a list is called, to whoever reads of it in the log."""
        for declared in self.activities.values():
            if name in declared.asks:
                return declared.asks[name].label
        if name in self.columns:
            return self.columns[name]
        for holding in self.holdings.values():
            if name in holding.fields:
                return holding.fields[name].label
        begins = (key for key in self.columns if key[-1] == "_" and name.startswith(key))
        return self.columns[key] if (key := next(begins, "")) else name.replace("_", " ")

    def of_activity(self, key: str) -> Iterable[Holding]:
        """The holdings that belong to an activity."""
        return [holding for holding in self.holdings.values() if holding.activity == key]

    def by_relation(self, kind: str) -> ActivityType:
        """The activity behind a kind of relation. Raises KeyError when there is none."""
        for activity in self.activities.values():
            if activity.relation == kind:
                return activity
        raise KeyError(kind)

    def in_order(self) -> list[ActivityType]:
        """Activities in the order a statement tells of them."""
        return sorted(self.activities.values(), key=lambda activity: (activity.order, activity.key))


declarations = Declarations()


def load() -> Declarations:
    """Import every installed app's ``privacy`` module and give all that was declared."""
    autodiscover_modules("privacy")
    return declarations
