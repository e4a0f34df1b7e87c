"""Kinds of relation with which more than the relation begins, and how they begin.

A module registers in its ``AppConfig.ready``::

    begins(Beginning(kind="member", title=_("New member"), …))

From then on a new card of that kind asks for the module's fields as well, and makes both in one
transaction. On a card that exists the kind is not offered among the plain relations: the module's
own page (``on_card``) begins it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.forms import Field
    from django.utils.functional import Promise

    from tillit.organisations.access import Access
    from tillit.organisations.models import Organisation
    from tillit.organisations.permissions import Permission
    from tillit.people.models import Person


@dataclass(frozen=True)
class Beginning:
    """How a relation of this kind begins, for those with the ``permission``.

    ``fields`` are asked along with the person's values. ``begin(person, answers, on, by)`` makes
    the module's rows in the card's transaction. ``list_view`` lists such people; ``on_card`` is a
    view of a card's uuid, headed ``title_on_card``.
    """

    kind: str
    permission: Permission
    title: str | Promise
    list_view: str
    list_title: str | Promise
    on_card: str
    title_on_card: str | Promise
    fields: Callable[[Organisation], Mapping[str, Field]]
    begin: Callable[[Person, Mapping[str, Any], dt.date, str], object]


_beginnings: dict[str, Beginning] = {}


def begins(beginning: Beginning) -> None:
    """Relations of this kind begin so. Raises ValueError when two modules claim one kind."""
    known = _beginnings.setdefault(beginning.kind, beginning)
    if known != beginning:
        raise ValueError(f"Two modules say how {beginning.kind!r} begins.")


def beginning_of(kind: str) -> Beginning | None:
    """What more begins with a relation of this kind; None when nothing does."""
    return _beginnings.get(kind)


def may_begin(access: Access, kind: str) -> bool:
    """Whether this member of staff may make someone such."""
    beginning = beginning_of(kind)
    return beginning is None or access.may(beginning.permission)
