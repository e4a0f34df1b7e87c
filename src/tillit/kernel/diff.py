"""What changed between two texts, so that a person can read it (promise N06)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

Op = Literal["same", "removed", "added"]
_TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")


class Change(NamedTuple):
    """A stretch of text that stayed, went or came."""

    op: Op
    text: str


def line_changes(old: str, new: str) -> list[Change]:
    """The difference by whole lines, line ends kept; what went stands before what came."""
    return _merged(_changes(old.splitlines(keepends=True), new.splitlines(keepends=True)))


def word_changes(old: str, new: str) -> list[Change]:
    """The difference by words, within the lines that changed.

    All that is same or removed, put together, is the old text; same or added, the new one.
    """
    return _merged(_bridged(_merged(_word_changes(old, new))))


# With less than this left, or more stretches than this replaced, one reads the sentence anew.
_STAYS: Final = 0.5
_STRETCHES: Final = 3


def readable_changes(old: str, new: str) -> list[Change] | None:
    """The difference by words when it can be read so; None when before and after read better."""
    if not old or not new:
        return _pending(old, new)
    found = word_changes(old, new)
    stays = sum(len(change.text) for change in found if change.op == "same")
    places = sum(
        change.op != "same" and (place == 0 or found[place - 1].op == "same")
        for place, change in enumerate(found)
    )
    if places > _STRETCHES or stays < _STAYS * min(len(old), len(new)):
        return None
    return found


def _bridged(changes: Sequence[Change]) -> Iterator[Change]:
    """A lone space between two changes goes with both: “60 days” became “6 months”."""
    last = len(changes) - 1
    for place, change in enumerate(changes):
        lone = change.op == "same" and change.text.isspace() and "\n" not in change.text
        if lone and 0 < place < last:
            yield Change("removed", change.text)
            yield Change("added", change.text)
        else:
            yield change


def _word_changes(old: str, new: str) -> Iterator[Change]:
    removed = ""
    for change in line_changes(old, new):
        if change.op == "removed":
            removed = change.text
        elif change.op == "added" and removed:
            yield from _changes(_TOKEN.findall(removed), _TOKEN.findall(change.text))
            removed = ""
        else:
            if removed:
                yield Change("removed", removed)
                removed = ""
            yield change
    if removed:
        yield Change("removed", removed)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Change("same", "".join(old[i1:i2]))
        else:
            yield Change("removed", "".join(old[i1:i2]))
            yield Change("added", "".join(new[j1:j2]))


def _merged(changes: Iterator[Change]) -> list[Change]:
    """Neighbours of one kind joined; between two stretches that stay, removals stand first."""
    merged: list[Change] = []
    removed = added = ""
    for op, text in changes:
        if op == "removed":
            removed += text
        elif op == "added":
            added += text
        elif text:
            merged += _pending(removed, added)
            removed = added = ""
            if merged and merged[-1].op == "same":
                merged[-1] = Change("same", merged[-1].text + text)
            else:
                merged.append(Change("same", text))
    return merged + _pending(removed, added)


def _pending(removed: str, added: str) -> list[Change]:
    pending: list[Change] = []
    if removed:
        pending.append(Change("removed", removed))
    if added:
        pending.append(Change("added", added))
    return pending
