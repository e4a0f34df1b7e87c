"""Two things a statement says that cannot both be so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims import catalogue
from tillit.privacy.reader.claims.catalogue import EEA
from tillit.privacy.reader.marks import Marked, rules
from tillit.privacy.reader.reading import Claim, Finding, Reading
from tillit.privacy.reader.structure import Sentence
from tillit.privacy.reader.told import told

# Sentences this near each other, under one heading, speak of one thing.
_NEAR: Final = 4


# Long words are compared by so many letters.
_STEM: Final = 7
_SAY_NOTHING: Final = frozenset(
    "deretter senest seinast tidligere tidlegare avsluttet avslutta gjennom fortløpende between "
    "automatisk automatically normalt vanligvis anonymisert following without another because "
    "personene virksomheten foreningen foreninga klubben medlemmer".split()
)


def of(said: Reading, marked: Marked) -> Iterator[Finding]:
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
        for start, end in lists.get(name)
        for place in range(start, end)
    }
    return frozenset(
        word[:_STEM]
        for place, word in enumerate(sentence.words)
        if place not in common and len(word) >= _STEM and word not in _SAY_NOTHING
    )


def _conflict(key: str, sentences: tuple[Sentence, ...], said: Reading) -> Finding:
    return told(f"contradiction.{key}", "contradiction", "error", sentences, said)
