"""Limits for a process that reads what a stranger sent: it ends, and the rest goes on."""

from __future__ import annotations

import resource
import signal
from typing import Final

OUT_OF_ROOM: Final = 3
# How a process ends that got no more memory or time; others ended it in any other way.
ENDS: Final = (OUT_OF_ROOM, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, -signal.SIGXCPU)


def limit(memory: int, seconds: int) -> None:
    """This process gets so many bytes of memory and seconds of a processor, and leaves no core."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (within, hard))
