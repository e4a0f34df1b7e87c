"""Publishing a statement: once per register version, in every language, for good."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import transaction

from tillit.kernel import clock
from tillit.privacy.declare import declarations
from tillit.privacy.ledger.actions import record
from tillit.privacy.ledger.commitment import canonical
from tillit.privacy.references import reference
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.schema import Register
from tillit.privacy.statement.compose import compose
from tillit.privacy.statement.models import StatementVersion
from tillit.privacy.statement.queries import compare

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation, User


def publish(
    organisation: Organisation, register_version: RegisterVersion, by: User | None = None
) -> StatementVersion:
    """The statement this register makes is now the organisation's, dated and kept.

    Publishing what is already in force changes nothing, and gives it back.
    """
    register = Register.model_validate(register_version.document)
    today = clock.today()
    made = {
        language: compose(register, declarations, language, today)
        for language in register.languages
    }
    content: dict[str, Any] = {
        language: statement.as_document() for language, statement in made.items()
    }
    digest = hashlib.sha256(canonical(content)).hexdigest()
    with transaction.atomic():
        before = (
            StatementVersion.objects.select_for_update()
            .filter(organisation=organisation)
            .select_related("register")
            .order_by("-number")
            .first()
        )
        if before is not None and (before.register_id, before.digest) == (
            register_version.pk,
            digest,
        ):
            return before
        version = StatementVersion.objects.create(
            organisation=organisation,
            number=before.number + 1 if before else 1,
            register=register_version,
            content=content,
            digest=digest,
            changes=compare(before, content, register) if before else [],
            published_at=clock.now(),
            published_by=by,
        )
        record(
            organisation,
            "published",
            actor=reference(by) if by else "system",
            statement=version.number,
            register=register_version.number,
            digest=digest,
        )
        # Names nobody, so that it stays when what the log says of persons goes.
        record(organisation, "sealed", statement=version.number, digest=digest)
    return version
