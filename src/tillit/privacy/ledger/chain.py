"""Chaining: entries written with their changes are linked in batches, right after.

No writer waits for another; evidence watches the lag, and the witness that none is lost meanwhile.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Min, QuerySet

from tillit.kernel import clock
from tillit.privacy.ledger import witness
from tillit.privacy.ledger.commitment import Sums, written_at
from tillit.privacy.ledger.models import LedgerEntry, LedgerHead

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

BATCH = 2_000


class OtherKey(Exception):
    """The chain was begun with another secret than the one the installation has now."""


def chain(organisation: Organisation) -> int:
    """Link what has been written since the last time to the end of the chain. Gives the number.

    Batches of one short transaction each, behind the locked head, so that two that chain at once
    follow one another. Raises OtherKey.
    """
    noted = witness.testimony(organisation)
    begins = not _linked(organisation).exists()
    total = 0
    while True:
        number = _chain_batch(organisation)
        total += number
        if number < BATCH:
            break
    if total or noted.notes:
        after_commit(lambda: _tell(organisation, noted, begins=begins))
    return total


def after_commit(tell: Callable[[], None]) -> None:
    """The witness hears of what is in the database for good."""
    transaction.on_commit(tell)


def _tell(organisation: Organisation, noted: witness.Testimony, *, begins: bool) -> None:
    """The witness moves on to the end of the chain, unless the chain contradicts it.

    One that was taken away does not come back by itself: what it saw would be forgotten.
    """
    head = LedgerHead.objects.filter(organisation=organisation).first()
    if head is None or not (bears_out(organisation, noted) or (begins and not noted.sequence)):
        return
    left = set(witness.unlinked(organisation, noted.notes))
    settled = [note for note in noted.notes if note not in left]
    witness.move_on(organisation, head.sequence, head.chain, settled)


def bears_out(organisation: Organisation, seen: witness.Testimony) -> bool:
    """The chain goes through the end that the witness saw, and it has seen one if there is one.

    Until it has heard of the first linking, it knows of the first entry as one that waits.
    """
    linked = _linked(organisation)
    if seen.sequence:
        return linked.filter(sequence=seen.sequence, chain=seen.chain).exists()
    first = linked.order_by("sequence").first()
    return first is None or witness.note_of(first) in seen.notes


def _linked(organisation: Organisation) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(organisation=organisation, sequence__isnull=False)


def head_of(organisation: Organisation) -> LedgerHead:
    """The end of the organisation's chain; made when there is none."""
    made = {"key": Sums(organisation).key}
    return LedgerHead.objects.get_or_create(organisation=organisation, defaults=made)[0]


def is_key_another() -> bool:
    """A log of this installation was begun with another secret than the one it has now."""
    first = LedgerHead.objects.select_related("organisation").order_by("pk").first()
    return first is not None and first.key != Sums(first.organisation).key


def lag(organisation: Organisation) -> dt.timedelta:
    """How long the oldest entry that is not in the chain has waited."""
    waiting = LedgerEntry.objects.filter(organisation=organisation, sequence=None)
    oldest: dt.datetime | None = waiting.aggregate(oldest=Min("created_at"))["oldest"]
    return max(clock.now() - oldest, dt.timedelta(0)) if oldest else dt.timedelta(0)


@transaction.atomic
def _chain_batch(organisation: Organisation) -> int:
    waiting = LedgerEntry.objects.filter(organisation=organisation, sequence=None).order_by("pk")
    if not waiting.exists():
        return 0
    sums = Sums(organisation)
    head_of(organisation)
    head = LedgerHead.objects.select_for_update().get(organisation=organisation)
    if head.key != sums.key:
        raise OtherKey(organisation.slug)
    entries = list(waiting.values_list("pk", "kind", "created_at", "commitment")[:BATCH])
    sequence, value = head.sequence, head.chain or sums.genesis
    rows: list[list[Any]] = []
    for pk, kind, created_at, commitment in entries:
        sequence += 1
        value = sums.link(value, sequence, kind, written_at(created_at), commitment)
        rows.append([pk, sequence, value])
    _write(rows)
    head.sequence, head.chain, head.chained_at = sequence, value, clock.now()
    head.save(update_fields=["sequence", "chain", "chained_at"])
    return len(rows)


def _write(rows: list[list[Any]]) -> None:
    """Sequence and link of many entries in one statement."""
    if connection.vendor == "postgresql":
        statement = (
            "UPDATE privacy_ledgerentry AS e SET sequence = v.sequence, chain = v.chain FROM "
            "(SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) "
            "AS v(id, sequence, chain)) v WHERE e.id = v.id"
        )
        parameters: list[Any] = [list(column) for column in zip(*rows, strict=True)]
    else:
        statement = (
            "UPDATE privacy_ledgerentry SET sequence = v.sequence, chain = v.chain FROM "
            "(SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS sequence, "
            "json_extract(value, '$[2]') AS chain FROM json_each(%s)) v "
            "WHERE privacy_ledgerentry.id = v.id"
        )
        parameters = [json.dumps(rows)]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
