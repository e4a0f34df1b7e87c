"""What there is to say of a statement: what is out of date, vague, in conflict or unlawful.

The words of each finding stand with its rule, in three languages; what to write instead is in the
statement's own. What is missing is told by the verdicts.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.utils.translation import get_language

from tillit.kernel.period import Period
from tillit.privacy.reader.claims import catalogue
from tillit.privacy.reader.claims.catalogue import EEA
from tillit.privacy.reader.marks import Marked, Rule, rules
from tillit.privacy.reader.reading import Claim, Finding, FindingKind, Level, Reading
from tillit.privacy.reader.structure import Sentence, is_to_fill_in


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
    return [
        *_outdated(said),
        *_contradictions(said, marked),
        *_unlawful(said, marked),
        *_vague(said, marked),
    ]


def _outdated(said: Reading) -> Iterator[Finding]:
    by_rule: dict[str, list[Claim]] = defaultdict(list)
    for claim in said.of("outdated"):
        if claim.reference != "retired_product":
            by_rule[claim.what].append(claim)
    known = {rule.key: rule for rule in rules("outdated")}
    for key, claims in by_rule.items():
        sentences = tuple(claim.sentence for claim in claims)
        yield _worded(known[key], "outdated", "error", sentences, said.language)
    for claim in said.of("outdated"):
        if claim.reference == "retired_product":
            found = _said("retired-product", "outdated", "warning", (claim.sentence,), said)
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


def _worded(
    rule: Rule, kind: FindingKind, level: Level, sentences: tuple[Sentence, ...], language: str
) -> Finding:
    """A finding in the words of its rule; what to write instead is in the statement's language."""
    reader = _language_in_use() or language
    return Finding(
        rule.key,
        kind,
        level,
        _words(rule.more["title"], reader),
        _words(rule.more.get("why"), reader),
        _words(rule.more.get("instead"), language),
        sentences,
        rule.law,
        rule.more.get("since"),
        rule.sure,
    )


def _language_in_use() -> str:
    return (get_language() or "")[:2] if settings.configured else ""


def _words(texts: Any, language: str) -> str:
    return str(texts.get(language) or texts["en"]) if texts else ""


def _said(
    key: str, kind: FindingKind, level: Level, sentences: tuple[Sentence, ...], said: Reading
) -> Finding:
    """A finding worded in ``rules/conflicts.toml``."""
    rule = next(rule for rule in rules("conflicts") if rule.key == key)
    return _worded(rule, kind, level, sentences, said.language)


def _vague(said: Reading, marked: Marked) -> Iterator[Finding]:
    by_rule: dict[Rule, list[Sentence]] = defaultdict(list)
    for rule, sentence in marked.saying(rules("vague")):
        by_rule[rule].append(sentence)
    for rule, sentences in by_rule.items():
        yield _worded(rule, "vague", "note", tuple(sentences[:6]), said.language)
    if unsaid := list(_without_a_period(said)):
        yield _said("necessary-time-only", "vague", "note", tuple(unsaid[:6]), said)
    if left := [one for one in said.sentences if is_to_fill_in(one.text)]:
        yield _said("left-to-fill-in", "vague", "error", tuple(left[:6]), said)


def _without_a_period(said: Reading) -> Iterator[Sentence]:
    """“So long as it is necessary”, of data that no sentence gives a period for."""
    kept = list(said.of("retention"))
    told = {claim.data for claim in kept if claim.period != "criterion"}
    for claim in kept:
        is_of_all = claim.data in ("general", "other")
        if claim.period == "criterion" and claim.data not in told and not (is_of_all and told):
            yield claim.sentence


# Sentences this near each other, under one heading, speak of one thing.
_NEAR: Final = 4


# Long words are compared by so many letters.
_STEM: Final = 7
_SAY_NOTHING: Final = frozenset(
    "deretter senest seinast tidligere tidlegare avsluttet avslutta gjennom fortløpende between "
    "automatisk automatically normalt vanligvis anonymisert following without another because "
    "personene virksomheten foreningen foreninga klubben medlemmer".split()
)


def _contradictions(said: Reading, marked: Marked) -> Iterator[Finding]:
    says: dict[str, list[Sentence]] = defaultdict(list)
    for rule, sentence in marked.saying(rules("contradictions")):
        if sentence not in says[rule.value]:
            says[rule.value].append(sentence)
    given = [c.sentence for c in said.of("recipient")] or [c.sentence for c in said.of("supplier")]
    outside = [c.sentence for c in said.of("supplier") if _is_outside(c, marked)]
    for key, ones, others in (
        ("special", says["special-none"], says["special-some"]),
        ("sharing", says["never-shared"], given),
        ("transfer", says["never-abroad"], outside),
    ):
        others = [one for one in others if one not in ones]
        if ones and others:
            yield _conflict(key, (ones[0], *others[:2]), said)
    for first in says["anonymous"]:
        near = [
            one
            for one in says["identifying"]
            if abs(one.number - first.number) <= _NEAR and one.under is first.under
        ]
        if near:
            yield _conflict("anonymous", (first, *[o for o in near[:2] if o is not first]), said)
            break
    yield from _two_periods(said, marked)


def _is_outside(claim: Claim, marked: Marked) -> bool:
    """A supplier whose data is outside the EEA, by what is said of it, or wherever it is used."""
    if claim.condition != "outside_eea":
        return False
    if marked.found(claim.sentence).has("country_outside"):
        return True
    known = catalogue.named(claim.party)
    return (
        known is not None
        and EEA.isdisjoint(known.countries)
        and not any(
            claim.party.split()[0] in sentence.text
            and marked.found(sentence).has("inside_words", "own_server")
            for sentence in marked.sentences
        )
    )


def _two_periods(said: Reading, marked: Marked) -> Iterator[Finding]:
    """Two periods that run from the same, for data that is called the same, in different parts of
    the text: beside each other they are of different things."""
    by_kind: dict[tuple[str, str], dict[str, Sentence]] = defaultdict(dict)
    for claim in said.of("retention"):
        if claim.period not in ("criterion", "P0D") and claim.sure and not claim.condition:
            by_kind[claim.data, claim.clock].setdefault(claim.period, claim.sentence)
    for (data, clock), periods in by_kind.items():
        if len(periods) < 2 or data in ("general", "other", "cookies") or clock == "unsaid":
            continue
        sentences = tuple(periods.values())[:3]
        called = [_called(sentence, marked) for sentence in sentences]
        is_one = len({one.number for one in sentences}) == 1
        if called[0].intersection(*called[1:]) and (
            is_one or len({one.under for one in sentences}) > 1
        ):
            yield _conflict("period", sentences, said)


def _called(sentence: Sentence, marked: Marked) -> frozenset[str]:
    """What a sentence may call its data, cut to where words of one stem part."""
    lists = marked.found(sentence).lists
    common = {
        place
        for name in ("retain", "period_word", "handle", "own_data", "as_needed")
        for start, end in lists.get(name, ())
        for place in range(start, end)
    }
    return frozenset(
        word[:_STEM]
        for place, word in enumerate(sentence.words)
        if place not in common and len(word) >= _STEM and word not in _SAY_NOTHING
    )


def _conflict(key: str, sentences: tuple[Sentence, ...], said: Reading) -> Finding:
    return _said(f"contradiction.{key}", "contradiction", "error", sentences, said)


def _unlawful(said: Reading, marked: Marked) -> Iterator[Finding]:
    """What cannot be lawful as it is written."""
    by_rule: dict[Rule, list[Sentence]] = defaultdict(list)
    for rule, sentence in marked.saying(rules("unlawful")):
        by_rule[rule].append(sentence)
    for rule, sentences in by_rule.items():
        yield _worded(rule, "unlawful", rule.more["level"], tuple(sentences[:6]), said.language)
    for claim in said.of("contact"):
        if claim.condition == "invalid" and claim.what == "orgnr":
            yield _said("organisation-number", "unlawful", "warning", (claim.sentence,), said)
    answers = [
        claim
        for claim in said.of("deadline")
        if claim.what == "answer" and not marked.found(claim.sentence).has("extended")
    ]  # article 12(3), second sentence
    late = [claim for claim in answers if _is_longer_than_a_month(claim.period)]
    if late and len(late) == len(answers):  # beside a month, more time is for what is difficult
        yield _said("answer-too-late", "unlawful", "error", (late[0].sentence,), said)


def _is_longer_than_a_month(period: str) -> bool:
    try:
        return Period.parse(period).shortest_days > 31
    except ValueError:  # hours
        return False
