"""How many statements are read at a time, so that those who read leave room for all others.

Counted in each web process: that is where reading takes a thread and the processor from the pages
of others. A burst waits a moment, and then is told to come back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

AT_A_TIME = 2
WAITS_SECONDS = 0.5
_turns = BoundedSemaphore(AT_A_TIME)


class Busy(Exception):
    """As many statements are being read as there is room for."""


@contextmanager
def a_turn() -> Iterator[None]:
    """Read within this. Raises Busy when no turn comes within half a second."""
    if not _turns.acquire(timeout=WAITS_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _turns.release()
