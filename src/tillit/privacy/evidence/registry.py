"""Probes: each measures whether one kind of promise in the register is kept.

A module adds its own in its ``probes.py``; it is found by itself::

    @probe
    class Directory(Probe):
        key = "directory"
        name = _("Member directory against consents")
        group = "access"
        remedy = _("Open the list of members and see who is shown.")
        remedy_at = "memberships_desk:list"
        def measure(self, organisation, register, memory): yield Result(kept=…, value=…)
        def promise(self, register, about): return _("Only members who wish it are shown.")
        def finding(self, measured, about): return _("%(count)s shown without a consent") % measured
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from tillit.privacy.register.schema import Register

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

Label = str | Promise
Found = TypeVar("Found")

# Headings of the evidence page, in order.
GROUPS: dict[str, Label] = {
    "statement": _("What we say"),
    "retention": _("How long we keep it"),
    "sharing": _("Who else has it"),
    "rights": _("Your rights"),
    "access": _("Who sees it"),
    "log": _("The log"),
}


@dataclass(frozen=True)
class Result:
    """One measurement. ``measured`` is JSON: numbers, days, codes, never personal data."""

    kept: bool | None
    about: str = ""
    measured: dict[str, Any] = field(default_factory=dict)


class Memory:
    """What is measured once in a round for all organisations, such as the database's tables."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def once(self, key: str, measure: Callable[[], Found]) -> Found:
        """The value of ``measure()``, measured the first time it is asked for."""
        if key not in self._known:
            self._known[key] = measure()
        found: Found = self._known[key]
        return found


class Probe(ABC):
    """A check of one kind of promise. ``max_age``: older than this, a measurement tells nothing."""

    key: ClassVar[str]
    name: ClassVar[Label]
    group: ClassVar[str]
    # What staff do when it is red, a sentence; and the name of the desk's page where they do it.
    remedy: ClassVar[Label]
    remedy_at: ClassVar[str] = ""
    max_age: ClassVar[dt.timedelta] = dt.timedelta(hours=1)

    def abouts(self, register: Register) -> Iterable[str]:
        """What in the register it is about; a promise not measured shows as not kept."""
        del register
        return ("",)

    @abstractmethod
    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterable[Result]:
        """Look, now."""

    @abstractmethod
    def promise(self, register: Register, about: str) -> str:
        """What is promised, a sentence in the reader's language."""

    @abstractmethod
    def finding(self, measured: dict[str, Any], about: str) -> str:
        """What was found, in the reader's language."""

    def what_to_do(self, measured: dict[str, Any], about: str) -> str:
        """What staff do about what was found, in the reader's language."""
        del measured, about
        return str(self.remedy)

    def limit(self, register: Register, about: str) -> str:
        """The limit it was held against, in the reader's language."""
        del register, about
        return ""


_probes: dict[str, Probe] = {}
Kind = TypeVar("Kind", bound=type[Probe])


def probe(kind: Kind) -> Kind:
    """Register a probe. Raises ValueError when its key is taken by another."""
    known = _probes.get(kind.key)
    if known is not None and type(known) is not kind:
        raise ValueError(f"Two probes are called {kind.key!r}.")
    if not getattr(kind, "remedy", ""):
        raise ValueError(f"{kind.key!r} does not say what staff do when it is red (remedy).")
    if kind.group not in GROUPS:
        raise ValueError(f"{kind.key!r}: {kind.group!r} is no group. Use one of {list(GROUPS)}.")
    _probes[kind.key] = kind()
    return kind


def probes() -> list[Probe]:
    """All probes of the running program, in the order of the page."""
    autodiscover_modules("probes")
    order = list(GROUPS)
    return sorted(_probes.values(), key=lambda each: (order.index(each.group), each.key))
