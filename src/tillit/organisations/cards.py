"""What needs someone today: each module says it in its ``today.py``, the desk shows it.

    @today_card(Permission.MEMBERS_CHANGE)
    def applications(access: Access) -> Iterator[Card]:
        if number := …count():
            yield Card(_("Applications to look at"), url, count=number)

A provider is asked only for someone with its permission, makes one or two queries, and yields
nothing when there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from tillit.organisations.access import Access
from tillit.organisations.permissions import Permission

Label = str | Promise
Tone = Literal["now", "soon", "ahead"]


@dataclass(frozen=True)
class Line:
    """One of the things a card is about."""

    label: Label
    url: str = ""
    note: Label = ""


@dataclass(frozen=True)
class Card:
    """Something to do or to know today.

    ``tone``: ``now`` is late or broken, ``soon`` wants doing, ``ahead`` is good to know.
    """

    title: Label
    url: str
    text: Label = ""
    count: int | None = None
    icon: str = "tasks"
    tone: Tone = "soon"
    lines: Sequence[Line] = ()


Provider = Callable[[Access], Iterable[Card]]
_providers: dict[str, tuple[Permission | None, Provider]] = {}
_TONES: tuple[Tone, ...] = ("now", "soon", "ahead")


def today_card(permission: Permission | None = None) -> Callable[[Provider], Provider]:
    """The function below gives cards to those with this permission (None: to all who work here)."""

    def register(provider: Provider) -> Provider:
        _providers[f"{provider.__module__}.{provider.__qualname__}"] = (permission, provider)
        return provider

    return register


def cards_for(access: Access) -> list[Card]:
    """Everything that needs this person here today, the most urgent first."""
    found = [
        card
        for permission, provider in _providers.values()
        if permission is None or access.may(permission)
        for card in provider(access)
    ]
    return sorted(found, key=lambda card: _TONES.index(card.tone))
