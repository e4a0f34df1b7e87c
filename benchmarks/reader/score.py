"""Precision, recall, F1 and F2 of a reading against the labels: items, and claims as tuples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from benchmarks.reader.corpus import ITEMS, SCORED, Statement
from tillit.privacy.reader.claims import catalogue

Tuple = tuple[str, ...]
# What of a labelled row counts.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "retention": ("data", "period", "clock"),
    "supplier": ("name", "for"),
    "right": ("right",),
    "deadline": ("what", "period"),
    "contact": ("kind", "value"),
    "outdated": ("reference", "name"),
    "contradiction": ("kind",),
}


@dataclass
class Said:
    """What a reader says of one statement, in the form of the labels.

    ``because``: of a verdict or a tuple, the words it rests on; only for the list of disagreements.
    """

    verdicts: dict[str, str]
    claims: dict[str, set[Tuple]]
    because: dict[Tuple, str] = field(default_factory=dict)


@dataclass
class Tally:
    """How often a reader was right, said too much, and said too little."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def f(self, beta: float = 1) -> float:
        """F1, or F2 with recall four times as heavy."""
        p, r = self.precision, self.recall
        return (1 + beta**2) * p * r / (beta**2 * p + r) if p + r else 0.0

    @property
    def labelled(self) -> int:
        return self.right + self.missed


@dataclass
class Scores:
    """The tallies of one reader over a part of the corpus."""

    present: dict[str, Tally] = field(default_factory=lambda: {item: Tally() for item in ITEMS})
    missing: dict[str, Tally] = field(default_factory=lambda: {item: Tally() for item in ITEMS})
    claims: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in SCORED})
    disagreements: list[Disagreement] = field(default_factory=list)


@dataclass(frozen=True)
class Disagreement:
    """One place where reader and labels differ, with the words on either side."""

    statement: str
    kind: str
    sign: str  # + said, not labelled; - labelled, not said; ~ another verdict
    what: Tuple
    words: str


def labelled(statement: Statement) -> dict[str, dict[Tuple, str]]:
    """The tuples of the labels, each with its quote."""
    return {
        kind: {
            _folded(kind, tuple(row.get(column, "") for column in COLUMNS[kind])): row.get(
                "quote", ""
            )
            for row in statement.rows[kind]
        }
        for kind in SCORED
    }


def _folded(kind: str, one: Tuple) -> Tuple:
    return tuple(folded(value, column) for value, column in zip(one, COLUMNS[kind], strict=True))


def folded(value: str, column: str = "") -> str:
    """Large and small letters, and spaces, are the same; so are two names of one supplier, two
    weeks and 14 days."""
    if column == "name":
        known = catalogue.named(value)
        value = known.name if known else value
        return "".join(sign for sign in value.casefold() if sign.isalnum() or sign == "+")
    if column == "period":
        value = re.sub(r"(\d+)W", lambda match: f"{int(match[1]) * 7}D", value)
        value = re.sub(
            r"^P(\d+)Y(?:(\d+)M)?$", lambda m: f"P{int(m[1]) * 12 + int(m[2] or 0)}M", value
        )
    return " ".join(value.casefold().split())


def scored(said: Iterable[tuple[Statement, Said]]) -> Scores:
    """Every statement's labels beside what was said of it."""
    scores = Scores()
    for statement, one in said:
        _items(scores, statement, one)
        _claims(scores, statement, one)
    return scores


def _items(scores: Scores, statement: Statement, said: Said) -> None:
    for item in ITEMS:
        gold, got = statement.items[item], said.verdicts.get(item, "N")
        for tallies, value in ((scores.present, "P"), (scores.missing, "M")):
            _count(tallies[item], gold == value, got == value)
        if gold != got:
            scores.disagreements.append(
                Disagreement(
                    statement.name, "item", "~", (item, f"{gold} read as {got}"),
                    said.because.get((item,), ""),
                )
            )  # fmt: skip


def _count(tally: Tally, is_so: bool, is_said: bool) -> None:
    tally.right += is_so and is_said
    tally.extra += is_said and not is_so
    tally.missed += is_so and not is_said


def _claims(scores: Scores, statement: Statement, said: Said) -> None:
    for kind, gold in labelled(statement).items():
        got = {_folded(kind, one): one for one in said.claims.get(kind, set())}
        scores.claims[kind] += Tally(
            len(gold.keys() & got.keys()),
            len(got.keys() - gold.keys()),
            len(gold.keys() - got.keys()),
        )
        for one in sorted(gold.keys() ^ got.keys()):
            words = gold[one] if one in gold else said.because.get((kind, *got[one]), "")
            scores.disagreements.append(
                Disagreement(statement.name, kind, "-" if one in gold else "+", one, words)
            )


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them as one: the micro average."""
    whole = Tally()
    for tally in tallies:
        whole += tally
    return whole
