"""A private PostgreSQL for tests and benchmarks: its own files, its own socket, gone afterwards.

``with server() as address:`` starts one and stops it at the end. Listens on a socket in a short
temporary folder only. It survives a crash of its own, as tests of faults ask for; not a power cut.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST = 15
SPEED = (
    "fsync=off full_page_writes=off autovacuum=on shared_buffers=256MB "
    "max_connections=60 listen_addresses='' wal_level=minimal max_wal_senders=0 max_wal_size=2GB "
    "log_min_messages=fatal timezone=UTC"
).split()


def binaries() -> Path:
    """Where ``initdb`` and ``postgres`` are; as root on Debian they are installed when missing."""
    if found := _newest():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("  PostgreSQL is missing: installing it …", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in ("update -qq", "install -y -qq --no-install-recommends postgresql"):
            subprocess.run(
                ["apt-get", *command.split()], env=quiet, stdout=subprocess.DEVNULL, check=True
            )
        if found := _newest():
            return found
    sys.exit("PostgreSQL 15 or newer is missing. As root: apt-get install postgresql")


def _newest() -> Path | None:
    places = sorted(
        (int(path.parent.parent.name), path.parent)
        for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")
        if path.parent.parent.name.isdigit()
    )
    if places and places[-1][0] >= OLDEST:
        return places[-1][1]
    if (initdb := shutil.which("initdb")) and shutil.which("pg_ctl"):
        return Path(initdb).resolve().parent
    return None


def _as_user() -> list[str]:
    """PostgreSQL refuses to run as root: then an account without rights does it."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return [
            "setpriv",
            f"--reuid={account.pw_uid}",
            f"--regid={account.pw_gid}",
            "--clear-groups",
        ]
    sys.exit("There is no unprivileged account (postgres or nobody) to run PostgreSQL as.")


class Server:
    """A PostgreSQL in a folder; it can be stopped as by a crash, and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._prefix = folder, _as_user()
        if self._prefix:
            account = int(self._prefix[1].removeprefix("--reuid="))
            os.chown(folder, account, -1)
        self.address = f"postgresql://tillit@/postgres?host={folder}"
        self._run(
            "initdb", "-U", "tillit", "-E", "UTF8", "-A", "trust", "--locale=C.UTF-8", "--no-sync"
        )

    def start(self) -> None:
        settings = [*SPEED, f"unix_socket_directories={self._folder}"]
        options = " ".join(f"-c {setting}" for setting in settings)
        self._run("pg_ctl", "-l", str(self._folder / "log"), "-w", "-o", options, "start")

    def crash(self) -> None:
        """Every connection is cut in the middle of what it does."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self._prefix, binaries() / program, "-D", self._folder / "data", *arguments],
            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self._folder)},
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            check=True,
        )


@contextmanager
def running() -> Iterator[Server]:
    """A fresh PostgreSQL, gone afterwards."""
    binaries()
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path has to be short
    try:
        made = Server(folder)
        made.start()
        try:
            yield made
        finally:
            made.crash()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh PostgreSQL, as TILLIT_DATABASE wants it."""
    with running() as made:
        yield made.address


if __name__ == "__main__":
    # scripts/postgres.py COMMAND …: run it with TILLIT_DATABASE naming a private PostgreSQL.
    if len(sys.argv) < 2:
        sys.exit("usage: postgres.py COMMAND [ARGUMENT …]")
    with server() as given:
        done = subprocess.run(
            sys.argv[1:],
            env={**os.environ, "TILLIT_DATABASE": given, "TILLIT_TEST_DATABASE": given},
            check=False,
        )  # fmt: skip
    sys.exit(done.returncode)
