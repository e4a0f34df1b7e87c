"""How the evidence behind each sentence stands: green, red, or grey when nothing was measured."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tillit.kernel import clock
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.statement.structure import Sentence

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

# A measurement older than this tells nothing about today.
STALE_AFTER = dt.timedelta(hours=36)
States = dict[tuple[str, str], str]


def states(organisation: Organisation) -> States:
    """The light of each check of the organisation. One query."""
    oldest = clock.now() - STALE_AFTER
    rows = Measurement.objects.filter(organisation=organisation).values_list(
        "probe", "about", "outcome", "measured_at"
    )
    return {
        (probe, about): _light(outcome, is_fresh=measured_at >= oldest)
        for probe, about, outcome, measured_at in rows
    }


def _light(outcome: str, *, is_fresh: bool) -> str:
    if outcome == Measurement.Outcome.BROKEN:
        return "red"
    return "green" if outcome == Measurement.Outcome.KEPT and is_fresh else "grey"


def of(sentence: Sentence, lights: States) -> str:
    """The light of a sentence: the worst of its checks; empty when none stands behind it."""
    if not sentence.probes:
        return ""
    found = [lights.get(probe, "grey") for probe in sentence.probes]
    return next(light for light in ("red", "grey", "green") if light in found)


def fingerprint(lights: States) -> int:
    """A number that differs when any light does."""
    return hash(frozenset(lights.items()))
