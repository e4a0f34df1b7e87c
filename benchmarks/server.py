"""The real web server, started as ``tillit web`` starts it, and visitors to it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.stage import ROOT, Stage, cpu_of

REAL = "tillit.config.wsgi:application"


@dataclass
class Server:
    """A running server: its port and its processes."""

    port: int
    process: subprocess.Popen[bytes]

    def visit(self, visits: list[list[Any]], cookie: str = "") -> dict[str, Any]:
        """Visitors come, one for each list of visits; what they saw, and the CPU it took."""
        before = self.cpu()
        spec = {"port": self.port, "visits": visits, "cookie": cookie}
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.visitors"], input=json.dumps(spec).encode(),
            cwd=ROOT, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        seen: dict[str, Any] = json.loads(done.stdout)
        return {**seen, "cpu": self.cpu() - before}

    def cpu(self) -> float:
        """Seconds of CPU that its processes have taken."""
        return sum(cpu_of(each) for each in _family(self.process.pid))


@contextmanager
def serving(
    stage: Stage, database: str, application: str = REAL, workers: int = 2
) -> Iterator[Server]:
    """A server on a free port, until the block ends."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    # The flags of ``tillit web``; a proxy in front says whose request it is.
    command = [
        sys.executable, "-m", "granian", application, "--interface", "wsgi", "--host",
        "127.0.0.1", "--port", str(port), "--workers", str(workers), "--blocking-threads", "8",
        "--blocking-threads-idle-timeout", "600", "--backlog", "512", "--workers-kill-timeout",
        "20", "--no-ws", "--no-access-log", "--log-level", "warning",
    ]  # fmt: skip
    environment = stage.environment(
        database, TILLIT_PROXIES="1", TILLIT_URL=f"http://localhost:{port}"
    )
    process = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        _wait(port, process)
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server fell over"
        door = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            door.request("GET", "/health")
            if door.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            door.close()
    raise TimeoutError("the server never answered")


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += _family(int(child))
    return found
