"""``python -m benchmarks [NAME …] [--quick] [--on sqlite|postgresql]``: measure and show."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import Figure, table
from benchmarks.stage import ROOT, Postgres, Sqlite, Stage

NAMES = ("weight", "pages", "sign_up", "sweep", "held", "duplicates", "importing")


def machine() -> str:
    """The machine, in a line."""
    model = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}; load when it began {load:.1f}"
    )


@contextmanager
def stages(on: str | None) -> Iterator[list[Stage]]:
    """The databases to measure on, each ready."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import postgres

    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        ready: list[Stage] = []
        if on in (None, "sqlite"):
            ready.append(Sqlite(_folder(place, "sqlite")))
        if on in (None, "postgresql"):
            with postgres.server() as address:
                ready.append(Postgres(_folder(place, "postgresql"), address))
                yield _prepared(ready)
            return
        yield _prepared(ready)


def _folder(place: str, name: str) -> Path:
    folder = Path(place) / name
    folder.mkdir()
    return folder


def _prepared(ready: list[Stage]) -> list[Stage]:
    for stage in ready:
        stage.prepare()
    return ready


def _note_on_load() -> str:
    """What the load says of the seconds above; the benchmarks themselves make up to three."""
    if os.getloadavg()[2] > (os.cpu_count() or 1) + 1:
        return "others were at work; go by processor time and ratios, not by the clock"
    return "the machine was ours"


def main() -> int:
    """Measure what was asked for; 1 when a figure misses what is wanted of it."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=" ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run at all")
    parser.add_argument("--on", choices=["sqlite", "postgresql"], help="one of the databases")
    given = parser.parse_args()
    if unknown := set(given.names) - set(NAMES):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    print(f"  {machine()}", flush=True)
    measured: dict[str, list[Figure]] = {}
    with stages(given.on) as ready:
        for name in given.names or NAMES:
            module = importlib.import_module(f"benchmarks.{name}")
            for stage in ready:
                began = time.monotonic()
                print(f"  {name} on {stage.name} …", end="", flush=True)
                measured.setdefault(stage.name, []).extend(module.measure(stage, given.quick))
                print(f" {time.monotonic() - began:.0f} s", flush=True)
    print(f"\n{table(measured)}")
    print(f"\n  load when it ended {os.getloadavg()[0]:.1f}: {_note_on_load()}")
    missed = [one for figures in measured.values() for one in figures if not one.is_kept]
    # Small sizes say nothing of speed.
    return 1 if missed and not given.quick else 0


if __name__ == "__main__":
    sys.exit(main())
