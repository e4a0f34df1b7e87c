"""Whatever the statement, what comes of it is a register that people can finish."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tillit.privacy.declare import declarations
from tillit.privacy.reader import read
from tillit.privacy.reader.adopt import draft, named
from tillit.privacy.reader.against import compare
from tillit.privacy.register import toml
from tillit.privacy.register.rules import findings

BUILD = Path(__file__).resolve().parents[3] / "benchmarks" / "reader" / "corpus" / "build"
DAY = dt.date(2026, 11, 22)
FILES = sorted(file for file in BUILD.iterdir() if file.suffix != ".toml")
# What only people can say: signed, weighed, asked of the supplier.
PEOPLE = {"agreement", "author", "balancing_test", "countries", "transfer"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_draft_can_be_finished_by_people_written_and_read_again(file: Path) -> None:
    reading = read(file.read_bytes(), file.name)
    adoption = named(draft(reading), name="Lysbrua", email="hei@lysbrua.example")

    errors = {
        finding.path[-1]
        for finding in findings(adoption.register, declarations, DAY)
        if finding.is_error
    }
    text = toml.write(adoption.register, adoption.comments())

    assert errors <= PEOPLE
    assert toml.read(text) == toml.read(toml.write(adoption.register))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_draft_breaks_no_promise_of_its_statement(file: Path) -> None:
    reading = read(file.read_bytes(), file.name)
    adoption = draft(reading)
    # Told as conflicts: what cannot be kept as it is said.
    told = {point.path.partition(".retention")[0] for point in adoption.conflicts}
    told |= {
        point.path.partition(".purposes.")[0] + ".purposes"
        for point in adoption.conflicts
        if point.code in ("basis_not_allowed", "two_bases")
    }
    told |= {point.path for point in adoption.gaps if point.code == "nothing_known"}

    broken = [
        finding
        for finding in compare(reading, adoption.register, "en")
        if finding.level == "error"
        and not any(path.replace(".", " › ") in finding.explanation for path in told)
    ]

    assert [(finding.rule, finding.title) for finding in broken] == []
