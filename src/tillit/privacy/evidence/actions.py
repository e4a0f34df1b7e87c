"""Measuring: every probe of an organisation, its results kept as the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.db import transaction

from tillit.kernel import clock
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.evidence.registry import Memory, Probe, Result, probes
from tillit.privacy.register.queries import NotAdopted, in_force
from tillit.privacy.register.schema import Register

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

log = structlog.get_logger(__name__)
KEPT, BROKEN, UNKNOWN = (
    Measurement.Outcome.KEPT, Measurement.Outcome.BROKEN, Measurement.Outcome.UNKNOWN,
)  # fmt: skip


def measure(organisation: Organisation, memory: Memory | None = None) -> int:
    """Run every probe on an organisation with a register in force. Gives how many are not kept.

    A probe that fails leaves the outcome unknown, which shows red. ``memory`` carries what is
    measured once for several organisations.
    """
    try:
        register = in_force(organisation)
    except NotAdopted:
        return 0
    memory = memory or Memory()
    return sum(_measure(organisation, register, each, memory) for each in probes())


def _measure(organisation: Organisation, register: Register, probe: Probe, memory: Memory) -> int:
    try:
        with transaction.atomic():
            results = list(probe.measure(organisation, register, memory))
    except Exception as error:
        log.exception("probe failed", probe=probe.key)
        reason = {"error": type(error).__name__}
        results = [Result(None, about, reason) for about in probe.abouts(register)]
    now = clock.now()
    Measurement.objects.bulk_create(
        [
            Measurement(
                organisation=organisation,
                probe=probe.key,
                about=result.about,
                outcome=UNKNOWN if result.kept is None else KEPT if result.kept else BROKEN,
                measured=result.measured,
                measured_at=now,
            )
            for result in results
        ],
        update_conflicts=True,
        unique_fields=["organisation", "probe", "about"],
        update_fields=["outcome", "measured", "measured_at"],
    )
    old = Measurement.objects.filter(organisation=organisation, probe=probe.key)
    old.exclude(about__in=[result.about for result in results]).delete()
    return sum(1 for result in results if not result.kept)
