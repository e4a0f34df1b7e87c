"""The 21 items of articles 13, 14 and 26: present, missing, or not applicable to this statement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tillit.privacy.reader import plainest
from tillit.privacy.reader.answerable import controller
from tillit.privacy.reader.claims import catalogue
from tillit.privacy.reader.marks import Marked, Rule, rules
from tillit.privacy.reader.patterns import Key
from tillit.privacy.reader.reading import ITEMS, Claim, Value, Verdict
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
RIGHTS: Final = frozenset(
    one for one in ITEMS if one.startswith("R_") or one in ("COMPLAINT", "WITHDRAW")
)
# Of a visit to a page; said of what is kept in the browser too.
_VISIT: Final = frozenset({"kind_technical"})
# "Customers: name, address and consumption."
_LISTED: Final = re.compile(r"[^:]+:[^:@]+,[^:@]+")
# Article 6(1)(f), as people write it.
_LETTER_F: Final = re.compile(
    r"(?i)\b6\s*(?:nr\.?\s*1|\(\s*1\s*\)|,?\s*1\.?\s*ledd|første ledd|1)?,?"
    r"\s*(?:bokstav|bokst\.?|litra|letter|\()?\s*f\b"
)
# The interest, right after it is named: "legitimate interest: to prevent theft".
_NAMED_INTEREST: Final = re.compile(
    r"(?i)(?:interess\w*|avvei\w*|avveg\w*|interests?)\s*"
    r"(?:[:(]|[–—-]\s+(?=å|to|vi|me|we|for|nemlig|namely))\s*"
    r"(?!(?:jfr?|art|artikkel|article|gdpr|bokstav|nr|lov|se|cf|see)\b|personvern|\d|§)"
    r"\w+\s+\w+"
)

_COOKIES: Final = re.compile(r"(?i)cookie|informasjonskaps")


@dataclass(frozen=True)
class Case:
    """What a verdict is made from: the sentences, what the rules found, and the claims."""

    marked: Marked
    said: dict[str, list[tuple[Rule, Sentence]]]
    claimed: list[Claim]

    @cached_property
    def rights(self) -> frozenset[int]:
        """The sentences that give the reader a right: they tell little of anything else."""
        return frozenset(
            sentence.number
            for item in RIGHTS - {"WITHDRAW"}
            for _rule, sentence in self.said.get(f"{item}:P", ())
        )

    def told(self, item: str) -> list[tuple[Rule, Sentence]]:
        """What is said of an item in the sentences that are about something else than rights."""
        return [one for one in self.said.get(item, ()) if one[1].number not in self.rights]


# What is not said as long as a template's place for it is not filled in.
_CONCRETE: Final = frozenset("PURPOSE BASIS LEG_INT RECIPIENTS STORAGE SOURCE DPO JOINT".split())


def judged(marked: Marked, claimed: list[Claim]) -> dict[str, Verdict]:
    """A verdict on each item, in the order of :data:`ITEMS`."""
    said: dict[str, list[tuple[Rule, Sentence]]] = defaultdict(list)
    for rule, sentence in marked.saying(rules("items")):
        if rule.item in _CONCRETE and is_to_fill_in(sentence.text):
            continue
        said[f"{rule.item}:{rule.value or 'P'}"].append((rule, sentence))
    case = Case(marked, said, claimed)
    return {item: _judge(item, case) for item in ITEMS}


def _judge(item: str, case: Case) -> Verdict:
    if own := _OWN.get(item):
        return own(case)
    return _by_rules(item, case, "M" if item in _ALWAYS else "N")


def _by_rules(item: str, case: Case, otherwise: Value) -> Verdict:
    for value in ("P", "M"):
        if found := case.said.get(f"{item}:{value}"):
            if item in RIGHTS:
                found = plainest.first(case.marked, found)
            return _verdict(item, value, found)
    return Verdict(item, otherwise)


def _verdict(item: str, value: Value, found: list[tuple[Rule, Sentence]]) -> Verdict:
    sentences = tuple({sentence.number: sentence for _, sentence in found}.values())
    keys = tuple(dict.fromkeys(rule.key for rule, _ in found))
    return Verdict(item, value, sentences[:5], keys, any(rule.sure for rule, _ in found))


def _basis(case: Case) -> Verdict:
    """A ground of processing; a yes to cookies is none (article 13(1)(c))."""
    if found := [one for one in case.said.get("BASIS:P", ()) if not _is_to_cookies(case, *one)]:
        return _verdict("BASIS", "P", found)
    return Verdict("BASIS", "M")


def _is_to_cookies(case: Case, rule: Rule, sentence: Sentence) -> bool:
    """A consent to what was just said, or is said under the heading, of cookies."""
    if rule.key != "basis-consent" or case.marked.found(sentence).has("ground", "privacy_word"):
        return False
    before = case.marked.sentences[max(sentence.number - 1, 0) : sentence.number]
    return any(_COOKIES.search(one.text) for one in (*before, *sentence.headings[1:]))


def _obliged(case: Case) -> Verdict:
    """Whether one must give data; which cookies one must take is another matter (13(2)(e))."""
    found = [
        (rule, sentence)
        for rule, sentence in case.said.get("OBLIGED:P", ())
        if not any(_COOKIES.search(one.text) for one in sentence.headings[1:])
    ]
    return _verdict("OBLIGED", "P", found) if found else Verdict("OBLIGED", "M")


def _leg_int(case: Case) -> Verdict:
    """When legitimate interest is invoked: is it said which (article 13(1)(d))?"""
    invoked: list[Sentence] = []
    purposes = {sentence.number for _, sentence in case.said["PURPOSE:P"]}
    for sentence in case.marked.sentences:
        found = case.marked.found(sentence)
        if not found.has("leg_int") and not (
            "6" in sentence.text and _LETTER_F.search(sentence.text)
        ):
            continue
        if any(case.marked.found(one).has("what_means") for one in (sentence, *sentence.headings)):
            continue  # a word that is explained
        invoked.append(sentence)
        reach = 4 if sentence.kind == "heading" else 2
        following = case.marked.sentences[sentence.number + 1 : sentence.number + reach]
        stated = found.has("interest_stated") and not found.has("interest_unstated")
        if (
            stated
            or found.has("interest_weighed")
            or " for å " in sentence.text
            or _NAMED_INTEREST.search(sentence.text)
            or (sentence.number in purposes and not found.has("consent", "agreement"))
            or any(
                case.marked.found(after).has("interest_stated")
                or after.lead is sentence
                or (sentence.kind == "heading" and case.marked.found(after).has("interest_word"))
                for after in following
            )
        ):
            return Verdict("LEG_INT", "P", (sentence,), ("interest-stated",))
    if invoked:
        return Verdict("LEG_INT", "M", tuple(invoked[:3]), ("interest-unsaid",))
    return Verdict("LEG_INT", "N")


def _categories(case: Case) -> Verdict:
    """Concrete kinds of data, listed (article 14(1)(d))."""
    listed: list[Sentence] = []
    together: dict[int, set[Key]] = defaultdict(set)
    for sentence in case.marked.saying_in_text(*DATA):
        found = case.marked.found(sentence)
        kinds = found.keys & DATA
        if found.has("defines", "in_browser"):
            continue
        if "@" in sentence.text and len(sentence.words) < 12:
            continue
        above = sentence.lead or (sentence.under if sentence.kind == "item" else None) or sentence
        together[above.number] |= kinds
        if not together[above.number] & _PERSONAL:
            continue
        named = len({span for name in kinds for span in found.lists.get(str(name), ())})
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


def _purpose(case: Case) -> Verdict:
    """What data is for; not what a right is for (article 13(1)(c))."""
    found = case.told("PURPOSE:P")
    return _verdict("PURPOSE", "P", found) if found else Verdict("PURPOSE", "M")


def _recipients(case: Case) -> Verdict:
    named = tuple(
        claim.sentence
        for claim in case.claimed
        if claim.kind in ("supplier", "recipient") and not _is_only_named(claim, case)
    )
    if named:
        return Verdict("RECIPIENTS", "P", named[:3], ("named",))
    return _by_rules("RECIPIENTS", case, "M")


def _is_only_named(claim: Claim, case: Case) -> bool:
    """A link beside the address, the reader's own sharing, or something about the statement."""
    return (claim.what_for == "marketing" and "@" in claim.sentence.text) or case.marked.found(
        claim.sentence
    ).has("the_statement", "reader_shares")


def _transfer(case: Case) -> Verdict:
    """Said; or a supplier outside the EEA is named and nothing said (article 13(1)(f))."""
    if found := case.said.get("TRANSFER:P"):
        return _verdict("TRANSFER", "P", found)
    named = [
        claim
        for claim in case.claimed
        if claim.kind == "supplier"
        and not _is_only_named(claim, case)
        and not case.marked.found(claim.sentence).has("own_server")
    ]
    if outside := [c for c in named if c.condition == "outside_eea"]:
        # Of those that can keep data within the EEA as well, nobody knows from here.
        plainly = [c for c in outside if (s := catalogue.named(c.value)) and s.never_in_eea]
        shown = tuple(dict.fromkeys(c.sentence for c in plainly or outside))[:3]
        return Verdict("TRANSFER", "M", shown, ("outside-unsaid",), sure=bool(plainly))
    if perhaps := tuple(c.sentence for c in named if c.condition == "perhaps_outside_eea"):
        return Verdict("TRANSFER", "M", perhaps[:3], ("outside-unconfirmed",), sure=False)
    return Verdict("TRANSFER", "N")


def _storage(case: Case) -> Verdict:
    kept = tuple(
        claim.sentence
        for claim in case.claimed
        if claim.kind == "retention"
        and not (claim.period == "criterion" and claim.sentence.number in case.rights)
    )
    if kept:
        return Verdict("STORAGE", "P", kept[:3], ("period-or-criterion",))
    return _by_rules("STORAGE", case, "M")


def _withdraw(case: Case) -> Verdict:
    """Withdrawal; missing only where consent is a basis (article 13(2)(c))."""
    if found := case.said.get("WITHDRAW:P"):
        return _verdict("WITHDRAW", "P", plainest.first(case.marked, found))
    if found := [
        one
        for one in case.said.get("BASIS:P", ())
        if one[0].key == "basis-consent" and not _is_to_cookies(case, *one)
    ]:
        return _verdict("WITHDRAW", "M", found)
    return Verdict("WITHDRAW", "N")


def _source(case: Case) -> Verdict:
    """Where it comes from (article 14(2)(f)).

    Missing where others give it, and neither they nor their kind are named; that other data is
    said to come from the reader does not help.
    """
    told = case.said.get("SOURCE:P", [])
    unsaid = case.said.get("SOURCE:M", [])
    if unsaid and not any(
        case.marked.found(sentence).has("other_source") for _rule, sentence in told
    ):
        return _verdict("SOURCE", "M", unsaid)
    plain = [one for one in told if one[0].key != "source-by-form"]
    if found := plain or case.told("SOURCE:P"):
        return _verdict("SOURCE", "P", found)
    return Verdict("SOURCE", "N")


_OWN: Final[dict[str, Callable[[Case], Verdict]]] = {
    "PURPOSE": _purpose,
    "SOURCE": _source,
    "BASIS": _basis,
    "OBLIGED": _obliged,
    "CONTROLLER": lambda case: controller(
        case.marked, {claim.party for claim in case.claimed if claim.kind == "supplier"}
    ),
    "LEG_INT": _leg_int,
    "CATEGORIES": _categories,
    "RECIPIENTS": _recipients,
    "TRANSFER": _transfer,
    "STORAGE": _storage,
    "WITHDRAW": _withdraw,
}
