"""Bring the database and the static files up to this version. Does nothing when they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tillit.config.collected import STAMP, collect
from tillit.privacy.ledger.chain import is_key_another

Say = Callable[[str], None]


def pending_migrations() -> int:
    """How many steps the database is behind this version."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(say: Say) -> None:
    """The tables are those of this version."""
    if steps := pending_migrations():
        say(f"Bringing the database up to date: {steps} steps")
        call_command("migrate", interactive=False, verbosity=0)


def check_key() -> None:
    """The privacy key is the one the log was begun with. Raises CommandError.

    A new one is made when there is none; entries written with it could never be linked.
    """
    if is_key_another():
        raise CommandError(
            "The privacy key is not the one this installation was begun with. Put back the file "
            "secrets/privacy in the data folder, or TILLIT_SECRET_PRIVACY, from the backup of the "
            "keys. Nothing was started."
        )


def collect_static(say: Say) -> None:
    """Stylesheet and scripts lie compressed under names that change with their content."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    now = _static_sources()
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Collecting stylesheet and scripts")
    collect()
    stamp.write_text(now)


def _static_sources() -> str:
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            seen.update(f"{name}\0{stat.st_mtime_ns}\0{stat.st_size}\n".encode())
    return seen.hexdigest()


def has_organisations() -> bool:
    """Whether someone has begun to use this installation."""
    return apps.get_model("organisations", "Organisation")._default_manager.exists()


def demo(say: Say) -> None:
    """An installation nobody has used yet gets the invented organisation to look at."""
    if "demo" in get_commands() and not has_organisations():
        say("Making the demo organisation")
        call_command("demo")


def prepare(say: Say, *, with_demo: bool = False) -> None:
    """Everything ``tillit up`` needs before it serves the first page."""
    migrate(say)
    check_key()
    collect_static(say)
    if with_demo:
        demo(say)
