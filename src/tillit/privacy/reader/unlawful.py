"""What cannot be lawful as it is written: by the words of one sentence (``rules/unlawful.toml``),
and by what one says and no other does (``rules/conflicts.toml``)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from tillit.kernel.period import Period
from tillit.privacy.reader import article_nine
from tillit.privacy.reader.article_nine import Parts
from tillit.privacy.reader.claims import data
from tillit.privacy.reader.marks import Marked, Rule, rules
from tillit.privacy.reader.patterns import Found
from tillit.privacy.reader.reading import Claim, Finding, Reading
from tillit.privacy.reader.structure import Sentence
from tillit.privacy.reader.told import told, worded

_MOST: Final = 6
# What a sentence on a ground may name, and be of the one before.
_MAY_BE_TRACKING: Final = frozenset(
    ("", "general", "cookies", "statistics", "weblog", "newsletter")
)


def of(said: Reading, marked: Marked) -> Iterator[Finding]:
    """What cannot be lawful as it is written, each once with its sentences."""
    by_rule: dict[Rule, list[Sentence]] = defaultdict(list)
    parts: Parts = defaultdict(list)
    for rule, sentence in marked.saying(rules("unlawful")):
        if not rule.value:
            by_rule[rule].append(sentence)
        elif sentence not in parts[rule.value]:
            parts[rule.value].append(sentence)
    parts["on-interest"] = [
        one for one in parts["on-interest"] if data.named_in(marked, one) in _MAY_BE_TRACKING
    ]
    for rule, sentences in by_rule.items():
        yield worded(rule, "unlawful", rule.more["level"], tuple(sentences[:_MOST]), said.language)
    yield from _numbers(said)
    yield from _too_late(said, marked)
    yield from _breach_too_late(said)
    for key, found in (
        ("identity-number-unexplained", _unexplained_numbers(parts, marked)),
        ("special-without-basis", article_nine.not_met(parts, marked)),
        ("cookies-opt-out", _not_asked_for(parts, said)),
        ("accounts-kept-too-long", _longer_than_bookkeeping(parts, said)),
        ("accounts-kept-too-short", _shorter_than_bookkeeping(parts, said)),
        ("marketing-unasked", _sent_unasked(parts)),
        ("officer-not-reached", _officer_not_reached(said, marked)),
        ("uk-law-in-norway", _law_of_another_country(parts, said)),
    ):
        if found:
            yield told(key, "unlawful", "warning", tuple(found[:_MOST]), said)
    if found := _among_others(said, marked):
        yield told("objection-among-others", "unlawful", "note", tuple(found[:2]), said)


def _numbers(said: Reading) -> Iterator[Finding]:
    for claim in said.of("contact"):
        if claim.condition == "invalid" and claim.what == "orgnr":
            yield told("organisation-number", "unlawful", "warning", (claim.sentence,), said)


def _too_late(said: Reading, marked: Marked) -> Iterator[Finding]:
    """Beside a month, more time is for what is difficult (article 12(3), second sentence)."""
    answers = [
        claim
        for claim in said.of("deadline")
        if claim.what == "answer" and not marked.found(claim.sentence).has("extended")
    ]
    late = [claim for claim in answers if _is_longer_than_a_month(claim.period)]
    if late and len(late) == len(answers):
        yield told("answer-too-late", "unlawful", "error", (late[0].sentence,), said)


def _is_longer_than_a_month(period: str) -> bool:
    try:
        return Period.parse(period).shortest_days > 31
    except ValueError:  # hours
        return False


# Time to report a breach in (article 33(1)), and years accounts are kept (bokføringsloven § 13),
# with the year they are counted from the end of.
_HOURS: Final = 72
_YEARS: Final = 6
_AT_LEAST: Final = 5


def _breach_too_late(said: Reading) -> Iterator[Finding]:
    """A breach that is told to the authority when 72 hours have passed."""
    told_of = [one for one in said.of("deadline") if one.what == "breach_authority"]
    late = [one for one in told_of if _hours(one.period) > _HOURS]
    if late and len(late) == len(told_of):
        yield told("breach-told-too-late", "unlawful", "error", (late[0].sentence,), said)


def _hours(period: str) -> int:
    if hours := re.fullmatch(r"PT(\d+)H", period):
        return int(hours[1])
    try:
        return Period.parse(period).shortest_days * 24
    except ValueError:  # minutes
        return 0


def _longer_than_bookkeeping(parts: Parts, said: Reading) -> list[Sentence]:
    """Accounts that are kept for longer than the law that is named asks for."""
    return _accounts(
        said, lambda one: one.sentence in parts["bookkeeping"] and _days(one.period) > _YEARS * 366
    )


def _shorter_than_bookkeeping(parts: Parts, said: Reading) -> list[Sentence]:
    """Vouchers, and nothing else with them, that are kept for some years, and too few."""
    return _accounts(
        said,
        lambda one: (
            one.sure
            and not one.condition
            and one.sentence in parts["vouchers"]
            and 365 <= _days(one.period) < _AT_LEAST * 365
        ),
    )


def _accounts(said: Reading, fits: Callable[[Claim], bool]) -> list[Sentence]:
    kept = (one for one in said.of("retention") if one.data == "accounting" and fits(one))
    return list(dict.fromkeys(one.sentence for one in kept))


def _sent_unasked(parts: Parts) -> list[Sentence]:
    """Advertising by e-mail to who has once been there, or on a legitimate interest, and no
    consent to any (markedsføringsloven § 15)."""
    if parts["marketing-asked"]:
        return []
    to_all = parts["marketing-to-all"]
    rests = {one.number for one in parts["on-interest"]}
    return [
        one
        for one in parts["marketing-sent"]
        if one in to_all or not rests.isdisjoint((one.number, one.number + 1))
    ]


def _days(period: str) -> int:
    try:
        return Period.parse(period).shortest_days
    except ValueError:  # a criterion
        return 0


def _officer_not_reached(said: Reading, marked: Marked) -> list[Sentence]:
    """A data protection officer, and no address of theirs, nor any address beside them."""
    verdict = said.verdicts.get("DPO")
    if verdict is None or verdict.value != "P" or not verdict.because:
        return []
    if any(one.party == "dpo" for one in said.of("contact")):
        return []
    near = {place.number for one in verdict.because for place in article_nine.section(marked, one)}
    if any(one.sentence.number in near for one in said.of("contact")):
        return []
    return [one for one in verdict.because if not _is_of_others(marked.found(one))]


_AT: Final = frozenset("hos at".split())


def _is_of_others(found: Found) -> bool:
    """“Personvernombudet hos forbundet kan gi råd.”"""
    return any(
        not _AT.isdisjoint(found.words[end : end + 1])
        for _at, end in found.lists.get("officer", ())
    )


def _law_of_another_country(parts: Parts, said: Reading) -> list[Sentence]:
    """British law or its authority, in the statement of somebody in Norway that names no other."""
    if said.language == "en" and not parts["norway"]:
        return []
    return [] if parts["norwegian-authority"] else parts["uk-law"]


def _unexplained_numbers(parts: Parts, marked: Marked) -> list[Sentence]:
    """National identity numbers, and nowhere why (Personal Data Act section 12)."""
    if parts["number-why"]:
        return []
    return [
        one
        for one in parts["number"]
        if not any(
            _explains_number(marked.found(near)) for near in article_nine.near(marked, one, 1)
        )
    ]


def _explains_number(found: Found) -> bool:
    """That somebody shows a police certificate does not explain the number beside it."""
    return found.has("identity_need") and not found.has("conduct_certificate")


def _not_asked_for(parts: Parts, said: Reading) -> list[Sentence]:
    """Cookies for more than the service needs, and only how to turn them off, or a legitimate
    interest (ekomloven § 3-15)."""
    if parts["cookies-asked"] or any(
        claim.reference == "browser_consent" for claim in said.of("outdated")
    ):
        return []
    more = parts["cookies-more"]
    off = parts["cookies-off"] and [*more[:2], *parts["cookies-off"][:2]]
    return off if more and off else [*_on_interest(parts)]


def _on_interest(parts: Parts) -> Iterator[Sentence]:
    """What tracks is said to rest on a legitimate interest, in its sentence or in the next."""
    yield from parts["tracking-on-interest"][:2]
    grounds = {one.number: one for one in parts["on-interest"]}
    for one in parts["tracking-done"]:
        ground = grounds.get(one.number + 1)
        if ground and ground.under is one.under and ground.kind == one.kind:
            yield from (one, ground)
            return


_OTHER_RIGHTS: Final = ("access", "rectify", "erase", "restrict", "port")
# A right in a list with fewer words than this is only named there.
_ONLY_NAMED: Final = 9


def _among_others(said: Reading, marked: Marked) -> list[Sentence]:
    """The right to object told only in one breath with the others (article 21(4))."""
    verdict = said.verdicts["R_OBJECT"]
    if verdict.value != "P" or not _may_be_objected_to(said):
        return []
    told_in = list(verdict.because)
    for one in marked.sentences:
        if one not in told_in and marked.found(one).has("object_noun"):
            told_in.append(one)
    return told_in if all(_is_one_of_many(marked, one) for one in told_in) else []


def _may_be_objected_to(said: Reading) -> bool:
    """Whether something rests on letter e or f, or is marketing."""
    return (
        said.verdicts["LEG_INT"].value != "N"
        or any(
            claim.basis in ("6(1)(e)", "6(1)(f)") and not claim.negated
            for claim in said.of("basis")
        )
        or any(claim.what_for == "marketing" for claim in said.of("supplier"))
    )


def _is_one_of_many(marked: Marked, sentence: Sentence) -> bool:
    found = marked.found(sentence)
    if sum(found.has(name) for name in _OTHER_RIGHTS) >= 2:
        return True
    return sentence.kind in ("item", "row") and len(sentence.words) < _ONLY_NAMED
