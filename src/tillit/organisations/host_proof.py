"""A host becomes an organisation's own when it has been seen to lead here.

A mistyped name would send all its pages, and the links in its mails, to somebody else's machine. So
the one who asks for a host opens a link on that host: when Tillit answers it there, it is theirs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction

from tillit.organisations.addresses import installation_path
from tillit.organisations.models import Organisation
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference

LASTS: Final = dt.timedelta(days=7)
_SALT: Final = "tillit host proof"


@dataclass(frozen=True)
class Proof:
    """Which organisation is to live where, and who said so (a reference)."""

    organisation: Organisation
    host: str
    actor: str


def address_to_open(organisation: Organisation, host: str, actor: str) -> str:
    """The link that proves the host, to be opened in a browser within a week."""
    token = signing.dumps([str(organisation.uuid), host, actor], salt=_SALT)
    scheme = settings.PUBLIC_URL.partition("://")[0]
    return f"{scheme}://{host}{installation_path('host_proof', token)}"


def read(token: str, host: str) -> Proof | None:
    """What the link says; None when it is not ours, too old, or opened on another host."""
    try:
        uuid, wanted, actor = signing.loads(token, salt=_SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    organisation = Organisation.objects.filter(uuid=UUID(uuid)).first()
    if organisation is None or wanted != host:
        return None
    return Proof(organisation, host, actor)


@transaction.atomic
def take(proof: Proof) -> bool:
    """The organisation lives at the host from now on. False when another came first."""
    taken = Organisation.objects.filter(host=proof.host).exclude(pk=proof.organisation.pk)
    if taken.exists():
        return False
    move(proof.organisation, proof.host, actor=proof.actor)
    return True


@transaction.atomic
def move(organisation: Organisation, host: str, *, actor: str) -> None:
    """The organisation has this host, or with an empty one lives under its path again."""
    organisation.host = host
    organisation.save(update_fields=["host"])
    record(organisation, "changed", subject=reference(organisation), actor=actor, fields=["host"])
