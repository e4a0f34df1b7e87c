"""What other modules show on a person's card.

A module registers in its ``AppConfig.ready``::

    panel(membership_of_card, order=10)

with a function from the request and the person to a :class:`Panel`, or to None when it has nothing
to show. It sees to the permission itself and makes one or two queries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django.http import HttpRequest

    from tillit.people.models import Person


@dataclass(frozen=True)
class Panel:
    """A part of the card: a template, and what it is filled with.

    ``relations`` are ended through the panel, since more than the relation ends with them.
    """

    template: str
    context: Mapping[str, Any]
    relations: frozenset[int] = frozenset()


Maker = Callable[["HttpRequest", "Person"], Panel | None]
_makers: dict[str, tuple[int, Maker]] = {}


def panel(maker: Maker, *, order: int) -> None:
    """The card gets what this function makes; saying it twice adds once."""
    _makers[f"{maker.__module__}.{maker.__qualname__}"] = (order, maker)


def panels_of(request: HttpRequest, person: Person) -> list[Panel]:
    """What the modules show on this card, in order."""
    made = (maker(request, person) for _order, maker in sorted(_makers.values(), key=itemgetter(0)))
    return [each for each in made if each is not None]


def rendered(request: HttpRequest, panel: Panel) -> SafeString:
    """The panel as it stands on the page."""
    return render_to_string(panel.template, dict(panel.context), request=request)
