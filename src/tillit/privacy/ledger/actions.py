"""Writing the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, QuerySet

from tillit.kernel import clock
from tillit.privacy import bulk, puts
from tillit.privacy.declare import declarations
from tillit.privacy.ledger import witness
from tillit.privacy.ledger.chain import bears_out, head_of
from tillit.privacy.ledger.commitment import Sums, contents, new_salt, written, written_at
from tillit.privacy.ledger.entries import AS_WRITTEN, is_as_written
from tillit.privacy.ledger.models import LedgerEntry, LedgerHead

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

EMPTIED = ("subject", "actor", "content", "salt", "redacted_at")


def record(
    organisation: Organisation,
    kind: str,
    *,
    subject: str = "",
    actor: str = "system",
    **details: Any,
) -> None:
    """Something was done to personal data; say so in the ledger, in the same transaction.

    ``subject`` and ``actor`` are references; ``details`` are JSON values and hold codes, counts and
    references, never a name or an address. Raises KeyError for an undeclared kind.
    """
    declarations.entries[kind]
    salt, now, sums = new_salt(), clock.now(), Sums(organisation)
    content, moment = written({"subject": subject, "actor": actor, **details}), written_at(now)
    commitment = sums.commit(kind, moment, salt, content)
    puts.later(
        LedgerEntry,
        {
            "organisation_id": organisation.pk,
            "kind": kind,
            "subject": subject,
            "actor": actor,
            "content": bulk.Json(content),
            "salt": salt,
            "commitment": commitment,
            "created_at": now,
        },
    )
    witness.watch(organisation, sums, kind, moment, [commitment])


def record_many(
    organisation: Organisation,
    kind: str,
    *,
    subjects: Iterable[str],
    actor: str = "system",
    **details: Any,
) -> int:
    """The same thing was done to many; an entry each, set-based. Gives the number."""
    declarations.entries[kind]
    now = clock.now()
    sums, moment = Sums(organisation), written_at(now)
    rows = []
    commitments = []
    content_for = contents({"actor": actor, **details}, "subject")
    for subject in subjects:
        content = content_for(subject)
        salt = new_salt()
        commitment = sums.commit(kind, moment, salt, content)
        commitments.append(commitment)
        json = bulk.Json(content)
        rows.append((organisation.pk, kind, subject, actor, json, salt, commitment, now, ""))
    bulk.insert(
        LedgerEntry,
        (
            "organisation_id",
            "kind",
            "subject",
            "actor",
            "content",
            "salt",
            "commitment",
            "created_at",
            "chain",
        ),
        rows,
    )
    if rows:
        witness.watch(organisation, sums, kind, moment, commitments)
    return len(rows)


@transaction.atomic
def redact(organisation: Organisation, entries: QuerySet[LedgerEntry]) -> int:
    """What these entries say of persons goes; the chain stays whole. Gives the number.

    Each gets a sum that says so of it alone, the head accounts for them, and an entry says how
    many: what was emptied in any other way is found by :func:`verify`. One that is not as it was
    written is left, for that to find: a column changed to make it seem old hides nothing.
    """
    sums, now = Sums(organisation), clock.now()
    chosen = entries.filter(redacted_at=None).order_by("pk").select_for_update()
    whole = [each for each in chosen.values(*AS_WRITTEN) if is_as_written(sums, each)]
    rows = ((e["pk"], "", "", None, sums.redacted(e["commitment"]), now) for e in whole)
    bulk.update(LedgerEntry, EMPTIED, rows)
    if count := len(whole):
        head = head_of(organisation)
        LedgerHead.objects.filter(pk=head.pk).update(redacted=F("redacted") + count)
        record(organisation, "redacted", count=count)
    return count


def accept_restored(organisation: Organisation, *, actor: str = "system") -> LedgerEntry | None:
    """A backup was put back: the log goes on from there, and says so. Gives the entry it made.

    None when the witness misses nothing, or the key is another. For the operator, who knows that
    a backup was put back; what the witness saw of the end of the chain until then no longer counts.
    """
    seen = witness.testimony(organisation)
    lost = witness.missing(organisation, seen.notes)
    head = head_of(organisation)
    if head.key != Sums(organisation).key or (bears_out(organisation, seen) and not lost):
        return None
    record(organisation, "restored", actor=actor, lost=len(lost),
           seen=seen.sequence, sum=seen.chain)  # fmt: skip
    witness.start_anew(organisation, head.sequence, head.chain)
    told = LedgerEntry.objects.filter(organisation=organisation, subject="", kind="restored")
    return told.order_by("pk").last()
