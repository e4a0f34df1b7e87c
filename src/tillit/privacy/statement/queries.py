"""Reading published statements, and what stands behind their sentences."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from tillit.kernel import clock
from tillit.privacy.declare import declarations
from tillit.privacy.register.difference import changes as register_changes
from tillit.privacy.register.queries import parsed
from tillit.privacy.register.schema import Register
from tillit.privacy.statement.compose import compose
from tillit.privacy.statement.difference import changes
from tillit.privacy.statement.models import StatementVersion
from tillit.privacy.statement.structure import Statement, from_document

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


def latest(organisation: Organisation) -> StatementVersion | None:
    """The statement in force, without its content; None when none has been published."""
    return versions(organisation).first()


def versions(
    organisation: Organisation, *, with_changes: bool = False
) -> QuerySet[StatementVersion]:
    """Every published version, newest first, without their contents."""
    found = StatementVersion.objects.filter(organisation=organisation).order_by("-number")
    return found.defer("content") if with_changes else found.defer("content", "changes")


def whole(version: StatementVersion) -> StatementVersion:
    """The version with its content and the register it was made from."""
    return StatementVersion.objects.select_related("register").get(pk=version.pk)


def between(older: StatementVersion, newer: StatementVersion) -> list[dict[str, Any]]:
    """Every sentence that differs between two versions, each change classed."""
    rows = StatementVersion.objects.filter(pk__in=(older.pk, newer.pk)).select_related("register")
    by_number = {row.number: row for row in rows}
    old, new = by_number[older.number], by_number[newer.number]
    return compare(old, new.content, Register.model_validate(new.register.document))


def compare(
    before: StatementVersion, content: dict[str, Any], register: Register
) -> list[dict[str, Any]]:
    """What a new content, made from a register, changes in an earlier version."""
    then = Register.model_validate(before.register.document)
    return changes(
        {language: from_document(part) for language, part in before.content.items()},
        {language: from_document(part) for language, part in content.items()},
        register_changes(then, register),
    )


def statement(version: StatementVersion, language: str) -> Statement:
    """A published statement in one language; of a language it lacks, the nearest it has."""
    return _stored(version.pk, version.digest, language)


@lru_cache(maxsize=256)
def _stored(pk: int, digest: str, language: str) -> Statement:
    del digest  # part of the key: rows of another database can have the same number
    content = StatementVersion.objects.values_list("content", flat=True).get(pk=pk)
    found = (content[choice] for choice in (language, "nb", "nn", "en") if choice in content)
    return from_document(next(found))


def register_of(version: StatementVersion) -> Register:
    """The register a statement was made from."""
    return parsed(version.register_id, version.register.digest)


def composed(register: Register, language: str) -> Statement:
    """The statement a register makes today, published or not."""
    return compose(register, declarations, language, clock.today())
