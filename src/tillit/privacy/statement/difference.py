"""What changed from one statement to the next, sentence by sentence (promises N06 and F36)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tillit.privacy.register.schema import Register
from tillit.privacy.statement.structure import Sentence, Statement

# From the one that weighs most for the reader to the least.
CLASSES: Final = ("widening", "narrowing", "neutral")
# Sentences that say again what others have said already.
REPEATS: Final = ("short.", "objection.", "transfers.")


def changes(
    before: Mapping[str, Statement],
    after: Mapping[str, Statement],
    classed: Sequence[tuple[str, str]],
) -> list[dict[str, Any]]:
    """Every sentence that came, went or reads differently, with its texts per language.

    ``before`` and ``after``: the statement per language. ``classed``: the register's own changes
    as (path, class); a sentence takes the weightiest class of the changes to its entry.
    """
    old = {language: _by_key(statement) for language, statement in before.items()}
    new = {language: _by_key(statement) for language, statement in after.items()}
    keys = dict.fromkeys(
        key
        for sentences in (*new.values(), *old.values())
        for key in sentences
        if not key.startswith(REPEATS)
    )
    found = []
    for key in keys:
        was = {name: part[key].whole for name, part in old.items() if key in part}
        now = {name: part[key].whole for name, part in new.items() if key in part}
        if any(was.get(name) != now.get(name) for name in old.keys() & new.keys()):
            made_from = next(part[key] for part in (*new.values(), *old.values()) if key in part)
            found.append(
                {
                    "key": key,
                    "path": made_from.entry,
                    "class": class_of(made_from.entry, classed),
                    "was": was,
                    "now": now,
                }
            )
    return found


def class_of(entry: str, classed: Sequence[tuple[str, str]]) -> str:
    """The weightiest class among the register's changes to this entry or a part of it."""
    touching = {kind for path, kind in classed if _touches(path, entry)}
    return next((kind for kind in CLASSES if kind in touching), "neutral")


def _touches(path: str, entry: str) -> bool:
    return path == entry or path.startswith(f"{entry}.") or entry.startswith(f"{path}.")


def _by_key(statement: Statement) -> dict[str, Sentence]:
    return {sentence.key: sentence for sentence in statement.every_sentence()}


def classed(before: Register, after: Register) -> list[tuple[str, str]]:
    """The register's own changes as (path, class), for classing the sentences made from them."""
    from tillit.privacy.register.difference import changes as register_changes

    return [(change.path, change.kind) for change in register_changes(before, after)]
