"""Some use their rights: answered in time, and one that waits."""

from __future__ import annotations

from functools import partial
from typing import Final

from tillit.config.demo.cast import Invented
from tillit.config.demo.year import Year
from tillit.kernel import clock
from tillit.privacy.references import reference
from tillit.privacy.rights import actions
from tillit.privacy.rights.erasure import erase
from tillit.privacy.rights.models import Request

# Kind, days ago it came, days until it was answered.
ANSWERED: Final = (("access", 310, 4), ("rectification", 190, 2), ("erasure", 120, 3))
WAITING: Final = 6


def plan(year: Year) -> None:
    """Three that were answered within days, one that came last week."""
    for kind, came, took in ANSWERED:
        asked: list[Request] = []
        year.on(came, partial(_ask, year, kind, asked), hour=8)
        year.on(came - took, partial(_answer, year, asked), hour=14)
    year.on(WAITING, partial(_write, year), hour=19)


def _ask(year: Year, kind: str, asked: list[Request]) -> None:
    each = year.members.pop(20)
    asked.append(_open(year, each, kind, channel="portal", by="person", proven=True))


def _answer(year: Year, asked: list[Request]) -> None:
    [request] = asked
    by = reference(year.officer)
    if request.kind == Request.Kind.ERASURE:
        erase(request, "Det er gjort. Kvitteringen følger.", by=by, handler=year.officer)
        return
    text = "Vi har sendt deg det du ba om. Skriv om noe mangler."
    actions.answer(request, text, by=by, handler=year.officer)


def _write(year: Year) -> None:
    details = "Hei! Jeg vil gjerne vite alt dere har om meg, og hvem som har sett det."
    each, by = year.members[12], year.actor("secretary")
    _open(year, each, "access", channel="email", by=by, details=details)


def _open(
    year: Year, each: Invented, kind: str, *, channel: str, by: str, details: str = "",
    proven: bool = False,
) -> Request:  # fmt: skip
    return actions.open_request(
        year.organisation, kind, channel=channel, received_on=clock.today(), by=by,
        email=each.email, name=f"{each.values['first_name']} {each.values['last_name']}",
        language=each.language, details=details, proven=proven,
    )  # fmt: skip
