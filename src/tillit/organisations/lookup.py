"""Searching the desk: each module finds its own rows, in its ``lookup.py``.

@searched(Permission.EVENTS_READ, _("Events"), order=20)
def events(access: Access, text: str, limit: int) -> list[Hit]: …
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from tillit.organisations.access import Access
from tillit.organisations.permissions import Permission

Label = str | Promise
# So many of each kind; a module's own list has the rest.
SHOWN = 8


@dataclass(frozen=True)
class Hit:
    """Something found, and where it is."""

    label: str
    url: str
    note: Label = ""
    icon: str = ""


@dataclass(frozen=True)
class Found:
    """What one module found."""

    name: Label
    hits: Sequence[Hit]


Finder = Callable[[Access, str, int], Sequence[Hit]]
_finders: dict[str, tuple[int, Permission, Label, Finder]] = {}


def searched(permission: Permission, name: Label, order: int = 50) -> Callable[[Finder], Finder]:
    """The function below finds rows for those with this permission."""

    def register(finder: Finder) -> Finder:
        key = f"{finder.__module__}.{finder.__qualname__}"
        _finders[key] = (order, permission, name, finder)
        return finder

    return register


def search_all(access: Access, text: str, limit: int = SHOWN) -> list[Found]:
    """What each module finds, without those that find nothing."""
    return [
        Found(name, hits)
        for _order, permission, name, finder in sorted(_finders.values(), key=lambda one: one[0])
        if access.may(permission) and (hits := finder(access, text, limit))
    ]
