"""The sums of the ledger: SHA-256 over canonical JSON (RFC 8785 for the values we use)."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any

GENESIS = "0" * 64
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(content: Any) -> bytes:
    """The one way to write this content: sorted keys, no spaces, UTF-8."""
    return _encode(content).encode()


def new_salt() -> str:
    """128 random bits: without it a commitment tells nothing of its content."""
    return secrets.token_hex(16)


def commit(salt: str, content: Any) -> str:
    """The commitment to a content."""
    return commit_written(salt, canonical(content).decode())


def commit_written(salt: str, content: str) -> str:
    """The same for a content that is written in its canonical form."""
    return hashlib.sha256(bytes.fromhex(salt) + content.encode()).hexdigest()


def contents(same: dict[str, Any], key: str) -> Callable[[str], str]:
    """Writes contents that differ in one key's value alone, each in its canonical form."""
    smaller = {name: value for name, value in same.items() if name < key}
    larger = {name: value for name, value in same.items() if name > key}
    before = _encode(smaller)[1:-1]
    after = _encode(larger)[1:-1]
    start = "{" + (before + "," if before else "") + _encode(key) + ":"
    end = ("," + after if after else "") + "}"
    return lambda value: start + _encode(value) + end


def link(previous: str, sequence: int, kind: str, created_at: str, commitment: str) -> str:
    """The chain value of an entry, from that of the one before it. ``created_at``: ISO, UTC."""
    text = f"{previous}|{sequence}|{kind}|{created_at}|{commitment}"
    return hashlib.sha256(text.encode()).hexdigest()
