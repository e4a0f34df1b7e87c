"""Whether an installation is well: each check says what it saw and, if need be, how to mend it."""

from __future__ import annotations

import os
import shutil
import socket
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult

from tillit.config.collected import MANIFEST
from tillit.config.models import Worker
from tillit.config.prepare import pending_migrations
from tillit.config.schedule import SILENCE
from tillit.config.single import public_address
from tillit.kernel import clock
from tillit.privacy.addresses import is_local
from tillit.privacy.evidence.probes.closed_world import stray_files
from tillit.privacy.evidence.probes.mail import leaves_by
from tillit.privacy.ledger.chain import is_key_another
from tillit.privacy.ledger.witness import orphans

OLDEST_POSTGRESQL: Final = 15
OLDEST_SQLITE: Final = (3, 35)
FREE_AT_LEAST: Final = 500 * 1024 * 1024
QUEUE_WAITS_AT_MOST: Final = timedelta(minutes=10)
SHORTEST_KEY: Final = 32
SHOWN: Final = 10


@dataclass(frozen=True)
class Finding:
    """What one check saw; ``mend`` is empty when all is well."""

    check: str
    says: str
    mend: str = ""

    @property
    def well(self) -> bool:
        return not self.mend


Check = Callable[[], Iterator[Finding]]


def examine() -> list[Finding]:
    """All findings. A database that cannot be reached ends the checks that need it."""
    reached = list(database())
    findings = [*reached]
    checks: list[Check] = [
        folder,
        secrets,
        space,
        files,
        https,
        mail,
        mail_processor,
        time,
        static_files,
    ]
    if all(finding.well for finding in reached):
        checks = [migrations, key, logs, worker, queue, *checks]
    for check in checks:
        findings.extend(check())
    return findings


def database() -> Iterator[Finding]:
    """It answers, and is new enough; SQLite writes ahead, so that readers and the writer pass."""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SHOW server_version_num")
                version = int(cursor.fetchone()[0]) // 10000
                if version < OLDEST_POSTGRESQL:
                    yield Finding("database", f"PostgreSQL {version}", "Upgrade to 15 or newer.")
                else:
                    yield Finding("database", f"PostgreSQL {version}")
                return
            cursor.execute("SELECT sqlite_version()")
            text = str(cursor.fetchone()[0])
            cursor.execute("PRAGMA journal_mode")
            mode = str(cursor.fetchone()[0])
    except DatabaseError as error:
        kind = type(error).__name__
        yield Finding(
            "database",
            f"does not answer ({kind})",
            "Check TILLIT_DATABASE, that the server runs, and that its account may log in.",
        )
        return
    if tuple(int(part) for part in text.split(".")[:2]) < OLDEST_SQLITE:
        yield Finding("database", f"SQLite {text}", "Upgrade Python or SQLite to 3.35 or newer.")
    elif mode != "wal":
        yield Finding(
            "database",
            f"SQLite {text}, journal mode {mode}",
            "Move the data folder to a local disk: on a network disk SQLite cannot write ahead.",
        )
    else:
        yield Finding("database", f"SQLite {text}, writing ahead")


def migrations() -> Iterator[Finding]:
    """The tables are those of this version."""
    if behind := pending_migrations():
        yield Finding("tables", f"{behind} steps behind this version", "Run: tillit prepare")
    else:
        yield Finding("tables", "those of this version")


def folder() -> Iterator[Finding]:
    """The data folder is for the account that runs Tillit alone."""
    if stat.S_IMODE(Path(settings.DATA).stat().st_mode) & 0o077:
        yield Finding(
            "folder",
            "others on this machine can look into the data folder",
            f"chmod -R go= '{settings.DATA}'",
        )
    else:
        yield Finding("folder", "open to this account only")


def secrets() -> Iterator[Finding]:
    """The keys are readable by the account that runs Tillit, and by nobody else."""
    short = [
        name
        for name, value in (("django", settings.SECRET_KEY), ("privacy", settings.PRIVACY_KEY))
        if len(value) < SHORTEST_KEY
    ]
    if short:
        yield Finding(
            "secrets",
            f"too short to be safe, under {SHORTEST_KEY} characters: {', '.join(short)}",
            "Put the keys back from their backup.",
        )
        return
    folder = Path(settings.DATA) / "secrets"
    if not folder.exists():
        yield Finding("secrets", "handed over by the environment")
        return
    loose = [
        path.name
        for path in (folder, *folder.iterdir())
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]
    if loose:
        yield Finding(
            "secrets",
            f"others on this machine can read {', '.join(sorted(loose))}",
            f"chmod 700 {folder} && chmod 600 {folder}/*",
        )
    else:
        yield Finding("secrets", "readable by this account only")


def key() -> Iterator[Finding]:
    """The privacy key is the one the log was begun with."""
    try:
        another = is_key_another()
    except DatabaseError:
        return  # no such table yet, which another check tells
    if another:
        yield Finding(
            "key",
            "not the one the log was begun with",
            "Put back the file secrets/privacy, or TILLIT_SECRET_PRIVACY, from your backup.",
        )
    else:
        yield Finding("key", "the one the log was begun with")


def logs() -> Iterator[Finding]:
    """Each log that was witnessed has an organisation."""
    try:
        lost = orphans()
    except DatabaseError:
        return  # no such table yet, which another check tells
    if lost:
        yield Finding(
            "logs",
            f"witnessed, but of no organisation in the database: {', '.join(lost[:SHOWN])}",
            "Run: tillit verify",
        )
    else:
        yield Finding("logs", "each of an organisation that is there")


def free_space() -> int:
    """Bytes left where the data folder is; with SQLite the database is there too."""
    return shutil.disk_usage(settings.DATA).free


def space() -> Iterator[Finding]:
    """There is room to write."""
    free = free_space()
    says = f"{free // (1024 * 1024)} MB free in the data folder"
    if not os.access(settings.DATA, os.W_OK):
        yield Finding("disk", "the data folder cannot be written to", f"chown {settings.DATA}")
    elif free < FREE_AT_LEAST:
        yield Finding("disk", says, "Make room: at 0 MB nothing can be saved.")
    else:
        yield Finding("disk", says)


def files() -> Iterator[Finding]:
    """The data folder has what the program keeps there, and nothing else."""
    if strays := stray_files():
        shown = ", ".join(strays[:SHOWN]) + (" …" if len(strays) > SHOWN else "")
        yield Finding(
            "files",
            f"in the data folder, but not declared, or too old: {shown}",
            "Move them out of it. While they are there, the evidence page is red.",
        )
    else:
        yield Finding("files", "nothing in the data folder but what is declared")


def https() -> Iterator[Finding]:
    """People reach the installation over an encrypted line."""
    if settings.SECURE or is_local():
        yield Finding("address", public_address())
    else:
        yield Finding(
            "address",
            f"{settings.PUBLIC_URL} is not encrypted",
            "Put a web server with a certificate in front and set TILLIT_URL=https://…",
        )


def worker() -> Iterator[Finding]:
    """Someone does what waits in the queue and what the schedule says."""
    now = datetime.now(UTC)
    last = Worker.objects.order_by("-seen_at").first()
    if last is None or now - last.seen_at > SILENCE:
        since = f"since {last.seen_at:%Y-%m-%d %H:%M} UTC" if last else "yet"
        yield Finding(
            "worker",
            f"none has been heard from {since}",
            "Start one: tillit worker (or tillit up). Until then nothing is deleted on time.",
        )
    else:
        count = Worker.objects.filter(seen_at__gt=now - SILENCE).count()
        yield Finding("worker", f"{count} running")


def queue() -> Iterator[Finding]:
    """What is to be done gets done."""
    now = datetime.now(UTC)
    oldest = DBTaskResult.objects.ready().order_by("enqueued_at").first()
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(days=1))
    names = sorted(set(failed.values_list("task_path", flat=True)))
    if oldest is not None and now - oldest.enqueued_at > QUEUE_WAITS_AT_MOST:
        yield Finding(
            "queue",
            f"work has waited since {oldest.enqueued_at:%Y-%m-%d %H:%M} UTC",
            "See that a worker runs; start another if one is not enough.",
        )
    elif names:
        yield Finding(
            "queue",
            f"failed in the last day: {', '.join(names)}",
            "The worker's log says why.",
        )
    else:
        yield Finding("queue", "nothing waits too long, nothing failed in the last day")


def mail() -> Iterator[Finding]:
    """Messages can leave."""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        if is_local():
            yield Finding("mail", f"written to files in {settings.EMAIL_FILE_PATH}")
        else:
            yield Finding(
                "mail",
                "no mail server: messages are only written to files",
                "Set TILLIT_SMTP=smtp+tls://user:password@host:587",
            )
        return
    host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
    try:
        with socket.create_connection((host, port), timeout=5):
            yield Finding("mail", f"{host}:{port} answers")
    except OSError as error:
        yield Finding(
            "mail",
            f"{host}:{port} does not answer ({type(error).__name__})",
            "Check TILLIT_SMTP and that this machine may reach the mail server.",
        )


def mail_processor() -> Iterator[Finding]:
    """Who runs the mail server is said, so that each register can be held against it."""
    if leaves_by() and not settings.MAIL_PROCESSOR:
        yield Finding(
            "mail processor",
            "it is not said which processor runs the mail server",
            "Set TILLIT_MAIL_PROCESSOR to its name in the registers.",
        )


def time() -> Iterator[Finding]:
    """The clock is true: what is deleted too early does not come back."""
    if moved := clock.offset():
        yield Finding(
            "clock",
            f"moved {moved.days} days ahead for a rehearsal",
            "On the real installation: tillit clock --reset, and unset TILLIT_CLOCK_FILE.",
        )
        return
    now = datetime.now(UTC)
    try:
        ahead = Worker.objects.filter(seen_at__gt=now + timedelta(minutes=5)).exists()
    except DatabaseError:
        ahead = False
    if ahead:
        yield Finding(
            "clock",
            "behind the time at which a worker was last heard from",
            "Set the machine's clock: timedatectl set-ntp true",
        )
    else:
        yield Finding("clock", clock.now().astimezone(clock.OSLO).strftime("%Y-%m-%d %H:%M %Z"))


def static_files() -> Iterator[Finding]:
    """Stylesheet and scripts are there under the names that pages ask for."""
    if (Path(settings.STATIC_ROOT) / MANIFEST).exists():
        yield Finding("stylesheet", "collected")
    else:
        yield Finding("stylesheet", "not collected", "Run: tillit prepare")
