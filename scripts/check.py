"""All that can be checked without running the tests; every check runs, also after one has failed.

``--fix`` leaves out the slow ones: it is what ``make fix`` shows at its end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(sys.executable).parent
PY = sys.executable

# what is checked: (command, how to mend)
CHECKS: dict[str, tuple[list[str], str]] = {
    "style": ([PY, "-m", "ruff", "check", "--output-format=concise", "."], "make fix"),
    "layout": ([PY, "-m", "ruff", "format", "--check", "--output-format=concise", "."], "make fix"),
    "layers": ([str(HERE / "lint-imports"), "--no-logo"], "imports go down only: pyproject.toml"),
    "templates": ([PY, "-m", "djlint", "--lint", "--quiet", "src/tillit"], "see the rule's number"),
    "migrations": (
        [PY, "-m", "tillit.config.cli", "makemigrations", "--check", "--dry-run"],
        "tillit makemigrations APP -n NAME",
    ),
    "deployment": ([PY, "-m", "tillit.config.cli", "check", "--fail-level=ERROR"], "see above"),
    "translations": ([PY, "scripts/messages.py", "--check"], "make messages, then translate"),
    "locks": ([PY, "scripts/lock.py", "--check"], "make lock"),
    "types": ([PY, "-m", "mypy", "--no-error-summary"], "see above"),
}
SLOW = ("types", "locks")


def check(name: str, data: str) -> tuple[str, int, str, float]:
    command, _ = CHECKS[name]
    started = time.monotonic()
    environment = {**os.environ, "TILLIT_DATA": data, "PYTHONPATH": "src"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return name, done.returncode, done.stdout, time.monotonic() - started


def main() -> None:
    names = [name for name in CHECKS if "--fix" not in sys.argv or name not in SLOW]
    # The slowest first: with two cores it runs beside the others.
    names.sort(key=lambda name: name not in SLOW)
    failed = []
    with tempfile.TemporaryDirectory() as data, ThreadPoolExecutor(2) as pool:
        for name, code, said, took in pool.map(lambda name: check(name, data), names):
            print(f"  {'ok   ' if code == 0 else 'FAILS'} {name:<13}{took:5.1f} s", flush=True)
            if code:
                failed.append(name)
                print("\n".join(f"        {line}" for line in said.strip().splitlines()))
                print(f"        → {CHECKS[name][1]}")
    if failed:
        sys.exit(f"\n  {len(failed)} of {len(names)} checks fail: {', '.join(failed)}")
    print(f"\n  All {len(names)} checks are well.")


if __name__ == "__main__":
    main()
