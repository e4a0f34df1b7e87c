"""The 21 items of articles 13, 14 and 26: present, missing, or not applicable to this statement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tillit.privacy.reader import conditional, denied, plainest
from tillit.privacy.reader.answerable import controller
from tillit.privacy.reader.case import (
    COOKIES,
    RIGHTS,
    Case,
    by_rules,
    is_only_named,
    is_to_cookies,
    verdict_of,
)
from tillit.privacy.reader.marks import Marked, Rule, rules
from tillit.privacy.reader.patterns import Key
from tillit.privacy.reader.reading import ITEMS, Claim, Verdict
from tillit.privacy.reader.statement import DATA
from tillit.privacy.reader.structure import Sentence, is_to_fill_in

# What tells of a person by itself; the others only beside one of these.
_PERSONAL: Final = DATA - {"kind_payment", "kind_membership", "kind_participation"}
# Items that hold for every statement: what is not said is missing.
_ALWAYS: Final = frozenset(ITEMS) - {
    "DPO",
    "LEG_INT",
    "TRANSFER",
    "WITHDRAW",
    "ADM",
    "SOURCE",
    "JOINT",
}
# By e-mail, by telephone: how something is done, and no kind of data.
_CHANNEL: Final = frozenset("via gjennom per pr through".split())
# Of a visit to a page; said of what is kept in the browser too.
_VISIT: Final = frozenset({"kind_technical"})
# "Customers: name, address and consumption."
_LISTED: Final = re.compile(r"[^:]+:[^:@]+,[^:@]+")

# What is not said as long as a template's place for it is not filled in.
_CONCRETE: Final = frozenset("PURPOSE BASIS LEG_INT RECIPIENTS STORAGE SOURCE DPO JOINT".split())


def judged(marked: Marked, claimed: list[Claim]) -> dict[str, Verdict]:
    """A verdict on each item, in the order of :data:`ITEMS`."""
    said: dict[str, list[tuple[Rule, Sentence]]] = defaultdict(list)
    for rule, sentence in denied.given(marked, marked.saying(rules("items")), RIGHTS):
        if rule.item in _CONCRETE and is_to_fill_in(sentence.text):
            continue
        if rule.item not in RIGHTS and sentence.asks:
            continue
        if rule.key == "basis-interest" and conditional.is_of_objecting(marked, sentence):
            continue
        said[f"{rule.item}:{rule.value or 'P'}"].append((rule, sentence))
    for key, found in said.items():
        said[key] = plainest.outright(marked, key.partition(":")[0], found)
    case = Case(marked, said, claimed)
    return {item: _judge(item, case) for item in ITEMS}


def _judge(item: str, case: Case) -> Verdict:
    if own := _OWN.get(item):
        return own(case)
    found = by_rules(item, case, "M" if item in _ALWAYS else "N")
    return conditional.may_not_apply(found, case) if found.value == "M" else found


def _basis(case: Case) -> Verdict:
    """A ground of processing; a yes to cookies is none (article 13(1)(c))."""
    found = [one for one in case.said.get("BASIS:P", ()) if not is_to_cookies(case, *one)]
    if not found:
        return Verdict("BASIS", "M")
    verdict = verdict_of("BASIS", "P", found)
    taken = all(_is_taken(case, sentence) for _rule, sentence in found)
    return replace(verdict, sure=False) if taken else verdict


def _is_taken(case: Case, sentence: Sentence) -> bool:
    """A consent that is read out of using a page, which is none."""
    found = case.marked.found(sentence)
    return found.has("using", "by_using", "by_staying") and found.has("consents", "agree")


def _obliged(case: Case) -> Verdict:
    """Whether one must give data; which cookies one must take is another matter (13(2)(e))."""
    found = [
        (rule, sentence)
        for rule, sentence in case.said.get("OBLIGED:P", ())
        if not _is_of_cookies(case, sentence)
    ]
    return verdict_of("OBLIGED", "P", found) if found else Verdict("OBLIGED", "M")


def _is_of_cookies(case: Case, sentence: Sentence) -> bool:
    """Under their heading, or what is chosen in a banner."""
    return any(COOKIES.search(one.text) for one in sentence.headings[1:]) or case.marked.found(
        sentence
    ).has("chosen_in_banner")


def _categories(case: Case) -> Verdict:
    """Concrete kinds of data, listed (article 14(1)(d))."""
    listed: list[Sentence] = []
    together: dict[int, set[Key]] = defaultdict(set)
    for sentence in case.marked.saying_in_text(*DATA):
        found = case.marked.found(sentence)
        kinds = found.keys & DATA
        if len(kinds & _PERSONAL) < 2 and _is_of_purposes(case, sentence):
            continue
        if found.has("in_browser") or (sentence.kind != "item" and found.has("defines")):
            continue
        if "@" in sentence.text and len(sentence.words) < 12:
            continue
        above = sentence.lead or (sentence.under if sentence.kind == "item" else None) or sentence
        together[above.number] |= kinds
        if not together[above.number] & _PERSONAL:
            continue
        named = len(
            {
                span
                for name in kinds
                for span in found.lists.get(str(name), ())
                if not span[0] or found.words[span[0] - 1] not in _CHANNEL
            }
        )
        handled = case.marked.led(sentence).has("handle", "required")
        if sentence.number in case.rights and named < 3:
            continue
        handled = handled or bool(_LISTED.fullmatch(sentence.text))
        some = named >= 2 and handled and kinds != _VISIT
        if named >= 3 or some or len(together[above.number]) >= 3:
            listed.append(sentence)
    if listed:
        return Verdict("CATEGORIES", "P", tuple(listed[:3]), ("kinds-listed",))
    return Verdict("CATEGORIES", "M")


def _is_of_purposes(case: Case, sentence: Sentence) -> bool:
    """An item of a list of purposes: “holding courses” is no kind of data there."""
    return sentence.kind == "item" and any(
        case.marked.found(one).has("purpose_heading")
        for one in (*sentence.headings[-1:], *((sentence.lead,) if sentence.lead else ()))
    )


def _purpose(case: Case) -> Verdict:
    """What data is for; not what a right is for (article 13(1)(c))."""
    found = case.told("PURPOSE:P")
    return verdict_of("PURPOSE", "P", found) if found else Verdict("PURPOSE", "M")


def _recipients(case: Case) -> Verdict:
    named = tuple(
        claim.sentence
        for claim in case.claimed
        if claim.kind in ("supplier", "recipient")
        and claim.action != "own"
        and not is_only_named(claim, case)
    )
    if named:
        return Verdict("RECIPIENTS", "P", named[:3], ("named",))
    return by_rules("RECIPIENTS", case, "M")


def _storage(case: Case) -> Verdict:
    kept = tuple(
        claim.sentence
        for claim in case.claimed
        if claim.kind == "retention"
        and not (claim.period == "criterion" and claim.sentence.number in case.rights)
    )
    if kept:
        return Verdict("STORAGE", "P", kept[:3], ("period-or-criterion",))
    return by_rules("STORAGE", case, "M")


_OWN: Final[dict[str, Callable[[Case], Verdict]]] = {
    "PURPOSE": _purpose,
    "SOURCE": conditional.source,
    "BASIS": _basis,
    "OBLIGED": _obliged,
    "CONTROLLER": lambda case: controller(
        case.marked,
        {claim.party for claim in case.claimed if claim.kind == "supplier"},
        next((claim for claim in case.claimed if claim.kind == "controller"), None),
    ),
    "LEG_INT": conditional.leg_int,
    "CATEGORIES": _categories,
    "RECIPIENTS": _recipients,
    "TRANSFER": conditional.transfer,
    "STORAGE": _storage,
    "WITHDRAW": conditional.withdraw,
}
