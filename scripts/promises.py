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
from tests.promises.probes import BY_PROMISE  # noqa: E402

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


def main() -> None:
    run_marked()
    tests, kept = outcomes(), 0
    print()
    for promise in IDS:
        shown = tests.get(promise, [])
        if not shown:
            print(f"  {promise}  not yet")
            continue
        failing = [name for name, passed in shown if not passed]
        kept += not failing
        words = "BROKEN" if failing else "kept  "
        measured = BY_PROMISE.get(promise, ())
        by = ", ".join(failing or [name for name, _ in shown])
        evidence = f"  probe: {', '.join(measured)}" if measured else ""
        print(f"  {promise}  {words}  {by}{evidence}")
    print(f"\nkept {kept} of {len(IDS)}")
    sys.exit(any(not passed for shown in tests.values() for _, passed in shown))


if __name__ == "__main__":
    main()
