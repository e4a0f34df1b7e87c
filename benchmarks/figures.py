"""Figures, and the table they are shown in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One thing measured. ``limit`` with ``at_most`` or at least; None: told, not judged."""

    name: str
    value: float
    unit: str = ""
    limit: float | None = None
    at_most: bool = True

    @property
    def is_kept(self) -> bool:
        if self.limit is None:
            return True
        return self.value <= self.limit if self.at_most else self.value >= self.limit

    @property
    def shown(self) -> str:
        return f"{_number(self.value)} {self.unit}".strip()

    @property
    def verdict(self) -> str:
        """Whether what is wanted was reached; nothing of what is only told."""
        if self.limit is None:
            return ""
        return "kept" if self.is_kept else "MISSED"

    @property
    def wanted(self) -> str:
        if self.limit is None:
            return ""
        sign = "≤" if self.at_most else "≥"
        return f"{sign} {_number(self.limit)} {self.unit}".strip()


def _number(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def table(measured: dict[str, list[Figure]]) -> str:
    """Rows of figures, a column for each database; Markdown that reads well in a terminal."""
    names: dict[str, Figure] = {}
    for figures in measured.values():
        for figure in figures:
            if figure.name not in names or figure.limit is not None:
                names[figure.name] = figure
    head = ["measured", *measured, "wanted"]
    rows = [[name, *_cells(name, measured.values()), one.wanted] for name, one in names.items()]
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    )


def _cells(name: str, columns: Iterable[list[Figure]]) -> list[str]:
    cells = []
    for figures in columns:
        one = next((figure for figure in figures if figure.name == name), None)
        cells.append("" if one is None else f"{one.shown} {one.verdict}".strip())
    return cells
