"""Only one ``tillit up`` at a time looks after a data folder.

The lock is the operating system's (flock): it is gone with the process that holds it, however that
ends, so a file left behind by one that was killed stops nobody.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

LOCK = "up.lock"


class RunsAlready(Exception):
    """Another process looks after the folder: its number, and its address when it has told it."""

    def __init__(self, pid: int | None, address: str) -> None:
        super().__init__(pid, address)
        self.pid, self.address = pid, address


class Held:
    """The folder is ours; tell there under which address we can be reached."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.tell("")

    def tell(self, address: str) -> None:
        """Who comes second reads this."""
        self._file.seek(0)
        self._file.truncate()
        json.dump({"pid": os.getpid(), "address": address}, self._file)
        self._file.flush()


@contextmanager
def only_one(folder: Path) -> Iterator[Held]:
    """The folder is ours while the block runs. Raises RunsAlready when it is another's."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise _told(file.read()) from None
        yield Held(file)


def address_of(folder: Path) -> str:
    """Where the one who looks after the folder now can be reached; empty when nobody does."""
    try:
        with (folder / LOCK).open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _told(file.read()).address
    except OSError:
        pass
    return ""


def public_address() -> str:
    """Where people reach the installation: as it was set, else as it runs now on this machine."""
    running = "" if "TILLIT_URL" in os.environ else address_of(settings.DATA)
    return running or str(settings.PUBLIC_URL)


def _told(text: str) -> RunsAlready:
    try:
        said = json.loads(text)
        return RunsAlready(int(said["pid"]), str(said["address"]))
    except (ValueError, KeyError, TypeError):
        return RunsAlready(None, "")
