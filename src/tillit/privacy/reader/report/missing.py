"""What a statement lacks, as findings like the others."""

from __future__ import annotations

from tillit.privacy.reader import wording
from tillit.privacy.reader.reading import Finding, Level, Reading, Verdict


def missing(reading: Reading) -> list[Finding]:
    """A finding for each item the statement should have and has not, in the items' order.

    What the law asks of every statement is an error. What depends on what the organisation does is
    one when the statement itself says that it does so; what the reader only thinks is a warning.
    """
    return [
        Finding(
            rule=rule_of(verdict.item),
            kind="missing",
            level=level(verdict),
            title=wording.ITEM[verdict.item].name(),
            explanation=wording.why(verdict),
            instead=wording.what_to_write(verdict.item, reading.language),
            sentences=verdict.because,
            law=wording.ITEM[verdict.item].law,
            sure=verdict.sure,
        )
        for verdict in reading.verdicts.values()
        if verdict.value == "M"
    ]


def rule_of(item: str) -> str:
    """The rule's id in reports: ``missing.r_port``."""
    return f"missing.{item.lower()}"


def level(verdict: Verdict) -> Level:
    """How much it matters that the item is missing."""
    if any(rule.startswith("may-not-apply") for rule in verdict.rules):
        return "note"
    asked = verdict.item in wording.ALWAYS or bool(verdict.because)
    return "error" if asked and verdict.sure else "warning"
