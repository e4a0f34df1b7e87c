"""Each benchmark runs through on small sizes and gives its figures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.figures import Figure, table

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(600)
def test_quick_sizes_run_through_on_sqlite() -> None:
    environment = {key: value for key, value in os.environ.items() if key != "TILLIT_DATABASE"}

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--on", "sqlite"], cwd=ROOT,
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    for figure in (
        "sweep: ratio", "sweep: longest lock", "held: ratio", "sign-up: carried each second",
        "event page: each second", "participants: pages each second", "import: with preview",
        "first page: all of it",
    ):  # fmt: skip
        assert figure in done.stdout


def test_a_figure_past_its_limit_is_marked_in_the_table() -> None:
    kept = Figure("lock", 120, "ms", limit=200)
    missed = Figure("pages", 40, "/s", limit=50, at_most=False)

    shown = table({"SQLite": [kept, missed]})

    assert "120 ms kept" in shown
    assert "40 /s MISSED" in shown
    assert "≥ 50 /s" in shown
