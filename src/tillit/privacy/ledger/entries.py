"""An entry looked at alone: does it say what it said when it was written?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tillit.privacy.ledger.commitment import Sums, written, written_at

# The columns it takes to tell.
AS_WRITTEN = ("pk", "kind", "subject", "actor", "content", "salt", "commitment", "created_at")


def is_as_written(sums: Sums, entry: Mapping[str, Any]) -> bool:
    """Not emptied, and nothing of it was changed. ``entry``: the columns above."""
    return (
        isinstance(entry["content"], dict)
        and is_salt(entry["salt"])
        and bears_its_sum(sums, entry)
        and is_listed_as_it_says(entry)
    )


def bears_its_sum(sums: Sums, entry: Mapping[str, Any]) -> bool:
    """Type, time and content are those of the commitment."""
    moment, content = written_at(entry["created_at"]), written(entry["content"])
    made = sums.commit(entry["kind"], moment, entry["salt"], content)
    return bool(entry["commitment"] == made)


def is_listed_as_it_says(entry: Mapping[str, Any]) -> bool:
    """The columns it is found by are of the person and actor it names."""
    said = entry["content"].get("subject"), entry["content"].get("actor")
    return said == (entry["subject"], entry["actor"])


def is_salt(text: str) -> bool:
    """It is 128 bits."""
    try:
        return len(bytes.fromhex(text)) == 16
    except ValueError:
        return False
