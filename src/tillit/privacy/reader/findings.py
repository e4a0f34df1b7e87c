"""What there is to say of a statement: what is out of date, vague, in conflict or unlawful.

The words of each finding stand with its rule, in three languages; what to write instead is in the
statement's own. What is missing is told by the verdicts.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tillit.privacy.reader import contradictions, unlawful
from tillit.privacy.reader.marks import Marked, Rule, rules
from tillit.privacy.reader.reading import Claim, Finding, Reading
from tillit.privacy.reader.structure import Sentence, is_to_fill_in
from tillit.privacy.reader.told import told, worded


def outdated(marked: Marked) -> list[Claim]:
    """References to what has fallen, one claim for each sentence that makes one."""
    seen: dict[tuple[str, int], Claim] = {}
    for rule, sentence in marked.saying(rules("outdated")):
        reference = str(rule.more["reference"])
        seen.setdefault(
            (reference, sentence.number),
            Claim("outdated", sentence, reference=reference, what=rule.key, sure=rule.sure),
        )
    return list(seen.values())


def of(said: Reading, marked: Marked) -> list[Finding]:
    """The findings, what is out of date first, each once with all its sentences."""
    against_law = list(unlawful.of(said, marked))
    by_use = {
        sentence.number
        for one in against_law
        if one.rule == "consent-by-use"
        for sentence in one.sentences
    }
    return [
        *_outdated(said, by_use),
        *contradictions.of(said, marked),
        *against_law,
        *_vague(said, marked),
    ]


def _outdated(said: Reading, by_use: set[int]) -> Iterator[Finding]:
    """``by_use``: consent by using that has nothing to do with cookies is told as unlawful."""
    by_rule: dict[str, list[Claim]] = defaultdict(list)
    for claim in said.of("outdated"):
        if claim.reference != "retired_product" and not (
            claim.reference == "browser_consent" and claim.sentence.number in by_use
        ):
            by_rule[claim.what].append(claim)
    known = {rule.key: rule for rule in rules("outdated")}
    for key, claims in by_rule.items():
        sentences = tuple(claim.sentence for claim in claims)
        level = known[key].more.get("level", "error")
        yield worded(known[key], "outdated", level, sentences, said.language)
    for claim in said.of("outdated"):
        if claim.reference == "retired_product":
            found = told("retired-product", "outdated", "warning", (claim.sentence,), said)
            yield replace(
                found,
                title=f"{claim.value}: {found.title}",
                since=_date(claim.condition) if claim.sure else None,
                sure=found.sure and claim.sure,
            )


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _vague(said: Reading, marked: Marked) -> Iterator[Finding]:
    by_rule: dict[Rule, list[Sentence]] = defaultdict(list)
    for rule, sentence in marked.saying(rules("vague")):
        by_rule[rule].append(sentence)
    for rule, sentences in by_rule.items():
        yield worded(rule, "vague", "note", tuple(sentences[:6]), said.language)
    if unsaid := list(_without_a_period(said)):
        yield told("necessary-time-only", "vague", "note", tuple(unsaid[:6]), said)
    if left := [one for one in said.sentences if is_to_fill_in(one.text)]:
        yield told("left-to-fill-in", "vague", "error", tuple(left[:6]), said)


# Of these a statement must tell how long; what it is about when it has fields or purposes of them.
_MATTER: Final = frozenset(
    "members applicants registrations newsletter customers recruitment cases accounts staff "
    "pictures needs enquiries surveys".split()
)


def _without_a_period(said: Reading) -> Iterator[Sentence]:
    """“So long as it is necessary”, of data that no sentence gives a period for.

    Said of everything, it leaves something open while one of the kinds of data that the statement
    says it holds has no period of its own.
    """
    kept = list(said.of("retention"))
    # “Ved årsskiftet”, which is not plainly read, is no period either.
    dated = {
        claim.data
        for claim in kept
        if claim.period != "criterion" and (claim.sure or claim.period != "P0D")
    }
    held = {claim.data for claim in said.of("field", "purpose")} & _MATTER
    for claim in kept:
        if claim.period != "criterion" or claim.data in dated or "general" in dated:
            continue
        is_of_all = claim.data in ("general", "other")
        if not is_of_all or not dated or held - dated:
            yield claim.sentence
