import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection


class Command(BaseCommand):
    help = "Serve web pages in this process (granian, WSGI)"
    group = "run"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument(
            "--workers", type=int, help="processes; default: one per core, 1 on SQLite"
        )
        parser.add_argument("--threads", type=int, default=8, help="threads in each process")

    def handle(
        self, *, host: str, port: int, workers: int | None, threads: int, **_options: Any
    ) -> None:
        if workers is None:
            # SQLite has one writer at a time; a second process only adds waiting.
            workers = 1 if connection.vendor == "sqlite" else os.cpu_count() or 2
        connection.close()
        os.execv(  # noqa: S606 - becomes the server; signals then reach it directly
            sys.executable,
            [
                sys.executable, "-m", "granian", "tillit.config.wsgi:application",
                "--interface", "wsgi", "--host", host, "--port", str(port),
                "--workers", str(workers), "--blocking-threads", str(threads),
                "--blocking-threads-idle-timeout", "600", "--backlog", "512",
                "--respawn-failed-workers", "--workers-kill-timeout", "20",
                "--no-ws", "--no-access-log", "--log-level", "warning",
            ],
        )  # fmt: skip
