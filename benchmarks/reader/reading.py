"""What the reader says of a statement, in the form of the labels."""

from __future__ import annotations

from benchmarks.reader.corpus import CODES, KINDS, Statement
from benchmarks.reader.score import Said, Tuple
from tillit.privacy.reader import Claim, NotReadable, read


def reader(statement: Statement) -> Said:
    """Read it as ``tillit read`` does."""
    try:
        reading = read(statement.content, statement.page.name)
    except NotReadable:
        return Said({}, {})
    said = Said({item: verdict.value for item, verdict in reading.verdicts.items()}, {})
    for item, verdict in reading.verdicts.items():
        said.because[item,] = " / ".join(sentence.text for sentence in verdict.because)
    for claim in reading.of(*KINDS):
        if claim.negated and claim.kind == "supplier":
            continue
        one = as_tuple(claim)
        said.claims.setdefault(claim.kind, set()).add(one)
        said.because[claim.kind, *one] = claim.sentence.text
    for finding in reading.findings:
        if finding.kind == "contradiction":
            kind = finding.rule.partition(".")[2]
            one = (kind if kind in CODES["contradiction", "kind"] else "other",)
            said.claims.setdefault("contradiction", set()).add(one)
            said.because["contradiction", *one] = " / ".join(s.text for s in finding.sentences)
    return said


def as_tuple(claim: Claim) -> Tuple:
    """The part of a claim that the labels have."""
    if claim.kind == "retention":
        return claim.data, claim.period, claim.clock
    if claim.kind == "supplier":
        return claim.party or claim.value, claim.what_for
    if claim.kind == "deadline":
        return claim.what, claim.period
    if claim.kind == "contact":
        return claim.what, claim.value
    if claim.kind == "outdated":
        return claim.reference, claim.value if claim.reference == "retired_product" else ""
    return (claim.value,)
