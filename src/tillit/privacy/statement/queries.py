"""Reading published statements, and what stands behind their sentences."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tillit.kernel import clock
from tillit.privacy.declare import declarations
from tillit.privacy.register.queries import parsed
from tillit.privacy.register.schema import Register
from tillit.privacy.statement.compose import compose
from tillit.privacy.statement.models import StatementVersion
from tillit.privacy.statement.structure import Statement, from_document

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


def latest(organisation: Organisation) -> StatementVersion | None:
    """The statement in force, without its content; None when none has been published."""
    return versions(organisation).first()


def versions(organisation: Organisation):  # type: ignore[no-untyped-def]
    """Every published version, newest first, without their contents."""
    return (
        StatementVersion.objects.filter(organisation=organisation)
        .defer("content", "changes")
        .select_related("register")
        .defer("content", "changes", "register__document")
    )


def statement(version: StatementVersion, language: str) -> Statement:
    """A published statement in one language; of a language it lacks, the nearest it has."""
    return _stored(version.pk, version.digest, language)


@lru_cache(maxsize=256)
def _stored(pk: int, digest: str, language: str) -> Statement:
    content = StatementVersion.objects.values_list("content", flat=True).get(pk=pk)
    for choice in (language, "nb", "nn", "en"):
        if choice in content:
            return from_document(content[choice])
    raise KeyError(language)


def register_of(version: StatementVersion) -> Register:
    """The register a statement was made from."""
    return parsed(version.register_id, version.register.digest)


def composed(register: Register, language: str) -> Statement:
    """The statement a register makes today, published or not."""
    return compose(register, declarations, language, clock.today())
