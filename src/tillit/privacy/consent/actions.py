"""A person says yes to a purpose, as worded that day, or takes it back as easily (article 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from tillit.kernel import clock
from tillit.privacy.consent.models import Consent
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force, version_in_force
from tillit.privacy.register.schema import PurposeEntry, Register, words

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


class NoSuchPurposeError(Exception):
    """The register in force has no such purpose resting on consent; nothing may be asked for."""


def purpose_by_consent(register: Register, activity: str, purpose: str) -> PurposeEntry:
    """The purpose with its wording. Raises NoSuchPurposeError."""
    entry = register.activity(activity)
    for chosen in entry.purposes if entry else ():
        if chosen.purpose == purpose and chosen.consent:
            return chosen
    raise NoSuchPurposeError(f"{activity}.{purpose}")


@transaction.atomic
def give(
    organisation: Organisation,
    email: str,
    activity: str,
    purpose: str,
    *,
    language: str,
    how: str,
    by: str = "person",
    subject: str = "",
) -> Consent:
    """The person with this proven address says yes. Saying it again changes nothing.

    ``how``: form, portal, desk or import. Raises NoSuchPurposeError.
    """
    chosen = purpose_by_consent(in_force(organisation), activity, purpose)
    standing = standing_for(organisation, email, purpose)
    if standing is not None:
        return standing
    version = version_in_force(organisation)
    consent = Consent.objects.create(
        organisation=organisation,
        email=email,
        activity=activity,
        purpose=purpose,
        wording=words(chosen.consent, language),
        register_number=(version.number if version else 0) or 0,
        language=language,
        how=how,
        given_at=clock.now(),
    )
    record(
        organisation,
        "given",
        subject=subject or reference(consent),
        actor=by,
        purpose=purpose,
        how=how,
        consent=str(consent.uuid),
    )
    return consent


@transaction.atomic
def withdraw(
    organisation: Organisation, email: str, purpose: str, *, by: str = "person", subject: str = ""
) -> bool:
    """The person takes the consent back; what rested on it stops. Tells whether there was one."""
    standing = standing_for(organisation, email, purpose)
    if standing is None:
        return False
    standing.withdrawn_at = clock.now()
    standing.save(update_fields=["withdrawn_at"])
    record(
        organisation,
        "withdrawn",
        subject=subject or reference(standing),
        actor=by,
        purpose=purpose,
        consent=str(standing.uuid),
    )
    return True


@transaction.atomic
def also_for(
    organisation: Organisation, before: str, after: str, purpose: str, *, by: str, subject: str
) -> Consent | None:
    """A consent given from an address that two people share stands for the one who leaves it, too.

    It is kept as it was given: its wording, its day. None when there is none to keep.
    """
    given = standing_for(organisation, before, purpose)
    if given is None or (there := standing_for(organisation, after, purpose)):
        return given and there
    given.pk, given.uuid, given.email = None, uuid4(), after
    given.save(force_insert=True)
    record(
        organisation,
        "changed",
        subject=subject,
        actor=by,
        fields=["email"],
        purpose=purpose,
        consent=str(given.uuid),
    )
    return given


def standing_for(organisation: Organisation, email: str, purpose: str) -> Consent | None:
    """The consent to a purpose that has not been withdrawn."""
    return Consent.objects.filter(
        organisation=organisation, email=email, purpose=purpose, withdrawn_at=None
    ).first()


@transaction.atomic
def move(
    organisation: Organisation, before: str, after: str, *, by: str, purpose: str = ""
) -> None:
    """A person's standing consents follow to their new address; one given there already stays.

    ``purpose``: only those to it.
    """
    standing = Consent.objects.select_for_update().filter(
        organisation=organisation, email=before, withdrawn_at=None
    )
    if purpose:
        standing = standing.filter(purpose=purpose)
    there = set(
        Consent.objects.filter(
            organisation=organisation, email=after, withdrawn_at=None
        ).values_list("purpose", flat=True)
    )
    for each in standing.order_by("pk"):
        if each.purpose in there:
            withdraw(organisation, before, each.purpose, by=by)
            continue
        each.email = after
        each.save(update_fields=["email"])
        record(organisation, "changed", subject=reference(each), actor=by, fields=["email"])
