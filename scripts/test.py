"""Every test, once on SQLite and once on PostgreSQL: ``test.py [sqlite|postgresql] [pytest …]``."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import browser
import postgres

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / ".work" / "results"


def run(database: str, address: str, *more: str, results: Path | None = None) -> int:
    """Run pytest against that database; its results stay in a file."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    print(f"\n== Tests on {database} ==", flush=True)
    # The browser plays the same story whatever the database; once is enough.
    chosen = [] if database == "sqlite" else ["-m", "not browser"]
    command = [
        sys.executable, "-m", "pytest", "-n", str(os.cpu_count() or 2), "--dist", "worksteal",
        f"--junit-xml={results or RESULTS / f'{database}.xml'}", *chosen, *more,
    ]  # fmt: skip
    environment = {**os.environ, "TILLIT_TEST_DATABASE": address}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def main() -> None:
    wanted, more = ["sqlite", "postgresql"], sys.argv[1:]
    if more and more[0] in wanted:
        wanted, more = [more[0]], more[1:]
    started, failed = time.monotonic(), 0
    browser.install_if_missing()
    if "sqlite" in wanted:
        failed |= run("sqlite", "sqlite", *more)
    if "postgresql" in wanted:
        with postgres.server() as address:
            failed |= run("postgresql", address, *more)
    print(f"\n  {time.monotonic() - started:.0f} s in all", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
