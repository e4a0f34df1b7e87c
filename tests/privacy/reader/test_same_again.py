"""The same file is read the same, whatever order Python keeps its sets in."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import django
django.setup()
from benchmarks.reader import corpus
from tillit.privacy.reader import read
from tillit.privacy.reader.report import as_json

for one in corpus.statements("build"):
    print(as_json(read(one.content, one.page.name), "nb"))
"""


def test_the_order_of_sets_changes_nothing():
    said = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip

    assert len(said) == 1
    assert len(said.pop()) > 100_000
