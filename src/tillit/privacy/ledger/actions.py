"""Writing the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import F, QuerySet

from tillit.kernel import clock
from tillit.privacy import bulk
from tillit.privacy.declare import declarations
from tillit.privacy.ledger.commitment import commit, commit_written, contents, new_salt
from tillit.privacy.ledger.models import LedgerEntry, LedgerHead

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


def record(
    organisation: Organisation,
    kind: str,
    *,
    subject: str = "",
    actor: str = "system",
    **details: Any,
) -> LedgerEntry:
    """Something was done to personal data; say so in the ledger, in the same transaction.

    ``subject`` and ``actor`` are references; ``details`` are JSON values and hold codes, counts and
    references, never a name or an address. Raises KeyError for an undeclared kind.
    """
    entry = _entry(organisation, kind, subject, actor, details)
    entry.save(force_insert=True)
    return entry


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
    rows = []
    content_for = contents({"actor": actor, **details}, "subject")
    for subject in subjects:
        content = content_for(subject)
        salt = new_salt()
        commitment = commit_written(salt, content)
        written = bulk.Json(content)
        rows.append((organisation.pk, kind, subject, actor, written, salt, commitment, now, ""))
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
    return len(rows)


def redact(organisation: Organisation, entries: QuerySet[LedgerEntry]) -> int:
    """What these entries say of persons goes; the chain stays whole. Gives the number.

    The head accounts for them, and an entry says how many: what was emptied in any other way is
    found by :func:`verify`.
    """
    count = entries.filter(redacted_at=None).update(
        subject="", actor="", content=None, salt="", redacted_at=clock.now()
    )
    if count:
        head, _ = LedgerHead.objects.get_or_create(organisation=organisation)
        LedgerHead.objects.filter(pk=head.pk).update(redacted=F("redacted") + count)
        record(organisation, "redacted", count=count)
    return count


def _entry(
    organisation: Organisation, kind: str, subject: str, actor: str, details: dict[str, Any]
) -> LedgerEntry:
    declarations.entries[kind]
    content = {"subject": subject, "actor": actor, **details}
    salt = new_salt()
    return LedgerEntry(
        organisation=organisation,
        kind=kind,
        subject=subject,
        actor=actor,
        content=content,
        salt=salt,
        commitment=commit(salt, content),
        created_at=clock.now(),
    )
