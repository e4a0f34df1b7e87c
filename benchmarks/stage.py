"""Where benchmarks play: a folder, a database that can be copied, processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EMPTY = "bench_empty"


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Stage(ABC):
    """One database system, an empty database of this version in it, and copies of it."""

    name: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @abstractmethod
    def address(self, database: str) -> str:
        """What TILLIT_DATABASE says for this database."""

    @abstractmethod
    def make(self, database: str) -> None:
        """A database without tables."""

    @abstractmethod
    def copy(self, of: str, to: str) -> None:
        """A database just like another; nobody may be using that one."""

    @abstractmethod
    def drop(self, database: str) -> None:
        """The database is gone."""

    def cpu(self) -> float:
        """Seconds of CPU that the database's own processes have taken for who is connected."""
        return 0.0

    @contextmanager
    def database(self, name: str, of: str = EMPTY) -> Iterator[str]:
        """The name of a copy of another database, for a while."""
        self.copy(of, name)
        try:
            yield name
        finally:
            self.drop(name)

    def environment(self, database: str, **more: str) -> dict[str, str]:
        """What a process needs to use that database."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tillit.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "TILLIT_DATA": str(self.folder / "data"),
            "TILLIT_DATABASE": self.address(database),
            "TILLIT_LOG_LEVEL": "WARNING",
            **more,
        }

    def prepare(self) -> None:
        """Tables and static files of this version, once."""
        (self.folder / "data").mkdir(exist_ok=True)
        self.make(EMPTY)
        command = [sys.executable, "-m", "tillit.config.cli", "prepare"]
        subprocess.run(
            command, env=self.environment(EMPTY), cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )

    def child(self, database: str, module: str, function: str, **arguments: Any) -> Any:
        """Call a function of a benchmark in a process of its own, with Django set up."""
        with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".json") as answer:
            command = [
                sys.executable, "-m", "benchmarks.child", module, function, json.dumps(arguments),
                answer.name,
            ]  # fmt: skip
            subprocess.run(command, env=self.environment(database), cwd=ROOT, check=True)
            return json.loads(Path(answer.name).read_text())


class Sqlite(Stage):
    """A file for each database."""

    name = "SQLite"

    def address(self, database: str) -> str:
        return str(self.folder / f"{database}.sqlite3")

    def make(self, database: str) -> None:
        Path(self.address(database)).touch()

    def copy(self, of: str, to: str) -> None:
        for ending in ("-wal", "-shm"):
            assert not Path(self.address(of) + ending).exists(), "still in use"
        shutil.copyfile(self.address(of), self.address(to))

    def drop(self, database: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(self.address(database) + ending).unlink(missing_ok=True)


class Postgres(Stage):
    """Databases in one private server."""

    name = "PostgreSQL"

    def __init__(self, folder: Path, server: str) -> None:
        super().__init__(folder)
        self.server = server

    def address(self, database: str) -> str:
        return self.server.replace("/postgres?", f"/{database}?")

    def make(self, database: str) -> None:
        self._say(f'CREATE DATABASE "{database}"')

    def copy(self, of: str, to: str) -> None:
        self._say(f'CREATE DATABASE "{to}" TEMPLATE "{of}" STRATEGY FILE_COPY')

    def drop(self, database: str) -> None:
        self._say(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def cpu(self) -> float:
        import psycopg

        asked = "SELECT pid FROM pg_stat_activity WHERE datname LIKE 'sign_up%'"
        with psycopg.connect(self.server, autocommit=True) as connection:
            return sum(cpu_of(pid) for (pid,) in connection.execute(asked))

    def _say(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]
