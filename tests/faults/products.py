"""The product as it runs in use: web and worker in processes of their own, asked over HTTP."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.processes import ROOT

ENTRY = [sys.executable, "-m", "tillit.config.cli"]


def wait_until(happened: Callable[[], bool], what: str, seconds: float = 120) -> None:
    """Raises AssertionError when it has not happened in time."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, f"{what}: it did not happen."
        time.sleep(0.1)


class Product:
    """``tillit up`` on a database and a data folder of its own."""

    def __init__(self, database: str, data: Path, smtp_port: int) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = {
            **os.environ,
            "TILLIT_DATABASE": database,
            "TILLIT_DATA": str(data),
            "TILLIT_SMTP": f"smtp://127.0.0.1:{smtp_port}",
            "DJANGO_SETTINGS_MODULE": "tillit.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        for name in ("TILLIT_URL", "TILLIT_CLOCK_FILE", "PYTEST_XDIST_WORKER"):
            self.environment.pop(name, None)
        self._cookies = http.cookiejar.CookieJar()
        self._browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self._cookies), urllib.request.ProxyHandler({})
        )
        self.log = data / "said"

    def start(self) -> None:
        with self.log.open("a") as said:
            self.process = subprocess.Popen(
                [*ENTRY, "up", "--port", str(self.port)],
                env=self.environment, stdout=said, stderr=subprocess.STDOUT,
            )  # fmt: skip
        wait_until(lambda: "Tillit is ready" in self.log.read_text(), "ready")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(40)

    def python(self, program: str) -> str:
        """What a program prints that has the product set up; ``make`` is tests.factories."""
        begin = "import django; django.setup(); from tests import factories as make"
        done = subprocess.run(
            [sys.executable, "-c", f"{begin}\n{program}"],
            env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def get(self, path: str) -> tuple[int, str]:
        return self._open(urllib.request.Request(f"http://localhost:{self.port}{path}"))

    def post(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        """As from a form this browser has opened before."""
        token = next(cookie.value for cookie in self._cookies if cookie.name == "csrftoken")
        sent = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": token}).encode()
        address = f"http://localhost:{self.port}{path}"
        return self._open(urllib.request.Request(address, sent, {"Referer": address}))

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._browser.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def heading(self, page: str) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
        assert found, page[:500]
        return found[1].strip()


@contextmanager
def running(database: str, data: Path, smtp_port: int) -> Iterator[Product]:
    product = Product(database, data, smtp_port)
    product.start()
    try:
        yield product
    finally:
        product.stop()
