"""A PDF, a Word file or a large page from someone unknown is read in a process of its own, with a
limit to its time and memory.

A small file can stand for any amount: drawings in drawings, a million empty paragraphs. What reads
it runs out of room and ends; the server goes on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Final

import structlog

from tillit.privacy.apart import ENDS, OUT_OF_ROOM, limit
from tillit.privacy.reader import sources
from tillit.privacy.reader.sources import NotReadable, format_of
from tillit.privacy.reader.structure import Line

logger = structlog.get_logger(__name__)
MOST_MEMORY: Final = 1024 * 1024 * 1024
MOST_SECONDS: Final = 15
# The clock on the wall, where the machine has much to do.
_MOST_WAITED: Final = 60


# A web page that is larger may be made so that what reads it has too much to do.
_LARGE_PAGE: Final = 100_000


def is_costly(content: bytes, name: str = "") -> bool:
    """Whether reading it can take any amount of time or memory."""
    kind = format_of(content, name)
    if sources.is_archive(content) or kind in ("pdf", "docx"):
        return True
    return kind == "html" and len(content) > _LARGE_PAGE


def lines_of(content: bytes, name: str = "") -> list[Line]:
    """The lines a reader would see. Raises NotReadable, ``too_large`` where it took too much."""
    if not is_costly(content, name):
        return sources.lines_of(content, name)
    try:
        done = subprocess.run(  # noqa: S603 -- this program itself
            [sys.executable, "-m", __name__],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it could quote the file
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            timeout=_MOST_WAITED,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotReadable("too_large") from None
    if done.returncode in ENDS:
        raise NotReadable("too_large")
    if done.returncode:  # of a file nobody foresaw
        logger.error("a file could not be read", ended=done.returncode)
        raise NotReadable("broken")
    said = json.loads(done.stdout)
    if isinstance(said, dict):
        raise NotReadable(**said)
    return [Line(*each) for each in said]


def main() -> None:
    """The lines of the file on standard input as JSON, or why there are none."""
    limit(MOST_MEMORY, MOST_SECONDS)
    try:
        said: object = sources.lines_of(sys.stdin.buffer.read())
    except NotReadable as refusal:
        said = {"reason": refusal.reason, "detail": refusal.detail}
    except MemoryError:
        sys.exit(OUT_OF_ROOM)
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
