"""What a statement must say only because of what else it says: the interest it relies on, the
transfer out of the EEA, that consent may be withdrawn, whom data comes from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tillit.privacy.reader import plainest
from tillit.privacy.reader.case import Case, is_only_named, is_to_cookies, verdict_of
from tillit.privacy.reader.claims import catalogue
from tillit.privacy.reader.marks import Marked, Rule
from tillit.privacy.reader.reading import Verdict
from tillit.privacy.reader.structure import Sentence

# Article 6(1)(f), as people write it.
_LETTER_F: Final = re.compile(
    r"(?i)\b6\s*(?:nr\.?\s*1|\(\s*1\s*\)|,?\s*1\.?\s*ledd|første ledd|1)?,?"
    r"\s*(?:bokstav|bokst\.?|litra|letter|\()?\s*f\b"
)
# The interest, right after it is named: "legitimate interest: to prevent theft".
_NAMED_INTEREST: Final = re.compile(
    r"(?i)(?:interess\w*|avvei\w*|avveg\w*|interests?)\s*(?:\([^()]{0,60}\)(?=:))?"
    r"(?:[:(]|[–—-]\s+(?=å|to|vi|me|we|for|nemlig|namely))\s*"
    r"(?!(?:jfr?|art|artikkel|article|gdpr|bokstav|nr|lov|se|cf|see)\b|personvern|\d|§)"
    r"\w+\s+\w+"
)

# “For security and fraud prevention (legitimate interest)”.
_INTEREST_LAST: Final = re.compile(
    r"(?i)\b(?:for|to)\s+(?!(?:this|that|dette|denne|disse|these|oss|us|you|deg)\b)[\w-]+[^().;]*"
    r"\((?:vår |our |en |ei |a )?(?:berettig|rettmessig|legitim)\w*\s+interes\w*[,)]"
)

# What a transfer out of the EEA rests on.
_GROUNDS: Final = (
    "protection_level", "transfer_scc", "transfer_dpf", "transfer_bcr", "transfer_shield",
    "transfer_harbour", "transfer_adequacy", "consent",
)  # fmt: skip
# The bases that give the right to object, and to take data along (articles 21(1) and 20(1)).
_ONLY_FOR: Final = {"R_OBJECT": frozenset("ef"), "R_PORT": frozenset("ab")}
_OF_RULE: Final = {
    "basis-consent": "a", "basis-agreement": "b", "basis-law": "c", "basis-interest": "f",
}  # fmt: skip
# To direct marketing one may always object (article 21(2)).
_MARKETING: Final = re.compile(
    r"(?i)nyhetsbrev|nyheitsbrev|nyhendebrev|newsletter|markedsføring|marknadsføring|marketing|"
    r"reklame|advertis|annons"
)
# Who else data may come from; what is only the organisation itself is no source.
_OTHERS: Final = frozenset("relatives colleague public_register".split())


def leg_int(case: Case) -> Verdict:
    """When legitimate interest is invoked: is it said which (article 13(1)(d))?"""
    invoked: list[Sentence] = []
    purposes = {sentence.number for _, sentence in case.said["PURPOSE:P"]}
    for sentence in case.marked.sentences:
        found = case.marked.found(sentence)
        if not found.has("leg_int") and not (
            "6" in sentence.text and _LETTER_F.search(sentence.text)
        ):
            continue
        if is_of_objecting(case.marked, sentence):
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
            or " for å " in sentence.text[_where_invoked(sentence.text) :]
            or _INTEREST_LAST.search(sentence.text)
            or _NAMED_INTEREST.search(sentence.text)
            or (
                sentence.number in purposes
                and not found.has("consent", "agreement", "interest_unstated")
            )
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


def is_of_objecting(marked: Marked, sentence: Sentence) -> bool:
    """“Du kan protestere mot behandling som bygger på berettiget interesse”: that a right is for
    what rests on it does not say that anything does."""
    found = marked.found(sentence)
    interests = found.lists.get("leg_int", ())
    objects = (*found.lists.get("object_noun", ()), *found.lists.get("object", ()))
    return bool(objects and interests) and min(objects)[0] < interests[0][0]


def _where_invoked(text: str) -> int:
    """What data is for before an interest is spoken of may rest on something else."""
    return max(text.lower().find("interess"), 0)


def transfer(case: Case) -> Verdict:
    """Said; or a supplier outside the EEA is named and nothing said (article 13(1)(f))."""
    if found := case.said.get("TRANSFER:P"):
        if not any(_is_grounded(case, *one) for one in found):
            said = verdict_of("TRANSFER", "M", found)
            return replace(said, rules=("transfer-without-ground",), sure=False)
        return verdict_of("TRANSFER", "P", found)
    named = [
        claim
        for claim in case.claimed
        if claim.kind == "supplier" and not is_only_named(claim, case) and claim.action != "own"
    ]
    if outside := [c for c in named if c.condition == "outside_eea"]:
        # Of those that can keep data within the EEA as well, nobody knows from here.
        plainly = [c for c in outside if (s := catalogue.named(c.value)) and s.never_in_eea]
        shown = tuple(dict.fromkeys(c.sentence for c in plainly or outside))[:3]
        return Verdict("TRANSFER", "M", shown, ("outside-unsaid",), sure=bool(plainly))
    if perhaps := tuple(c.sentence for c in named if c.condition == "perhaps_outside_eea"):
        return Verdict("TRANSFER", "M", perhaps[:3], ("outside-unconfirmed",), sure=False)
    return Verdict("TRANSFER", "N")


def _is_grounded(case: Case, rule: Rule, sentence: Sentence) -> bool:
    """It says more than in which country a supplier is: on what ground, or that it stays here."""
    following = case.marked.sentences[sentence.number + 1 : sentence.number + 3]
    if rule.key == "transfer-answered-no":
        return True
    return case.marked.found(sentence).has("negates", "outside_eea", "country_inside") or any(
        case.marked.found(one).has(*_GROUNDS) for one in (sentence, *following)
    )


def withdraw(case: Case) -> Verdict:
    """Withdrawal; missing only where consent is a basis (article 13(2)(c))."""
    if found := case.said.get("WITHDRAW:P"):
        return verdict_of("WITHDRAW", "P", plainest.first(case.marked, found))
    if found := [
        one
        for one in case.said.get("BASIS:P", ())
        if one[0].key == "basis-consent" and not is_to_cookies(case, *one)
    ]:
        return verdict_of("WITHDRAW", "M", found)
    return _asked_in_other_words(case)


def _asked_in_other_words(case: Case) -> Verdict:
    """What people are asked for, or sign up for, rests on consent though the word is not used."""
    asked = case.said.get("WITHDRAW:M", [])
    open_ = [one for one in asked if not _can_be_undone(case, one[1])]
    if not asked:
        return Verdict("WITHDRAW", "N")
    return replace(verdict_of("WITHDRAW", "M" if open_ else "P", open_ or asked), sure=False)


def _can_be_undone(case: Case, sentence: Sentence) -> bool:
    """To leave a list undoes a yes to a newsletter, and no other."""
    ways = ["withdraw", "erase"]
    if _MARKETING.search(sentence.text):
        ways.append("unsubscribe")
    following = case.marked.sentences[sentence.number : sentence.number + 3]
    return any(case.marked.found(one).has(*ways) for one in following)


def may_not_apply(found: Verdict, case: Case) -> Verdict:
    """Articles 20 and 21 are for some bases only: of a statement with others, nobody is sure."""
    needed = _ONLY_FOR.get(found.item)
    bases = _bases(case)
    if needed is None or not bases or bases & needed:
        return found
    if found.item == "R_OBJECT" and any(_MARKETING.search(s.text) for s in case.marked.sentences):
        return found
    return replace(found, rules=(f"may-not-apply-{found.item.lower()}",), sure=False)


def _bases(case: Case) -> set[str]:
    """The letters of article 6(1) it names; nothing when one is named that is not known."""
    keys = {rule.key for rule, _sentence in case.said.get("BASIS:P", ())}
    letters = {one.basis[-2] for one in case.claimed if one.kind == "basis" and not one.negated}
    letters |= {_OF_RULE[key] for key in keys if key in _OF_RULE}
    return set() if "basis-article" in keys and not letters else letters


def source(case: Case) -> Verdict:
    """Where it comes from (article 14(2)(f)).

    Missing where others give it, and neither they nor their kind are named; that other data is
    said to come from the reader does not help.
    """
    # A table's row has its heads' words, which are said of no form in it.
    told = [
        one
        for one in case.said.get("SOURCE:P", [])
        if one[0].key != "source-by-form" or one[1].kind != "row"
    ]
    unsaid = case.said.get("SOURCE:M", [])
    if unsaid and not any(
        case.marked.found(sentence).has("other_source") for _rule, sentence in told
    ):
        return verdict_of("SOURCE", "M", unsaid)
    plain = [one for one in told if one[0].key != "source-by-form"]
    if found := plain or [one for one in told if one[1].number not in case.rights]:
        return verdict_of("SOURCE", "P", found)
    others = [
        one
        for one in case.claimed
        if one.kind == "source"
        and one.value in _OTHERS
        and not case.marked.found(one.sentence).has("negates")
    ]
    if others:
        sentences = tuple(dict.fromkeys(one.sentence for one in others))[:3]
        return Verdict("SOURCE", "P", sentences, ("source-claimed",), sure=False)
    return Verdict("SOURCE", "N")
