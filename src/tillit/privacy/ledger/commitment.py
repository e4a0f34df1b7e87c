"""The sums of the ledger: HMAC-SHA256 (RFC 2104) over canonical JSON (RFC 8785 for our values).

The key belongs to one organisation of one installation and is made from a secret outside the
database, so that who can write to the database alone can neither make an entry nor a link.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(content: Any) -> bytes:
    """The one way to write this content: sorted keys, no spaces, UTF-8."""
    return written(content).encode()


def written(content: Any) -> str:
    """The same as text."""
    return _encode(content)


def new_salt() -> str:
    """128 random bits: without it a commitment tells nothing of its content."""
    return secrets.token_hex(16)


def written_at(moment: datetime) -> str:
    """The time of an entry as its sums state it: ISO 8601 in UTC, microseconds always."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


@lru_cache(maxsize=1000)
def _key_of(secret: str, organisation: UUID) -> bytes:
    return hmac.digest(secret.encode(), f"tillit ledger {organisation}".encode(), "sha256")


class Sums:
    """Makes the sums of one organisation's ledger."""

    def __init__(self, organisation: Organisation) -> None:
        self._key = _key_of(settings.PRIVACY_KEY, organisation.uuid)
        self._organisation = organisation.uuid

    @property
    def key(self) -> str:
        """Tells which key it is, and nothing of the key."""
        return self._sum("key")[:16]

    @property
    def genesis(self) -> str:
        """What the first entry follows from: it names the organisation."""
        return self._sum(f"genesis|{self._organisation}")

    def commit(self, kind: str, created_at: str, salt: str, content: str) -> str:
        """The commitment to an entry. ``created_at``: ISO, UTC; ``content``: canonical."""
        return self._sum(f"entry|{kind}|{created_at}|{salt}|{content}")

    def link(self, previous: str, sequence: int, kind: str, created_at: str, made: str) -> str:
        """The chain value of an entry, from that of the one before it and its commitment."""
        return self._sum(f"link|{previous}|{sequence}|{kind}|{created_at}|{made}")

    def redacted(self, made: str) -> str:
        """What takes the place of a salt when the rules empty the entry of this commitment.

        128 bits; nobody without the key can say so of another entry.
        """
        return self._sum(f"redacted|{made}")[:32]

    def witnessed(self, line: str) -> str:
        """The sum that stands behind a line of the witness: nobody without the key writes one."""
        return self._sum(f"witness|{line}")

    def _sum(self, text: str) -> str:
        return hmac.digest(self._key, text.encode(), "sha256").hex()


def contents(same: dict[str, Any], key: str) -> Callable[[str], str]:
    """Writes contents that differ in one key's value alone, each in its canonical form."""
    smaller = {name: value for name, value in same.items() if name < key}
    larger = {name: value for name, value in same.items() if name > key}
    before = _encode(smaller)[1:-1]
    after = _encode(larger)[1:-1]
    start = "{" + (before + "," if before else "") + _encode(key) + ":"
    end = ("," + after if after else "") + "}"
    return lambda value: start + _encode(value) + end
