"""Which promises are kept: those whose marked tests all pass, now, on SQLite and on PostgreSQL.

A line for each of them, then ``kept N of 143``. Runs the marked tests first; with ``--last`` it
reads what the last such run found. A test that was not run on a database shows nothing there: what
is not known to be kept is not yet kept. Tests in a browser count where they play, on SQLite.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT), str(ROOT / "src")]

import browser  # noqa: E402
import postgres  # noqa: E402
import test  # noqa: E402

from tests.promises.ids import IDS  # noqa: E402
from tests.promises.probes import BY_PROMISE  # noqa: E402

RESULTS = ROOT / ".work" / "results"
FILES = {name: RESULTS / f"promises-{name}.xml" for name in ("sqlite", "postgresql")}
# What pytest gives when it ran to its end: all passed, some failed, none found.
ENDED = (0, 1, 5)
# {promise: {test: passed}}
Shown = dict[str, dict[str, bool]]


def run_marked() -> None:
    """Run the tests that show a promise on both databases; their results are written down."""
    browser.install_if_missing()
    for file in FILES.values():
        file.unlink(missing_ok=True)
    ended = [test.run("sqlite", "sqlite", "-m", "promise", results=FILES["sqlite"])]
    with postgres.server() as address:
        marked = ("-m", "promise and not browser")
        ended.append(test.run("postgresql", address, *marked, results=FILES["postgresql"]))
    if worst := next((code for code in ended if code not in ENDED), 0):
        sys.exit(worst)


def outcomes(file: Path) -> Shown:
    """For each promise: its tests in a file of results, and whether each passed."""
    found: Shown = defaultdict(dict)
    if not file.exists():
        return found
    for case in ET.parse(file).iter("testcase"):  # noqa: S314 - our own file
        passed = not any(case.find(tag) is not None for tag in ("failure", "error", "skipped"))
        name = f"{case.get('classname', '')}.{case.get('name', '')}".removeprefix("tests.")
        for mark in case.iter("property"):
            if mark.get("name") == "promise":
                tests = found[str(mark.get("value"))]
                tests[name] = tests.get(name, True) and passed
    return found


def judge(promise: str, on: dict[str, Shown]) -> tuple[str, list[str]]:
    """Kept, broken or not yet; and the tests that say so."""
    tests = {name: shown.get(promise, {}) for name, shown in on.items()}
    failing = sorted(
        f"{test} ({name})" for name, ran in tests.items() for test, ok in ran.items() if not ok
    )
    if failing:
        return "BROKEN", failing
    everywhere = sorted(
        test
        for test in tests["sqlite"]
        if test.startswith("browser.") or test in tests["postgresql"]
    )
    known = {test for ran in tests.values() for test in ran}
    if not known or known != set(everywhere):
        return "not yet", sorted(known - set(everywhere))
    return "kept", everywhere


def main() -> None:
    if "--last" not in sys.argv[1:]:
        run_marked()
    on = {name: outcomes(file) for name, file in FILES.items()}
    verdicts = {promise: judge(promise, on) for promise in IDS}
    print()
    for promise, (word, names) in verdicts.items():
        measured = BY_PROMISE.get(promise, ())
        by = f"  {', '.join(names)}" if names else ""
        evidence = f"  probe: {', '.join(measured)}" if measured and word == "kept" else ""
        print(f"  {promise}  {word:<7}{by}{evidence}".rstrip())
    kept = [promise for promise, (word, _) in verdicts.items() if word == "kept"]
    print(f"\nkept {len(kept)} of {len(IDS)}", flush=True)
    sys.exit(any(word == "BROKEN" for word, _ in verdicts.values()))


if __name__ == "__main__":
    main()
