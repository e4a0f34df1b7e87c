"""Stored files go with their rows: named in the same transaction, removed right after it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import structlog
from django.core.files.storage import default_storage
from django.db import transaction

from tillit.kernel import clock
from tillit.privacy.holds.models import SweptFile

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

log = structlog.get_logger(__name__)


def queue_files(organisation: Organisation, names: Iterable[str]) -> int:
    """These files are to go; they do when the transaction is committed. Gives the number."""
    found = sorted({name for name in names if name})
    if found:
        now = clock.now()
        SweptFile.objects.bulk_create(
            [SweptFile(organisation=organisation, name=name, queued_at=now) for name in found],
            batch_size=1000,
        )
        transaction.on_commit(lambda: remove_files(organisation), robust=True)
    return len(found)


def remove_files(organisation: Organisation) -> int:
    """Remove the files that were queued; those that fail stay for the next time.

    A file that is gone already counts as removed. Gives the number that could not be removed.
    """
    failed = 0
    waiting = SweptFile.objects.filter(organisation=organisation).order_by("pk")
    for pk, name in waiting.values_list("pk", "name")[:10_000]:
        try:
            default_storage.delete(name)
        except OSError as error:
            failed += 1
            log.warning("file not removed", file=pk, reason=type(error).__name__)
        else:
            SweptFile.objects.filter(pk=pk).delete()
    return failed
