import os
import socket
from contextlib import suppress
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django_tasks_db.management.commands.db_worker import Worker

from tillit.config.schedule import Scheduler, load
from tillit.privacy.holds.sql import empty_write_ahead_log


def true_time() -> datetime:
    """The machine's time, also in a rehearsal: a worker's life is no matter of the calendar."""
    return datetime.now(UTC)


class Command(BaseCommand):
    help = "Do what waits in the queue, and what the schedule says, until told to stop"
    group = "run"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, then stop")

    def handle(self, *, once: bool, **_options: Any) -> None:
        name = f"{socket.gethostname()[:30]}-{os.getpid()}-{token_hex(3)}"
        load()
        worker = Worker(
            queue_names=["*"],
            interval=1.0,
            batch=once,
            backend_name="default",
            startup_delay=not once,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        scheduler = Scheduler(name, true_time)
        if not once:
            scheduler.start()
        try:
            worker.run()
        finally:
            scheduler.stop()
            with suppress(DatabaseError):
                empty_write_ahead_log()
