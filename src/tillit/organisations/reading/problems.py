"""Why there is no report, and what to do: each with its answer's status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from tillit.privacy.reader.wording import REASONS


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened and what to do, in the language in use. ``retry_after``: seconds."""

    title: str
    todo: str
    status: int = 422
    tone: str = "warning"
    retry_after: int | None = None


_OWN: Final[dict[str, Callable[[], Problem]]] = {
    "nothing": lambda: Problem(
        _("There is nothing to read yet"),
        _("Paste the statement in the box, or choose a file with it."),
        tone="info",
    ),
    "busy": lambda: Problem(
        _("Many are having statements read just now"),
        _("Try again in a moment. What you pasted still stands in the box."),
        status=503,
        tone="info",
        retry_after=5,
    ),
    "too_large": lambda: Problem(
        _("It is larger than what can be read here"),
        _(
            "At most 10 MB, with at most 200,000 characters of text, can be read. Copy only the "
            "statement and paste it in the box."
        ),
        status=413,
    ),
    "too_long": lambda: Problem(
        _("The text is longer than what can be read here"),
        _("At most 200,000 characters can be read. Send in only the statement."),
        status=413,
    ),
    "too_often": lambda: Problem(
        _("Many readings from the same place in a short time"),
        _(
            "Wait up to an hour and try again, so that there is room for all. What you pasted "
            "still stands in the box."
        ),
        status=429,
        tone="info",
        retry_after=3600,
    ),
}
# Of a file whose text one may still be able to mark and copy.
_TEXT_CAN_BE_COPIED: Final = frozenset({"empty", "locked", "broken", "unknown", "torn"})


def problem(reason: str) -> Problem:
    """What to tell of a reason; the codes are NotReadable's and some of our own."""
    if reason in _OWN:
        return _OWN[reason]()
    what, to_do = (str(words) for words in REASONS[reason])
    if reason in _TEXT_CAN_BE_COPIED:
        to_do = " ".join((to_do, _("Or open it, copy the text, and paste it in the box.")))
    return Problem(what.rstrip("."), to_do)
