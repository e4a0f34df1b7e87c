"""Keep a few processes running: start, watch, start again, stop in good order."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Final

# A child that fell over is started again after this long; the pause doubles while it keeps falling.
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0
# A child that has run this long is well again.
WELL_AFTER: Final = 60.0
# How long a child may take to finish what it is doing when asked to stop.
PATIENCE: Final = 25.0
_PR_SET_PDEATHSIG: Final = 1


def _end_with_parent() -> None:
    """On Linux the child is asked to stop when its parent vanishes without a word."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One process that is to run always."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    start_at: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        # A session of its own: Ctrl+C reaches the supervisor alone, which then stops its children.
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            self.command,
            env=self.environment,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - no threads yet
        )
        self.started = time.monotonic()

    def end_what_it_left(self) -> None:
        """Processes that the ended child had started and did not take along are ended too."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Runs children until it is told to stop by SIGTERM or SIGINT."""

    def __init__(self, children: list[Child], say: Callable[[str], None]) -> None:
        self._children = children
        self._say = say
        self._stopping = False

    def start(self) -> None:
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._stop)
        for child in self._children:
            child.start()

    def watch(self) -> None:
        """Return when told to stop and every child has ended."""
        while not self._stopping:
            for child in self._children:
                self._look_after(child)
            time.sleep(0.2)
        self._end_all()

    def is_running(self) -> bool:
        """Whether no one has asked to stop and every child is up."""
        return not self._stopping and all(
            child.process is not None and child.process.poll() is None for child in self._children
        )

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is not None:
            ended = child.process.poll()
            if ended is None:
                if now - child.started > WELL_AFTER:
                    child.pause = FIRST_PAUSE
                return
            child.end_what_it_left()
            self._say(f"{child.name} ended ({ended}); starting it again in {child.pause:.0f} s.")
            child.process = None
            child.start_at = now + child.pause
            child.pause = min(child.pause * 2, LONGEST_PAUSE)
        elif now >= child.start_at:
            child.start()

    def _end_all(self) -> None:
        running = [child for child in self._children if child.process is not None]
        for child in running:
            assert child.process is not None
            child.process.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in running:
            assert child.process is not None
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._say(f"{child.name} did not stop in time and is ended.")
                child.process.kill()
                child.process.wait()
            child.end_what_it_left()
