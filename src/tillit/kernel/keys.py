"""Keys that nobody can guess, made without asking a database."""

from __future__ import annotations

import secrets
from uuid import UUID

from tillit.kernel import clock


def ordered_uuid() -> UUID:
    """A key that sorts by when it was made: UUID version 7 (RFC 9562 section 5.7).

    For tables that grow large: rows made together lie together in the index, and go together. It
    tells when it was made, to the millisecond; 74 bits of it are random.
    """
    made = int(clock.now().timestamp() * 1000) & 0xFFFF_FFFF_FFFF
    chance = secrets.randbits(74)
    high, low = chance >> 62, chance & 0x3FFF_FFFF_FFFF_FFFF
    return UUID(int=made << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low)
