"""Changing the register: a draft that staff work on, adopted as the next version in force."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction

from tillit.kernel import clock
from tillit.privacy.declare import declarations
from tillit.privacy.ledger.actions import record
from tillit.privacy.ledger.commitment import canonical
from tillit.privacy.references import reference
from tillit.privacy.register.models import RegisterContact, RegisterVersion
from tillit.privacy.register.points.actions import gone_with_a_new_draft
from tillit.privacy.register.rules import Finding, findings
from tillit.privacy.register.schema import Register

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation, User

# Called inside the adopting transaction, with the organisation, the version and who adopted it.
OnAdopted = Callable[["Organisation", RegisterVersion, "User | None"], object]
on_adopted: list[OnAdopted] = []


class NothingToAdopt(Exception):
    """There is no draft, or it says just what is already in force."""


class Refused(Exception):
    """The draft cannot be lawful as it stands; ``findings`` says why."""

    def __init__(self, found: list[Finding]) -> None:
        super().__init__("; ".join(f"{finding.where}: {finding.message}" for finding in found))
        self.findings = found


def digest_of(register: Register) -> str:
    """SHA-256 over the canonical JSON of the register."""
    return hashlib.sha256(canonical(register.model_dump(mode="json"))).hexdigest()


@transaction.atomic
def save_draft(organisation: Organisation, register: Register, by: User | None) -> RegisterVersion:
    """The draft now says this; whatever stood in it before is replaced."""
    lock(organisation)
    draft, is_new = RegisterVersion.objects.update_or_create(
        organisation=organisation,
        state=RegisterVersion.State.DRAFT,
        defaults={
            "document": register.model_dump(mode="json"),
            "digest": digest_of(register),
            "changed_by": by,
        },
        create_defaults={
            "document": register.model_dump(mode="json"),
            "digest": digest_of(register),
            "changed_by": by,
            "created_at": clock.now(),
        },
    )
    if is_new:
        gone_with_a_new_draft(draft)
    return draft


@transaction.atomic
def discard_draft(organisation: Organisation) -> bool:
    """The draft is gone; what is in force stays. False when there was none."""
    deleted, _ = RegisterVersion.objects.filter(
        organisation=organisation, state=RegisterVersion.State.DRAFT
    ).delete()
    return bool(deleted)


@transaction.atomic
def adopt(organisation: Organisation, by: User | None) -> RegisterVersion:
    """The draft is now in force, as the next version; the one before is kept.

    Raises NothingToAdopt, and Refused with the findings when it cannot be lawful.
    """
    lock(organisation)
    versions = RegisterVersion.objects.filter(organisation=organisation)
    draft = versions.filter(state=RegisterVersion.State.DRAFT).first()
    if draft is None:
        raise NothingToAdopt(organisation.slug)
    in_force = versions.filter(state=RegisterVersion.State.IN_FORCE).first()
    before = Register.model_validate(in_force.document) if in_force is not None else None
    register = Register.model_validate(draft.document).wind_up(before)
    draft.document, draft.digest = register.model_dump(mode="json"), digest_of(register)
    if in_force is not None and in_force.digest == draft.digest:
        raise NothingToAdopt(organisation.slug)
    refused = [f for f in findings(register, declarations, clock.today()) if f.is_error]
    if refused:
        raise Refused(refused)
    if in_force is not None:
        in_force.state = RegisterVersion.State.SUPERSEDED
        in_force.save(update_fields=["state"])
    latest = versions.exclude(number=None).order_by("-number").values_list("number", flat=True)
    draft.number = (latest.first() or 0) + 1
    draft.state = RegisterVersion.State.IN_FORCE
    draft.adopted_at = clock.now()
    draft.changed_by = by
    draft.save()
    RegisterContact.objects.bulk_create(
        RegisterContact(version=draft, role=point.role, name=point.name, email=point.email)
        for point in register.contact_points
    )
    record(
        organisation,
        "published",
        subject=reference(draft),
        actor=reference(by) if by else "system",
        what="register",
        number=draft.number,
        digest=draft.digest,
    )
    # Names nobody, so that it stays when what the log says of persons goes.
    record(organisation, "sealed", register=draft.number, digest=draft.digest)
    for tell in on_adopted:
        tell(organisation, draft, by)
    return draft


def lock(organisation: Organisation) -> None:
    """One at a time changes an organisation's register. SQLite has but one writer anyway."""
    type(organisation)._default_manager.select_for_update().get(pk=organisation.pk)
