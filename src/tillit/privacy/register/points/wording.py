"""What there is to say of each point, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from tillit.kernel.countries import country_name
from tillit.kernel.period import Period
from tillit.kernel.text import join_and
from tillit.privacy.declare import Basis, Clock, declarations
from tillit.privacy.declare.model import Label
from tillit.privacy.register.periods import in_words
from tillit.privacy.register.points.point import Point
from tillit.privacy.register.points.texts import TEXTS
from tillit.privacy.register.points.values import shown_at

# Of a point: the names in its text that may be of several, with commas between.
_SEVERAL: Final = {"void_transfer": ("name",), "sharing_denied": ("names",)}
# Deadlines that are shorter than any period of the register.
_SHORT: Final = re.compile(r"PT(\d+)([HM])")


def title(point: Point) -> str:
    """What there is to say, in the language in use."""
    text = _filled(TEXTS.get(point.code, TEXTS["other"])[0], point)
    if point.kind == "unplaced" and "{said}" not in str(TEXTS.get(point.code, ("",))[0]):
        said, clock = point.names.get("said", ""), point.names.get("clock", "")
        return f"{text}: {_lasting(said, clock)}" if said else text
    return text


def to_do(point: Point) -> str:
    """What to do about it; empty when nothing."""
    return _filled(TEXTS.get(point.code, TEXTS["other"])[1], point)


def value(point: Point) -> str:
    """What was put there, as one reads it."""
    return shown_at(point.path.split("."), point.value)


def as_comment(point: Point) -> Iterator[str]:
    """The point as lines that can stand above the value in a file."""
    if point.kind == "origin":
        yield f"{title(point)} “{point.sentence}”" if point.sentence else title(point)
        return
    yield f"{title(point)} {to_do(point)}".strip()
    if point.sentence:
        yield f"“{point.sentence}”"


def _filled(text: Label, point: Point) -> str:
    names = {name: _shown(name, said) for name, said in point.names.items()}
    for several in _SEVERAL.get(point.code, ()):
        parts = names.get(several, "").split(", ")
        names[several] = join_and(parts, get_language() or "nb")
    try:
        return str(format_lazy("{}", text)).format_map(_Names(names))
    except (ValueError, IndexError):
        return str(text)


class _Names(dict[str, str]):
    """What is not known is left out."""

    def __missing__(self, key: str) -> str:
        return ""


def _shown(name: str, said: str) -> str:
    """A name's value as one reads it: a period in words, a code by its label."""
    shown: Any = said
    if name in ("said", "kept"):
        shown = _period_or(said)
    elif name == "basis" or (name == "kept" and said in Basis.values):
        shown = Basis(said).label if said in Basis.values else said
    elif name in ("clock", "clocks"):
        parts = [part.strip() for part in said.split(",")]
        shown = ", ".join(
            str(Clock(part).label) if part in Clock.values else part for part in parts
        )
    elif name == "country":
        shown = country_name(said, get_language() or "nb") or said
    elif name in ("data", "purpose", "activity", "field"):
        shown = _of_activity(name, said)
    return str(shown)


def _lasting(said: str, clock: str) -> str:
    """A period with the day it is counted from, where that is said."""
    period = _shown("said", said)
    if clock not in Clock.values:
        return period
    counted = _("%(period)s, counted from: %(clock)s")
    return str(counted) % {"period": period, "clock": _shown("clock", clock)}


def _period_or(said: str) -> str:
    if said in Basis.values:
        return str(Basis(said).label)
    if match := _SHORT.fullmatch(said):
        count = int(match[1])
        if match[2] == "H":
            return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    try:
        period = Period.parse(said)
    except ValueError:
        return str(_("as long as needed")) if said == "criterion" else said
    return in_words(period) if period else str(_("at once"))


def _of_activity(name: str, said: str) -> str:
    key, _slash, part = said.partition("/")
    activity = declarations.activities.get(key)
    try:
        if name == "activity" and activity is not None:
            return str(activity.name)
        if name == "data" and activity is not None:
            return str(activity.rule(part).covers)
        if name == "purpose" and activity is not None:
            return str(activity.purpose(part).name)
    except KeyError:
        return said
    if name == "field":
        asked = {
            field: datum for one in declarations.in_order() for field, datum in one.asks.items()
        }
        return str(asked[said].label) if said in asked else said
    return said
