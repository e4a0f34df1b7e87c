"""How alike two cards are, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

# Points for each likeness; a hundred is as good as certain.
SAME_EMAIL: Final = 50
SAME_PHONE: Final = 35
SAME_NAME: Final = 40
SIMILAR_NAME: Final = 20
SAME_POSTAL_CODE: Final = 15
SAME_WORKPLACE: Final = 15
OTHER_FIRST_NAME: Final = -45
ENOUGH: Final = 50
# Of the letters of two names, from none (0) to all (1).
SIMILAR: Final = 0.8

REASONS: Final[dict[str, Any]] = {
    "email": _("the same e-mail"),
    "phone": _("the same telephone"),
    "name": _("the same name"),
    "similar_name": _("similar names"),
    "postal_code": _("the same postal code"),
    "workplace": _("the same workplace"),
    "first_name": _("but different first names"),
}


@dataclass(frozen=True)
class Likeness:
    """Points out of a hundred, and the reasons' codes."""

    score: int
    reasons: tuple[str, ...]

    @property
    def is_likely(self) -> bool:
        """Worth a person's look."""
        return self.score >= ENOUGH

    @property
    def words(self) -> list[Any]:
        """The reasons in words."""
        return [REASONS[reason] for reason in self.reasons]


def likeness(one: Mapping[str, str], other: Mapping[str, str]) -> Likeness:
    """How alike two cards are. People share mailboxes and numbers; names tell them apart."""
    points: dict[str, int] = {}
    if one["email"] and one["email"] == other["email"]:
        points["email"] = SAME_EMAIL
    if one["phone"] and one["phone"] == other["phone"]:
        points["phone"] = SAME_PHONE
    points |= _names(one, other)
    if one["postal_code"] and one["postal_code"] == other["postal_code"]:
        points["postal_code"] = SAME_POSTAL_CODE
    if one["workplace"] and one["workplace"].casefold() == other["workplace"].casefold():
        points["workplace"] = SAME_WORKPLACE
    return Likeness(max(0, min(100, sum(points.values()))), tuple(points))


def _names(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, int]:
    first, second = (_folded(card) for card in (one, other))
    if not all(first) or not all(second):
        return {}
    if first == second:
        return {"name": SAME_NAME}
    likely = _similar(" ".join(first), " ".join(second))
    nested = first[0].split()[0] == second[0].split()[0]
    if likely or (nested and first[1] == second[1]):
        return {"similar_name": SIMILAR_NAME}
    return {} if nested else {"first_name": OTHER_FIRST_NAME}


def _similar(one: str, other: str) -> bool:
    """Nearly the same letters in the same order; what is cheap to tell is asked first."""
    matcher = SequenceMatcher(None, one, other)
    return (
        matcher.real_quick_ratio() > SIMILAR
        and matcher.quick_ratio() > SIMILAR
        and matcher.ratio() > SIMILAR
    )


def _folded(card: Mapping[str, str]) -> tuple[str, str]:
    first, last = (card[name].casefold().replace("-", " ") for name in ("first_name", "last_name"))
    return " ".join(first.split()), " ".join(last.split())
