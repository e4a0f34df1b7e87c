"""The witness: what the ledger had come to, kept outside the database.

A file for each organisation in the data folder: the end of the chain as it last was, and the
entries written since that are not linked yet. So an entry taken out before it is linked is missed,
and so is the end of a chain cut off and its head moved back. Each line ends with a keyed sum, so
that who can write to the folder too cannot say that the chain was shorter; a line without the right
sum says nothing. It holds types, times and sums of entries, no personal data. Written after the
commit: a process killed right then leaves an entry without a witness, which is no fault, only a
weaker proof.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from tillit.privacy.ledger.commitment import Sums, written_at
from tillit.privacy.ledger.models import LedgerEntry

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

log = structlog.get_logger(__name__)
FOLDER = "ledger"
BEING_WRITTEN = ".new"
AT_ONCE = 500
_APPENDED = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC


class Note(NamedTuple):
    """An entry as the witness knows it."""

    kind: str
    created_at: str
    commitment: str


@dataclass(frozen=True)
class Testimony:
    """What the witness has seen: the end of the chain, and entries not linked by then."""

    sequence: int = 0
    chain: str = ""
    notes: tuple[Note, ...] = ()


def watch(
    organisation: Organisation, sums: Sums, kind: str, moment: str, commitments: Sequence[str]
) -> None:
    """These entries are noted when the transaction is committed."""
    lines = "".join(_signed(sums, f"{kind} {moment} {made}") for made in commitments)
    transaction.on_commit(lambda: _note(organisation, lines), robust=True)


def testimony(organisation: Organisation) -> Testimony:
    """What the witness has seen up to now."""
    with _alone():
        return _read(organisation)


def move_on(organisation: Organisation, sequence: int, chain: str, settled: Iterable[Note]) -> None:
    """The chain goes as far as this now, and these entries are in it."""
    with _alone():
        seen = _read(organisation)
        if sequence < seen.sequence:  # another was first
            sequence, chain = seen.sequence, seen.chain
        left = list(seen.notes)
        if gone := set(settled):
            left = [note for note in left if note not in gone]
        _write(organisation, Testimony(sequence, chain, tuple(left)))


def start_anew(organisation: Organisation, sequence: int, chain: str) -> None:
    """What was seen before no longer counts."""
    with _alone():
        _write(organisation, Testimony(sequence, chain))


def known_files() -> set[str]:
    """Paths in the data folder of the witnesses of the organisations there are, and their lock."""
    names = {f"{FOLDER}/lock"}
    for its in _identifiers():
        names |= {f"{FOLDER}/{its}", f"{FOLDER}/{its}{BEING_WRITTEN}"}
    return names


def orphans() -> list[str]:
    """The witnesses of organisations that are not there: someone took one away, with its log.

    Nothing in the program deletes an organisation; who puts back a backup from before one was made
    says so (:func:`put_away`).
    """
    folder = Path(settings.DATA) / FOLDER
    # Read first: an organisation made meanwhile has a witness later than its row.
    there = {path.name for path in folder.glob("*") if _is_witness(path.name)}
    return sorted(there - {str(its) for its in _identifiers()}) if there else []


def put_away(name: str) -> None:
    """This organisation is known to be gone, and its log with it."""
    with _alone():
        (Path(settings.DATA) / FOLDER / str(UUID(name))).unlink()


def _identifiers() -> Iterable[UUID]:
    organisations = LedgerEntry._meta.get_field("organisation").related_model
    found: Iterable[UUID] = organisations._default_manager.order_by().values_list("uuid", flat=True)
    return found


def _is_witness(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def note_of(entry: LedgerEntry) -> Note:
    """How the witness notes this entry."""
    return Note(entry.kind, written_at(entry.created_at), entry.commitment)


def missing(organisation: Organisation, notes: Sequence[Note]) -> list[Note]:
    """Those of the noted entries that the database does not have."""
    return _without(notes, LedgerEntry.objects.filter(organisation=organisation))


def unlinked(organisation: Organisation, notes: Sequence[Note]) -> list[Note]:
    """Those of the noted entries that are not in the chain."""
    linked = LedgerEntry.objects.filter(organisation=organisation, sequence__isnull=False)
    return _without(notes, linked)


def _without(notes: Sequence[Note], entries: object) -> list[Note]:
    left = dict.fromkeys(notes)
    moments = sorted({note.created_at for note in notes})
    kinds = sorted({note.kind for note in notes})
    for start in range(0, len(moments), AT_ONCE):
        some = [datetime.fromisoformat(moment) for moment in moments[start : start + AT_ONCE]]
        found = entries.filter(kind__in=kinds, created_at__in=some).order_by()  # type: ignore[attr-defined]
        for kind, at, made in found.values_list("kind", "created_at", "commitment").iterator():
            left.pop(Note(kind, written_at(at), made), None)
    return list(left)


def _file(organisation: Organisation) -> Path:
    return Path(settings.DATA) / FOLDER / str(organisation.uuid)


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time, over all processes that share the data folder."""
    path = f"{settings.DATA}/{FOLDER}/lock"
    try:
        lock = os.open(path, _APPENDED, 0o600)
    except FileNotFoundError:
        Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(path, _APPENDED, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _note(organisation: Organisation, lines: str) -> None:
    # With every sign-up: no file objects, which cost ten times what is written with them.
    left = lines.encode("ascii")
    with _alone():
        file = os.open(f"{settings.DATA}/{FOLDER}/{organisation.uuid}", _APPENDED, 0o600)
        try:
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)


def _signed(sums: Sums, line: str) -> str:
    return f"{line} {sums.witnessed(line)}\n"


def _read(organisation: Organisation) -> Testimony:
    try:
        text = _file(organisation).read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return Testimony()
    sums = Sums(organisation)
    # A line that was cut off, as the disk was full, says nothing; nor does one we did not write.
    parts = [line.rpartition(" ") for line in text.split("\n")[:-1]]
    lines = [line.split(" ") for line, _space, made in parts if made == sums.witnessed(line)]
    ends = [(int(line[1]), line[2]) for line in lines if line[0] == "head"]
    notes = (Note(*line) for line in lines if line[0] != "head")
    return Testimony(*(ends[-1] if ends else (0, "")), tuple(notes))


def _write(organisation: Organisation, seen: Testimony) -> None:
    sums, path = Sums(organisation), _file(organisation)
    lines = [f"head {seen.sequence} {seen.chain}", *(" ".join(note) for note in seen.notes)]
    new = path.with_suffix(BEING_WRITTEN)
    new.write_text("".join(_signed(sums, line) for line in lines), encoding="ascii")
    new.replace(path)
