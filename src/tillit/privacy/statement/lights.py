"""How the evidence behind each sentence stands.

Green only when freshly measured and kept; grey when never measured; red for all else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tillit.privacy.evidence.models import Measurement
from tillit.privacy.evidence.queries import state_of
from tillit.privacy.evidence.registry import probes
from tillit.privacy.statement.structure import Sentence

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

States = dict[tuple[str, str], str]


def states(organisation: Organisation) -> States:
    """The light of each check of the organisation, as its evidence page has it. One query."""
    known = {probe.key: probe for probe in probes()}
    return {
        (row.probe, row.about): "green" if state_of(known[row.probe], row) == "kept" else "red"
        for row in Measurement.objects.filter(organisation=organisation)
        if row.probe in known
    }


def of(sentence: Sentence, lights: States) -> str:
    """The light of a sentence: the worst of its checks; empty when none stands behind it."""
    if not sentence.probes:
        return ""
    found = [lights.get(probe, "grey") for probe in sentence.probes]
    return next(light for light in ("red", "grey", "green") if light in found)


def fingerprint(lights: States) -> int:
    """A number that differs when any light does."""
    return hash(frozenset(lights.items()))
