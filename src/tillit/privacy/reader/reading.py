"""What was read out of a statement: verdicts, claims and findings, each with its sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from tillit.privacy.reader.structure import Sentence

# The items of articles 13 and 14, and 26, in the order a report takes them.
ITEMS: Final = (
    "CONTROLLER", "DPO", "PURPOSE", "BASIS", "LEG_INT", "CATEGORIES", "RECIPIENTS", "TRANSFER",
    "STORAGE", "R_ACCESS", "R_RECT", "R_ERASE", "R_RESTRICT", "R_OBJECT", "R_PORT", "WITHDRAW",
    "COMPLAINT", "OBLIGED", "ADM", "SOURCE", "JOINT",
)  # fmt: skip
Value = Literal["P", "M", "N"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the statement has an item: present, missing, or not applicable to it.

    ``because``: the sentences it rests on (for N and M of a conditional item: what decided the
    condition). ``sure`` is False when the reader only thinks so.
    """

    item: str
    value: Value
    because: tuple[Sentence, ...] = ()
    rules: tuple[str, ...] = ()
    sure: bool = True


ClaimKind = Literal[
    "controller", "contact", "purpose", "basis", "field", "recipient", "supplier", "retention",
    "right", "deadline", "source", "published", "special", "children", "cookies", "transfer",
    "outdated", "sharing", "anonymous",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing the statement says, as a tuple; what it does not say is empty.

    ``data``, ``what_for``, ``clock``, ``what``, ``reference``: codes, as in
    benchmarks/reader/LABELS.md. ``value``: what was said, in its one form (an e-mail address, nine
    digits, a field's key, a purpose in the statement's words). ``period``: ISO 8601, ``P0D`` for
    "when", ``criterion`` for "as long as necessary".
    """

    kind: ClaimKind
    sentence: Sentence
    value: str = ""
    party: str = ""
    action: str = ""
    data: str = ""
    purpose: str = ""
    basis: str = ""
    what_for: str = ""
    period: str = ""
    clock: str = ""
    what: str = ""
    reference: str = ""
    negated: bool = False
    condition: str = ""
    sure: bool = True


FindingKind = Literal["missing", "outdated", "unlawful", "vague", "contradiction", "register"]
Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the reader has to say of the statement, with what it rests on and what to write.

    ``rule``: its id in the rules. ``law``: keys of :mod:`tillit.kernel.law`. ``since``: when that
    which is out of date fell. ``title``, ``explanation``: in the report's language; ``instead``: in
    the statement's. ``sentences`` is empty only for what is missing.
    """

    rule: str
    kind: FindingKind
    level: Level
    title: str
    explanation: str = ""
    instead: str = ""
    sentences: tuple[Sentence, ...] = ()
    law: tuple[str, ...] = ()
    since: dt.date | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The same statement in another language, in the same file, and how many words it has."""

    language: str
    words: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole statement, read. ``language``: of the statement, ``nb``, ``nn`` or ``en``.

    ``left_out``: what the file has of it in other languages.
    """

    name: str
    language: str
    sentences: list[Sentence]
    verdicts: dict[str, Verdict]
    claims: list[Claim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lix: int = 0
    left_out: tuple[LeftOut, ...] = ()

    def of(self, *kinds: ClaimKind) -> Iterator[Claim]:
        """The claims of these kinds, in the order of the text."""
        return (claim for claim in self.claims if claim.kind in kinds)

    @property
    def words(self) -> int:
        """How many words the statement has."""
        return sum(len(sentence.words) for sentence in self.sentences)
