"""Which promises are kept: those whose marked tests all pass, now; and what measures them live.

A line for each of them, then ``kept N of 143``. Runs the marked tests on SQLite.
"""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import browser  # noqa: E402

from tests.promises.ids import IDS  # noqa: E402

RESULT = ROOT / ".work" / "results" / "promises.xml"


def run_marked() -> None:
    """Run the tests that show a promise; their results are written down."""
    browser.install_if_missing()
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.unlink(missing_ok=True)
    command = [
        sys.executable, "-m", "pytest", "-m", "promise", "-n", str(os.cpu_count() or 2),
        f"--junit-xml={RESULT}",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "CI": "true"}, check=False)
    if done.returncode not in (0, 1, 5):
        sys.exit(done.returncode)


def outcomes() -> dict[str, list[tuple[str, bool]]]:
    """For each promise: its tests, and whether each passed."""
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    if not RESULT.exists():
        return found
    for case in ET.parse(RESULT).iter("testcase"):  # noqa: S314 - our own file
        passed = not any(case.find(tag) is not None for tag in ("failure", "error", "skipped"))
        name = f"{case.get('classname', '')}.{case.get('name', '')}".removeprefix("tests.")
        for mark in case.iter("property"):
            if mark.get("name") == "promise":
                found[str(mark.get("value"))].append((name, passed))
    return found


def probes() -> dict[str, list[str]]:
    """For each promise: the evidence probes which measure it in a running installation."""
    program = (
        "import django; django.setup()\n"
        "from importlib.util import find_spec\n"
        "if find_spec('tillit.privacy.evidence.probes') is None: raise SystemExit\n"
        "from tillit.privacy.evidence.probes import by_promise\n"
        "for promise, names in by_promise().items(): print(promise, *names)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"),
                   "DJANGO_SETTINGS_MODULE": "tests.settings"}  # fmt: skip
    environment["PYTHONPATH"] += os.pathsep + str(ROOT)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"The evidence probes cannot be read:\n{done.stderr}")
    return {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}


def main() -> None:
    run_marked()
    tests, measured, kept = outcomes(), probes(), 0
    print()
    for promise in IDS:
        shown = tests.get(promise, [])
        if not shown:
            print(f"  {promise}  not yet")
            continue
        failing = [name for name, passed in shown if not passed]
        kept += not failing
        words = "BROKEN" if failing else "kept  "
        by = ", ".join(failing or [name for name, _ in shown])
        evidence = f"  probe: {', '.join(measured[promise])}" if promise in measured else ""
        print(f"  {promise}  {words}  {by}{evidence}")
    print(f"\nkept {kept} of {len(IDS)}")
    sys.exit(any(not passed for shown in tests.values() for _, passed in shown))


if __name__ == "__main__":
    main()
