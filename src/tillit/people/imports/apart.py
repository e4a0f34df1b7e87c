"""Workbooks are read in a process of their own, with a limit to its memory.

A small file can stand for any amount: a long text that a million cells point at, a cell in the last
place there is. What reads it runs out of room and ends; the worker goes on.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO, Final

from tillit.people.imports import workbook
from tillit.people.imports.errors import UnreadableError
from tillit.privacy.apart import ENDS, OUT_OF_ROOM, limit

# Twelve million places and their texts, with room to spare.
MOST_MEMORY: Final = 1536 * 1024 * 1024
MOST_SECONDS: Final = 300


def sheets(file: BinaryIO) -> list[str]:
    """The names of the sheets that can be seen. Raises UnreadableError."""
    [names] = _read(file, "")
    return names


def table(file: BinaryIO, sheet: str) -> Iterator[list[str]]:
    """The sheet's rows as text, from its first row. Raises UnreadableError."""
    return _read(file, sheet)


def _read(file: BinaryIO, sheet: str) -> Iterator[list[str]]:
    file.seek(0)
    path = os.pathsep.join(filter(None, sys.path))
    with subprocess.Popen(  # noqa: S603 – this program itself
        [sys.executable, "-m", __name__, sheet],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # it could quote the file
        env={"PYTHONPATH": path},
    ) as reader:  # fmt: skip
        assert reader.stdin is not None
        assert reader.stdout is not None
        try:
            with suppress(BrokenPipeError):  # it has ended; how, it tells below
                shutil.copyfileobj(file, reader.stdin, 1 << 18)
                reader.stdin.close()
            for line in reader.stdout:
                said: Any = json.loads(line) if line.endswith(b"\n") else None
                if said == "end":
                    return
                if isinstance(said, str):
                    raise UnreadableError(said)
                if said is not None:
                    yield said
            if reader.wait() in ENDS:
                raise UnreadableError("bomb")
            raise RuntimeError(f"What reads workbooks ended with {reader.returncode}.")
        finally:
            with suppress(BrokenPipeError):
                reader.stdin.close()
            reader.kill()


def _answer(sheet: str) -> None:
    file = io.BytesIO(sys.stdin.buffer.read())
    rows = workbook.table(file, sheet) if sheet else [workbook.sheets(file)]
    for row in rows:
        print(json.dumps(row))
    print(json.dumps("end"), flush=True)


def main() -> None:
    """Read the workbook on standard input; a line of JSON for each row of the sheet that is named.

    When none is named, one for the names of all.
    """
    limit(MOST_MEMORY, MOST_SECONDS)
    try:
        _answer(sys.argv[1])
    except UnreadableError as error:
        print(json.dumps(error.code), flush=True)
    except MemoryError:
        sys.exit(OUT_OF_ROOM)


if __name__ == "__main__":
    main()
