"""``tillit up`` as a person runs it: real processes on this machine."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tillit.config.management.commands.up import free_port
from tillit.config.supervisor import Child, Supervisor

pytestmark = pytest.mark.timeout(300)


class Up:
    """A running ``tillit up`` on a data folder of its own."""

    def __init__(self, data: Path) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = {
            **os.environ,
            "TILLIT_DATA": str(data),
            "TILLIT_DATABASE": str(data / "tillit.sqlite3"),
            "DJANGO_SETTINGS_MODULE": "tillit.config.settings",
        }
        for name in ("TILLIT_URL", "TILLIT_CLOCK_FILE", "PYTEST_XDIST_WORKER"):
            environment.pop(name, None)
        self.environment = environment
        self.said = data.with_name(f"{data.name}-said-{self.port}").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tillit.config.cli", "up", "--port", str(self.port)],
            env=environment,
            stdout=self.said,
            stderr=subprocess.STDOUT,
        )

    def text(self) -> str:
        self.said.seek(0)
        return self.said.read()

    def wait_for(self, words: str, seconds: float = 150) -> None:
        deadline = time.monotonic() + seconds
        while words not in self.text():
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < deadline, self.text()
            time.sleep(0.1)

    def get(self, path: str) -> int:
        with closing(http.client.HTTPConnection("localhost", self.port, timeout=10)) as door:
            door.request("GET", path)
            return door.getresponse().status

    def children(self) -> dict[str, int]:
        """Process numbers of the children by their command."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=True,
        )
        found = {}
        for line in listed.stdout.splitlines():
            number, command = line.split(maxsplit=1)
            found["web" if "granian" in command else "worker"] = int(number)
        return found


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    running = Up(tmp_path)
    yield running
    if running.process.poll() is None:
        running.process.terminate()
        running.process.wait(30)
    running.said.close()


def test_it_makes_the_database_serves_restarts_what_falls_over_and_stops_cleanly(up: Up) -> None:
    up.wait_for("Tillit is ready")
    first = up.get("/health")

    before = up.children()
    os.kill(before["web"], signal.SIGKILL)
    up.wait_for("web ended (-9); starting it again")
    deadline = time.monotonic() + 30
    after: int | None = None
    while after is None and time.monotonic() < deadline:
        try:
            after = up.get("/health")
        except OSError:
            time.sleep(0.2)
    children = up.children()
    up.process.send_signal(signal.SIGTERM)
    code = up.process.wait(30)

    assert (first, after, code) == (200, 200, 0)
    assert children["web"] != before["web"]
    assert children["worker"] == before["worker"]
    assert up.text().rstrip().endswith("Stopped.")
    assert re.search(rf"http://localhost:{up.port}\b", up.text())
    for number in children.values():
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_while_it_runs_nothing_lies_in_the_data_folder_that_is_not_declared(up: Up) -> None:
    up.wait_for("Tillit is ready")

    doctor = subprocess.run(
        [sys.executable, "-m", "tillit.config.cli", "doctor"],
        env=up.environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "nothing in the data folder but what is declared" in doctor.stdout, doctor.stdout


def test_a_second_on_the_same_data_says_that_one_runs_and_stops(up: Up, tmp_path: Path) -> None:
    up.wait_for("Tillit is ready")

    second = Up(tmp_path)
    code = second.process.wait(60)

    said = second.text()
    second.said.close()
    assert code != 0
    assert f"http://localhost:{up.port}" in said
    assert f"process {up.process.pid}" in said
    assert "Traceback" not in said
    assert up.get("/health") == 200


def test_one_that_was_killed_stops_nobody_from_starting_again(up: Up, tmp_path: Path) -> None:
    up.wait_for("Tillit is ready")
    up.process.kill()
    up.process.wait(30)

    again = Up(tmp_path)
    again.wait_for("Tillit is ready")
    again.process.terminate()

    assert again.process.wait(30) == 0
    again.said.close()


def test_a_taken_port_is_passed_over_for_the_next() -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with free_port("127.0.0.1", port) as chosen:
            assert port < chosen <= port + 20


def test_two_that_start_in_the_same_moment_get_a_port_each() -> None:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    with free_port("127.0.0.1", port) as first, free_port("127.0.0.1", port) as second:
        # Neither listens yet; both would share the port.
        assert first == port
        assert second != first
    with free_port("127.0.0.1", port) as again:
        assert again == port


def test_a_child_that_keeps_falling_is_started_again_ever_more_slowly() -> None:
    said: list[str] = []
    child = Child("web", [sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ))
    supervisor = Supervisor([child], said.append)

    child.start()
    pauses = []
    for _ in range(3):
        assert child.process is not None
        child.process.wait(20)
        supervisor._look_after(child)
        pauses.append(child.pause)
        child.start_at = 0.0
        supervisor._look_after(child)
    assert child.process is not None
    child.process.wait(20)

    assert pauses == [2.0, 4.0, 8.0]
    assert said[0] == "web ended (3); starting it again in 1 s."
