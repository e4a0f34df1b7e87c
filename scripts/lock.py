"""Renew the locks: every package that is installed, with its version and the hashes of its files.

``scripts/lock.py`` keeps versions that still fit; ``--upgrade`` takes the newest;
``--check`` only tells whether a lock no longer fits pyproject.toml.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = (
    "uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header "
    "--no-annotate --quiet --python-version 3.11 --universal"
).split()
# Which packages each lock holds. The development lock holds all of the product's own.
LOCKS: dict[str, list[str]] = {
    "requirements.lock": [],
    "requirements-dev.lock": ["--group", "dev", "--constraint", "requirements.lock"],
    "requirements-uv.lock": ["--only-group", "uv"],
    "requirements-node.lock": ["--only-group", "node"],
}


def compile_lock(name: str, into: Path, *more: str) -> None:
    uv = str(Path(sys.executable).with_name("uv"))
    options = LOCKS[name]
    command = [uv, *COMPILE[1:]]
    if options[:1] == ["--only-group"]:
        # uv compiles a group without the project when the file is named with the group.
        command.remove("pyproject.toml")
        options = ["--group", f"pyproject.toml:{options[1]}"]
    subprocess.run([*command, *options, *more, "-o", str(into)], cwd=ROOT, check=True)


def outdated() -> list[str]:
    """The locks which no longer fit pyproject.toml."""
    stale = []
    with tempfile.TemporaryDirectory() as folder:
        for name in LOCKS:
            copy = Path(folder) / name
            shutil.copyfile(ROOT / name, copy)
            compile_lock(name, copy)
            if copy.read_text() != (ROOT / name).read_text():
                stale.append(name)
    return stale


def main() -> None:
    if "--check" in sys.argv:
        stale = outdated()
        sys.exit(f"run make lock: {', '.join(stale)} no longer fit" if stale else 0)
    for name in LOCKS:
        compile_lock(name, ROOT / name, *sys.argv[1:])
        print(f"  {name}")


if __name__ == "__main__":
    main()
