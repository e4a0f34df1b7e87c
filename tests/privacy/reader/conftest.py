"""Where the five real statements lie, and what happens to their tests when they do not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

NEEDED_BY = "test_adopt_five.py"
_left_out: list[int] = []


def folder() -> Path | None:
    """``shared/statements`` beside the clone or above it, or where TILLIT_STATEMENTS says."""
    named = os.environ.get("TILLIT_STATEMENTS")
    places = [Path(named)] if named else []
    places += [above / "shared" / "statements" for above in Path(__file__).resolve().parents]
    return next((place for place in places if place.is_dir()), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without the statements their tests are no tests: left out, and said so at the end."""
    if folder() is not None:
        return
    without = [each for each in items if each.path.name == NEEDED_BY]
    _left_out.append(len(without))
    config.hook.pytest_deselected(items=without)
    items[:] = [each for each in items if each not in without]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says that they were left out."""
    if sum(_left_out):
        terminalreporter.write_line(
            f"{sum(_left_out)} tests of {NEEDED_BY} were left out: the five statements are not "
            "there. Put them in shared/statements beside the clone, or name their folder in "
            "TILLIT_STATEMENTS."
        )
