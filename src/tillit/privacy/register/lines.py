"""On which line of a TOML file each entry stands, so that a message can point at it."""

from __future__ import annotations

import re
from typing import Final

Path = tuple[str | int, ...]

_HEAD: Final = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_NAME: Final = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_ENTRY: Final = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")
_STEP: Final = re.compile(_NAME)
_MULTI: Final = re.compile(r"\"\"\"|'''")


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of every table and entry, by its path; arrays count from 0."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    inside = ""
    for number, line in enumerate(text.split("\n"), 1):
        if inside:
            inside = "" if inside in line else inside
            continue
        if head := _HEAD.match(line):
            table = _enter(_steps(head[2]), head[1] == "[[", counts)
            found.setdefault(table, number)
        elif entry := _ENTRY.match(line):
            for length in range(1, len(_steps(entry[1])) + 1):
                found.setdefault((*table, *_steps(entry[1])[:length]), number)
            quotes = _MULTI.findall(line)
            inside = quotes[0] if len(quotes) % 2 else ""
    return found


def _steps(name: str) -> list[str]:
    return [step.strip("\"'") for step in _STEP.findall(name)]


def _enter(steps: list[str], repeats: bool, counts: dict[Path, int]) -> Path:
    """The path of a table: where arrays of tables are passed, the latest of each."""
    path: Path = ()
    for step in steps[:-1]:
        path = (*path, step)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, steps[-1])
    if repeats:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path
