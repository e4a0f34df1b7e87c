"""How many statements are read at a time, so that those who read leave room for all others.

Counted in each web process: that is where reading takes a thread and the processor from the pages
of others. A few may wait a moment; who comes when they do is told at once to come back, so that
there is always a thread for the other pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

AT_A_TIME: Final = 2
# Together fewer than the threads that a web process has: ``tillit web --threads``.
MAY_WAIT: Final = 4
WAITS_SECONDS = 4.0
_turns = BoundedSemaphore(AT_A_TIME)
_places = BoundedSemaphore(AT_A_TIME + MAY_WAIT)


class Busy(Exception):
    """As many statements are being read as there is room for."""


@contextmanager
def a_turn() -> Iterator[None]:
    """Read, draft and write within this. Raises Busy when no turn comes soon."""
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        if not _turns.acquire(timeout=WAITS_SECONDS):
            raise Busy
        try:
            yield
        finally:
            _turns.release()
    finally:
        _places.release()
