"""What a fault of the machine is called by the database or the file system that met it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from typing import Final

from django.db import InterfaceError, OperationalError

# PostgreSQL's own code for a disk without room (class 53, insufficient resources).
_DISK_FULL_STATE: Final = "53100"
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
# What SQLite says when it cannot make its file, or the index of its log, any larger.
_SQLITE_NO_ROOM: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})


def is_disk_full(error: BaseException) -> bool:
    """There was no room to write, whoever said so."""
    return any(_says_full(each) for each in _behind(error))


def is_out_of_reach(error: BaseException) -> bool:
    """The database did not answer, or could not do what it was asked; asked again, it may."""
    return any(isinstance(each, OperationalError | InterfaceError) for each in _behind(error))


def _says_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _NO_ROOM
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) in _SQLITE_NO_ROOM
    return getattr(error, "sqlstate", None) == _DISK_FULL_STATE


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what it was raised from."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
