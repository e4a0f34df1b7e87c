"""The 21 items of articles 13, 14 and 26: present, missing, or not applicable to this statement."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from tillit.privacy.reader.marks import Marked, Rule, rules
from tillit.privacy.reader.patterns import Key
from tillit.privacy.reader.reading import ITEMS, Claim, Value, Verdict
from tillit.privacy.reader.structure import Sentence, is_to_fill_in

_FIELDS: Final = frozenset(
    f"field_{kind}"
    for kind in (
        "name", "email", "phone", "address", "birth", "work", "payment", "technical", "health",
        "picture", "membership", "participation", "cv",
    )
)  # fmt: skip
# What tells of a person by itself; the others only beside one of these.
_PERSONAL: Final = _FIELDS - {"field_payment", "field_membership", "field_participation"}
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
# Article 6(1)(f), as people write it.
_LETTER_F: Final = re.compile(
    r"(?i)\b6\s*(?:nr\.?\s*1|\(\s*1\s*\)|,?\s*1\.?\s*ledd|første ledd|1)?,?"
    r"\s*(?:bokstav|bokst\.?|litra|letter|\()?\s*f\b"
)
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE: Final = re.compile(
    r"(?<![\d.])(?:\+\s?47[\s-]?)?(?:\d{2}\s?\d{2}\s?\d{2}\s?\d{2}|\d{3}\s\d{2}\s\d{3})(?!\.?\d)"
)
_POST: Final = re.compile(r"\b(?:N-)?\d{4}\s+[A-ZÆØÅ][A-Za-zÆØÅæøå]+")
# As many digits as the shortest telephone number or postal code has, perhaps with blanks.
_FOUR: Final = re.compile(r"\d(?:\s?\d){3}")
_AUTHORITY: Final = re.compile(
    r"(?i)datatilsyn|tilsynsmyndighet|postboks 458|0105 oslo|22 39 69 00|supervisory"
)
_WHO: Final = re.compile(
    r"(?i)behandlingsansvarl|ansvarl|ansvaret|controller|responsible|org\.?\s?nr|organisasjonsn|"
    r"drives av|organis[ae]tion n"
)
_NOT_NAMES: Final = frozenset(
    "datatilsynet norge noreg norway eu eøs gdpr vi oss du deg google facebook oslo eea usa styret "
    "personvernerklæring personvern privacy the i we you our norwegian european "
    "personopplysningsloven personvernforordningen".split()
)

# What makes a name of the word before it: "Lyngvik kommune".
_KINDS: Final = frozenset(
    "kommune fylkeskommune idrettslag skolekorps skole skule barnehage menighet velforening "
    "borettslag sameie kor korps klubb forening stiftelse museum mållag ungdomslag turlag "
    "as asa sa da ans ba ab ltd".split()
)
# Who works for the controller is another.
_PROCESSOR: Final = re.compile(r"(?i)databehandl|processor|underleverand")
# The interest, right after it is named: "legitimate interest: to prevent theft".
_NAMED_INTEREST: Final = re.compile(
    r"(?i)(?:interess\w*|avvei\w*|avveg\w*|interests?)\s*"
    r"(?:[:(]|[–—-]\s+(?=å|to|vi|me|we|for|nemlig|namely))\s*"
    r"(?!(?:jfr?|art|artikkel|article|gdpr|bokstav|nr|lov|se|cf|see)\b|personvern|\d|§)"
    r"\w+\s+\w+"
)

_COOKIES: Final = re.compile(r"(?i)cookie|informasjonskaps")

# Of these a text has several when it is a statement, and seldom two when it is something else.
_SIGNS: Final = frozenset(
    "privacy_word consent erase access authority processor_word own_data".split()
)


def is_statement(marked: Marked) -> bool:
    """Whether the text is a privacy statement: it says in several ways what is done with data."""
    signs: set[Key] = set()
    about = 0
    for sentence in marked.sentences:
        found = marked.found(sentence)
        here = found.keys & _SIGNS
        signs |= here
        about += bool(here) and (
            found.has("handle", "retain", "share", "entitled") or len(here) > 1
        )
    titled = any(marked.found(one).has("privacy_word") for one in marked.sentences[:6])
    if about >= 2 and titled:
        return True
    if len(marked.sentences) <= 12:  # a notice of a few lines
        kinds = {kind for one in marked.sentences for kind in marked.found(one).keys & _FIELDS}
        return about >= 1 and (len(signs) >= 2 or len(kinds) >= 2)
    return len(signs) >= 4 and about >= 3 and about >= 0.06 * len(marked.sentences)


@dataclass(frozen=True, slots=True)
class Case:
    """What a verdict is made from: the sentences, what the rules found, and the claims."""

    marked: Marked
    said: dict[str, list[tuple[Rule, Sentence]]]
    claimed: list[Claim]

    def claims(self, *kinds: str) -> tuple[Sentence, ...]:
        """The sentences of the claims of these kinds."""
        return tuple(claim.sentence for claim in self.claimed if claim.kind in kinds)


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
            return _verdict(item, value, found)
    return Verdict(item, otherwise)


def _verdict(item: str, value: Value, found: list[tuple[Rule, Sentence]]) -> Verdict:
    sentences = tuple({sentence.number: sentence for _, sentence in found}.values())
    keys = tuple(dict.fromkeys(rule.key for rule, _ in found))
    return Verdict(item, value, sentences[:5], keys, any(rule.sure for rule, _ in found))


def _controller(case: Case) -> Verdict:
    """A name, and any way of contact (article 13(1)(a))."""
    contacts = list(_contacts(case.marked))
    if not contacts:
        return Verdict("CONTROLLER", "M", (), ("no-contact",))
    named = None
    for sentence in case.marked.sentences:
        if _has_name(sentence) and not _is_processor(sentence):
            named = named or sentence
            if _WHO.search(sentence.text):
                named = sentence
                break
    if named is None:
        return Verdict("CONTROLLER", "M", (contacts[0],), ("no-name",))
    return Verdict("CONTROLLER", "P", (named, contacts[0]), ("named-with-contact",))


def _contacts(marked: Marked) -> Iterator[Sentence]:
    for sentence in marked.sentences:
        text = sentence.text
        if not _FOUR.search(text) and "@" not in text:
            continue
        mails = "@" in text and any("datatilsynet" not in mail for mail in _EMAIL.findall(text))
        if not (mails or _PHONE.search(text) or _POST.search(text)) or _is_processor(sentence):
            continue
        if not _AUTHORITY.search(text) or ("@" in text and _EMAIL.search(_AUTHORITY.sub("", text))):
            yield sentence


def _is_processor(sentence: Sentence) -> bool:
    """Of a processor and not of the controller."""
    return bool(_PROCESSOR.search(sentence.text)) and not _WHO.search(sentence.text)


def _has_name(sentence: Sentence) -> bool:
    words = re.findall(r"[^\W\d_][\w’'&.-]*", sentence.text)
    if len(words) > 1 and words[0][:1].isupper() and words[1].lower() in _KINDS:
        return True
    return any(
        word[:1].isupper() and word.lower().strip(".") not in _NOT_NAMES for word in words[1:]
    )


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
        if not found.has("leg_int") and not _LETTER_F.search(sentence.text):
            continue
        invoked.append(sentence)
        reach = 4 if sentence.kind == "heading" else 2
        following = case.marked.sentences[sentence.number + 1 : sentence.number + reach]
        if (
            found.has("interest_stated", "interest_weighed")
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
    for sentence in case.marked.sentences:
        found = case.marked.found(sentence)
        kinds = found.keys & _FIELDS
        if not kinds or sentence.kind == "heading":
            continue
        if "@" in sentence.text and len(sentence.words) < 12:
            continue
        above = sentence.lead or (sentence.under if sentence.kind == "item" else None) or sentence
        together[above.number] |= kinds
        if not together[above.number] & _PERSONAL:
            continue
        named = len({span for name in kinds for span in found.lists.get(str(name))})
        handled = case.marked.led(sentence).has("handle")
        if len(kinds) >= 3 or (named >= 2 and handled) or len(together[above.number]) >= 3:
            listed.append(sentence)
    if listed:
        return Verdict("CATEGORIES", "P", tuple(listed[:3]), ("kinds-listed",))
    return Verdict("CATEGORIES", "M")


def _recipients(case: Case) -> Verdict:
    if named := case.claims("supplier", "recipient"):
        return Verdict("RECIPIENTS", "P", named[:3], ("named",))
    return _by_rules("RECIPIENTS", case, "M")


def _transfer(case: Case) -> Verdict:
    """Said; or a supplier outside the EEA is named and nothing said (article 13(1)(f))."""
    if found := case.said.get("TRANSFER:P"):
        return _verdict("TRANSFER", "P", found)
    named = [c for c in case.claimed if c.kind == "supplier"]
    if outside := tuple(c.sentence for c in named if c.condition == "outside_eea"):
        return Verdict("TRANSFER", "M", outside[:3], ("outside-unsaid",))
    if perhaps := tuple(c.sentence for c in named if c.condition == "perhaps_outside_eea"):
        return Verdict("TRANSFER", "M", perhaps[:3], ("outside-unconfirmed",), sure=False)
    return Verdict("TRANSFER", "N")


def _storage(case: Case) -> Verdict:
    if kept := case.claims("retention"):
        return Verdict("STORAGE", "P", kept[:3], ("period-or-criterion",))
    return _by_rules("STORAGE", case, "M")


def _withdraw(case: Case) -> Verdict:
    """Withdrawal; missing only where consent is a basis (article 13(2)(c))."""
    if found := case.said.get("WITHDRAW:P"):
        return _verdict("WITHDRAW", "P", found)
    if found := [
        one
        for one in case.said.get("BASIS:P", ())
        if one[0].key == "basis-consent" and not _is_to_cookies(case, *one)
    ]:
        return _verdict("WITHDRAW", "M", found)
    return Verdict("WITHDRAW", "N")


def _source(case: Case) -> Verdict:
    """Where it comes from (article 14(2)(f)); missing where others give it, and are not named."""
    told = case.said.get("SOURCE:P", [])
    plain = [one for one in told if one[0].key != "source-by-form"]
    if not plain and (unsaid := case.said.get("SOURCE:M")):
        return _verdict("SOURCE", "M", unsaid)
    return _verdict("SOURCE", "P", plain or told) if told else Verdict("SOURCE", "N")


_OWN: Final[dict[str, Callable[[Case], Verdict]]] = {
    "SOURCE": _source,
    "BASIS": _basis,
    "OBLIGED": _obliged,
    "CONTROLLER": _controller,
    "LEG_INT": _leg_int,
    "CATEGORIES": _categories,
    "RECIPIENTS": _recipients,
    "TRANSFER": _transfer,
    "STORAGE": _storage,
    "WITHDRAW": _withdraw,
}
