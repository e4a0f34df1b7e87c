"""A participant's own link: who has it has received a message at the address that was given."""

from __future__ import annotations

import uuid

from django.core.signing import BadSignature, Signer

from tillit.events.models import Registration
from tillit.organisations.addresses import address
from tillit.organisations.models import Organisation


def _signer() -> Signer:
    return Signer(salt="tillit.events.registration", sep=".")


def token(key: uuid.UUID) -> str:
    """What the link ends in: the registration's key, signed so that none can be made up."""
    return _signer().sign(key.hex)


def own_address(organisation: Organisation, registration: Registration) -> str:
    """Where a participant sees, corrects and cancels their registration."""
    return address(organisation, "events:registration", token(registration.uuid))


def key_in(text: str) -> uuid.UUID | None:
    """The key of the registration a link is for; None when the link was not made here."""
    try:
        return uuid.UUID(hex=_signer().unsign(text))
    except (BadSignature, ValueError):
        return None
