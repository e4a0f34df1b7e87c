import http.client
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from tillit.config.prepare import prepare
from tillit.config.single import Held, RunsAlready, only_one
from tillit.config.supervisor import Child, Supervisor
from tillit.privacy.holds.sql import empty_write_ahead_log

START_WITHIN = 30.0  # seconds until the first page answers
PORTS_TRIED = 20


@contextmanager
def free_port(host: str, wanted: int) -> Iterator[int]:
    """The wanted port, or the next one that nobody listens on; no other start takes it meanwhile.

    The server shares its port with others that share theirs (SO_REUSEPORT), so that two which start
    in the same moment would both be let in: the one that has claimed the number first keeps it.
    """
    for port in range(wanted, wanted + PORTS_TRIED):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as claim:
            if _is_claimed(claim, port) and _nobody_listens(host, port):
                yield port
                return
    raise CommandError(f"Ports {wanted} to {wanted + PORTS_TRIED - 1} are all taken.")


def _is_claimed(claim: socket.socket, port: int) -> bool:
    """The number is ours until the process ends. Only Linux has names that go with the process."""
    if sys.platform != "linux":
        return True
    try:
        claim.bind(f"\0tillit-port-{port}")
    except OSError:
        return False
    return True


def _nobody_listens(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
            trial.listen()
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """Whether a page comes back, whatever it says."""
    door = http.client.HTTPConnection(host, port, timeout=5)
    try:
        door.request("GET", "/health", headers={"Host": urlsplit(settings.PUBLIC_URL).netloc})
        return door.getresponse().status > 0
    except OSError:
        return False
    finally:
        door.close()


def _already(other: RunsAlready) -> str:
    where = f" at {other.address}" if other.address else ""
    number = f" (process {other.pid})" if other.pid else ""
    return (
        f"Tillit runs already{where}{number} on the data in {settings.DATA}. Use that one, stop it "
        "first, or set TILLIT_DATA to another folder."
    )


class Command(BaseCommand):
    help = "Start everything on this machine: web pages and worker, watched and restarted"
    group = "run"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument("--demo", action="store_true",
                            help="make the demo organisation when there is none yet")  # fmt: skip

    def say(self, text: str) -> None:
        self.stdout.write(f"  {text}")
        self.stdout.flush()

    def handle(self, *, host: str, port: int, demo: bool, **_options: Any) -> None:
        try:
            with only_one(settings.DATA) as held, free_port(host, port) as chosen:
                if chosen != port:
                    self.say(f"Port {port} is taken by another program; using {chosen}.")
                self.run(held, host, chosen, with_demo=demo)
        except RunsAlready as other:
            raise CommandError(_already(other)) from None

    def run(self, held: Held, host: str, port: int, *, with_demo: bool) -> None:
        """Everything runs until someone stops it."""
        began = time.monotonic()
        environment = {**os.environ, "TILLIT_LISTENS_ON": host}
        if "TILLIT_URL" not in environment:
            settings.PUBLIC_URL = environment["TILLIT_URL"] = f"http://localhost:{port}"
        held.tell(settings.PUBLIC_URL)
        prepare(self.say, with_demo=with_demo)
        entry = [sys.executable, "-m", "tillit.config.cli"]
        address = ["--host", host, "--port", str(port)]
        supervisor = Supervisor(
            [
                Child("web", [*entry, "web", *address], environment),
                Child("worker", [*entry, "worker"], environment),
            ],
            self.say,
        )
        link = self.staff_link()
        connection.close()
        supervisor.start()
        self.wait_until_it_answers(supervisor, host, port)
        if supervisor.is_running():
            self.say("")
            self.say(f"Tillit is ready after {time.monotonic() - began:.1f} s.")
            self.say(f"  Public pages       {settings.PUBLIC_URL}")
            if link:
                self.say(f"  Staff, once only   {link}")
            if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
                folder = settings.EMAIL_FILE_PATH
                self.say(f"  Mail               no mail server is set: messages lie in {folder}")
                self.say(
                    f'                     the newest:  cat "$(ls -t {folder}/*.log | head -1)"'
                )
            self.say("Stop it with Ctrl+C.")
        supervisor.watch()
        with suppress(DatabaseError):
            empty_write_ahead_log()
        connection.close()
        self.say("Stopped.")

    def wait_until_it_answers(self, supervisor: Supervisor, host: str, port: int) -> None:
        deadline = time.monotonic() + START_WITHIN
        while supervisor.is_running() and not answers(host, port):
            if time.monotonic() > deadline:
                self.say("No page answers yet; the log above may say why.")
                return
            time.sleep(0.1)

    def staff_link(self) -> str | None:
        """A link that logs a member of staff in once; only where the address is this machine."""
        if urlsplit(settings.PUBLIC_URL).hostname not in ("localhost", "127.0.0.1", "::1"):
            return None
        from tillit.organisations import staff_link

        return staff_link.issue()
