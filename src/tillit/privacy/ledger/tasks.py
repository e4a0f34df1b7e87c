"""The ledger's own work: linking what was written."""

from __future__ import annotations

import structlog
from django_tasks import task

from tillit.kernel.schedule import every
from tillit.organisations.models import Organisation
from tillit.privacy.ledger.chain import OtherKey, chain
from tillit.privacy.ledger.models import LedgerEntry

log = structlog.get_logger(__name__)


@every(seconds=30, why="Links new entries to the ledger's chain.")
@task()
def chain_all() -> int:
    """Every organisation with new entries has them linked; gives how many entries."""
    waiting = LedgerEntry.objects.filter(sequence=None).order_by("organisation_id")
    organisations = Organisation.objects.filter(
        pk__in=waiting.values_list("organisation_id", flat=True).distinct()
    )
    linked = 0
    for organisation in organisations:
        try:
            linked += chain(organisation)
        except OtherKey:
            log.error("log kept with another key", organisation=organisation.pk)
    return linked
