"""Searching the desk: each module finds its own rows, in its ``lookup.py``.

@searched(Permission.EVENTS_READ, _("Events"), order=20, all_of="events_desk:list")
def events(access: Access, text: str, limit: int) -> tuple[list[Hit], int]: …

@named("event", Permission.EVENTS_READ)
def of_event(access: Access, keys: Iterable[str]) -> dict[str, Hit]: …

The first finds by words; the second what a reference in the log names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from tillit.organisations.access import Access
from tillit.organisations.permissions import Permission

Label = str | Promise
# So many of each kind; a module's own list has the rest.
SHOWN = 8


@dataclass(frozen=True)
class Hit:
    """Something found, and where it is."""

    label: Label
    url: str
    note: Label = ""
    icon: str = ""


@dataclass(frozen=True)
class Found:
    """What one module found."""

    name: Label
    hits: Sequence[Hit]
    # How many there are, the ones not shown too, and the list that has them all.
    count: int
    url: str

    @property
    def has_more(self) -> bool:
        """Not all of them are shown."""
        return self.count > len(self.hits)


Finder = Callable[[Access, str, int], tuple[Sequence[Hit], int]]
Namer = Callable[[Access, Iterable[str]], dict[str, Hit]]
_finders: dict[str, tuple[int, Permission, Label, str, Mapping[str, str], Finder]] = {}
_namers: dict[str, tuple[Permission, Namer]] = {}


def searched(
    permission: Permission,
    name: Label,
    *,
    all_of: str,
    by: Mapping[str, str] | None = None,
    order: int = 50,
) -> Callable[[Finder], Finder]:
    """The function below finds rows, and how many there are, for those with this permission.

    ``all_of``: the view of the list that shows them all for the same words (``?q=``), and ``by``
    what more to ask it for.
    """

    def register(finder: Finder) -> Finder:
        key = f"{finder.__module__}.{finder.__qualname__}"
        _finders[key] = (order, permission, name, all_of, by or {}, finder)
        return finder

    return register


def named(model: str, permission: Permission) -> Callable[[Namer], Namer]:
    """The function below gives name and page of rows by their uuid, to those who may see them."""

    def register(namer: Namer) -> Namer:
        _namers[model] = (permission, namer)
        return namer

    return register


def things(access: Access, references: Iterable[str]) -> dict[str, Hit]:
    """{reference: name and page}, as far as they are still there and one may open them."""
    keys: dict[str, set[str]] = {}
    for model, _colon, key in (each.partition(":") for each in references):
        keys.setdefault(model, set()).add(key)
    found: dict[str, Hit] = {}
    for model, wanted in keys.items():
        permission, namer = _namers.get(model, (None, None))
        if permission and namer and access.may(permission):
            found |= {f"{model}:{key}": hit for key, hit in namer(access, wanted).items()}
    return found


def search_all(access: Access, text: str, limit: int = SHOWN) -> list[Found]:
    """What each module finds, without those that find nothing."""
    found = []
    for _order, permission, name, all_of, by, finder in sorted(
        _finders.values(), key=lambda one: one[0]
    ):
        if not access.may(permission):
            continue
        hits, count = finder(access, text, limit)
        if hits:
            url = f"{reverse(all_of)}?{urlencode({'q': text, **by})}"
            found.append(Found(name, hits, count, url))
    return found
