"""One thing to say of a draft made from a statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# origin: a value stands in the draft, and this sentence is where it was read.
# gap: the register needs something that the statement does not say.
# conflict: the statement says what the register cannot, or what only people can decide.
# unplaced: the statement says it, and the register has no place for it yet.
PointKind = Literal["origin", "gap", "conflict", "unplaced"]


@dataclass(frozen=True, slots=True)
class Point:
    """A value with the sentence it came from, a gap, a conflict, or what has no place.

    ``path``: keys with full stops between, as in
    ``activities.events.retention.registrations.period``; empty when it is about nothing that is in
    the register. ``code`` names what there is to say of it (:mod:`.texts`), ``names`` what goes
    into it. ``value``: what was put at the path. ``sentence``: the statement's own words, with what
    leads up to them.
    """

    kind: PointKind
    path: str
    code: str
    value: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""
    sure: bool = True
