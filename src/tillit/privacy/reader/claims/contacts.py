"""How the controller, its privacy contact and its officer are reached: e-mail, telephone, post,
organisation number.

The authority's, a supplier's and the press office's are left out. A number that cannot be is a
claim with
``condition="invalid"`` and ``sure=False``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import phonenumbers

from tillit.kernel.identifiers import organisation_number
from tillit.privacy.reader.claims import catalogue
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence

_EMAIL: Final = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(a\)|\(alfakrøll\)| at (?=[\w-]+\.(?:no|com|"
    r"org)\b))\s?[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_AT: Final = re.compile(r"\s?(?:@|\(at\)|\[at\]|\(a\)|\(alfakrøll\)| at )\s?", re.IGNORECASE)
_SPELLED_AT: Final = re.compile(
    r"\(at\)|\[at\]|\(a\)|\(alfakrøll\)| at (?=[\w-]+\.(?:no|com|org)\b)"
)
# What says that an address with “at” in it is one.
_MAIL_WORD: Final = re.compile(
    r"(?:(?:e-?post|e-?mail|mail)\w*:?\s*(?:\S+\s){0,2}|(?:\bto|\btil|\bpå|:)\s)$", re.IGNORECASE
)
_NINE: Final = re.compile(r"(?<![\d+])(\d{3}[ \u00a0.]?\d{3}[ \u00a0.]?\d{3})(?!\d)(?!\s?[,.]\d)")
_ORG: Final = re.compile(
    r"org(?:anisasjons)?[.\s-]*(?:n(?:umme)?r|no\b|number)|orgnr|orgno|foretaksn|registration n|"
    r"enterprise n|company n|\breg\.? ?n|"
    r"org\.?\s?:|\bNO\s?$|registrert i (?:enhets|foretaks)|virksomhetsn|organisation n|"
    r"organization n",
    re.IGNORECASE,
)
_MVA: Final = re.compile(r"\s?(?:MVA|VAT)\b")
# Eight digits in the groups people write, with or without the country's.
_PHONE: Final = re.compile(
    r"(?<![\w.+/-])(?:(?:\(?\+|"
    r"00)47\)?[ \u00a0]?)?(\d{2}[ \u00a0.]?\d{2}[ \u00a0.]?\d{2}[ \u00a0.]?\d{2}|"
    r"\d{3}[ \u00a0.]?\d{2}[ \u00a0.]?\d{3}|"
    r"\d{8}|\d{4}[ \u00a0]\d{4}|\d{5}(?=\D))(?![\d/]|[ \u00a0]\d{3}\b)"
)
_PHONE_WORD: Final = re.compile(
    r"\b(?:tlf|telefon\w*|mobil\w*|ring\w*|sentralbord\w*|phone|tel|call|kundeservice|"
    r"giverservice|sms|t:|m:|vakttelefon\w*|"
    r"\w*telefon|\w*service|nås på|når oss|ringje|kontakt\w*|number)\b",
    re.IGNORECASE,
)
# What a sentence with a contact point in it has at the least.
_MAY: Final = re.compile(r"\d(?:\d{3}|[ .\u00a0]\d\d)")
_ACCOUNT: Final = re.compile(
    r"\d{4}[ .]\d{2}[ .]\d{5}|kontonummer|gavekonto|bankkonto", re.IGNORECASE
)
_DATE: Final = re.compile(
    r"(?:19|20)\d{2}(?:19|20)\d{2}|(?:0[1-9]|[12]\d|3[01])(?:0\d|1[0-2])(?:19|20)\d\d"
)
_POST: Final = re.compile(r"(?:\bNO?-)?\b(\d{4})[ \u00a0]+(?=[A-ZÆØÅ])")
_STREET: Final = re.compile(
    r"(?:ve(?:i|g)(?:en)?|gate?n?|gata|gt\.?|plass(?:en)?|all[eé](?:en)?|torg(?:et|a)?|"
    r"brygge?n?a?|stredet|svingen|bakken|"
    r"kai(?:en|a)?|tunet|løkka|lia|haugen|allmenning\w*|terrasse|stien|tråkket|ringen|bredden|"
    r"marka|hagen|moen|jordet|åsen|"
    r"moaveien|street|road)\s+\d+\s?[A-Za-z]?\b|postboks|pb\.?\s\d|boks\s\d|p\.?o\.? ?box",
    re.IGNORECASE,
)
_MONTH: Final = re.compile(
    r"\d{4}\s+(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|"
    r"desember)",
    re.IGNORECASE,
)


_THEIR_NUMBER: Final = re.compile(r"(?: [A-Z]{2,3})?[ ,(]{1,3}org", re.IGNORECASE)
# Whoever has a mailbox there has it for himself.
_MAILBOXES: Final = frozenset("gmail outlook hotmail icloud proton live yahoo online".split())
# What parts a site's name, number and address from each other in its foot, and where that begins.
_SEPARATOR: Final = re.compile(r"\s[|·•]\s")
_FOOT: Final = 2
# No statement has more.
_MOST: Final = 300


def of(marked: Marked, suppliers: Sequence[Claim] = (), own: Iterable[str] = ()) -> Iterator[Claim]:
    """The contact points, each once."""
    seen: set[tuple[str, str]] = set()
    mine = {name.casefold() for name in own}
    of_others = {
        claim.sentence.number
        for claim in suppliers
        if claim.party.casefold() not in mine and _has_number(claim)
    }
    theirs = {claim.value.casefold() for claim in suppliers}
    last = len(marked.sentences) - _FOOT
    for sentence in marked.sentences:
        text = sentence.text
        if seen and sentence.number >= last and len(_SEPARATOR.findall(text)) > 1:
            continue
        if not _has_at(text) and not _MAY.search(text):
            continue
        if "©" in text or "copyright" in text.lower():
            continue
        for claim in _in(marked, sentence, is_others=sentence.number in of_others):
            if claim.what == "email" and _is_theirs(claim.value, sentence, theirs, mine):
                continue
            key = (claim.what, claim.value)
            if key not in seen and len(seen) < _MOST:
                seen.add(key)
                yield claim


def _has_at(text: str) -> bool:
    """An at sign, or one in letters."""
    return "@" in text or (
        ("at" in text.lower() or "(a" in text.lower()) and bool(_SPELLED_AT.search(text.lower()))
    )


def _has_number(claim: Claim) -> bool:
    """“X AS, org.nr. …”: whether what is a supplier's number follows its name."""
    start = claim.sentence.text.casefold().find(claim.party.casefold())
    return start >= 0 and bool(_THEIR_NUMBER.match(claim.sentence.text, start + len(claim.party)))


def _is_theirs(email: str, sentence: Sentence, suppliers: set[str], own: set[str]) -> bool:
    """Whether an address is a supplier's: of one that is named, here or elsewhere."""
    name = email.rpartition("@")[2].rpartition(".")[0]
    if name in _MAILBOXES or name in own:
        return False
    return name in suppliers or (name in sentence.words and catalogue.named(name) is not None)


def _in(marked: Marked, sentence: Sentence, *, is_others: bool) -> Iterator[Claim]:
    found = marked.found(sentence)
    authority = [start for start, _end in found.lists.get("others_contact", ())]
    under = sentence.under
    if (
        under is not None
        and marked.found(under).has("others_contact")
        and not marked.found(under).has("officer")
    ):
        authority = authority or [0]
    party = _party(marked, sentence)
    text = sentence.text
    cut = _where(sentence, authority)
    lead = _opening(marked, sentence)
    for what, value, start, valid in _found(lead + text):
        start -= len(lead)
        if start < 0:
            continue
        if cut is not None and start >= cut and not _comes_back(text, cut, start):
            continue
        if what == "email" and _is_foreign(value):
            continue
        if what in ("orgnr", "phone") and is_others:
            continue
        yield Claim(
            "contact",
            sentence,
            what=what,
            value=value,
            party=party,
            condition="" if valid else "invalid",
            sure=valid,
        )
    if cut is None:
        yield from _posts(marked, sentence, party)


def _opening(marked: Marked, sentence: Sentence) -> str:
    """What the line before says of a number that a line begins with: “Mobil”, “Org.nr.”."""
    if sentence.number and sentence.text[:1].isdigit():
        before = marked.sentences[sentence.number - 1].text
        if len(before) < 40:
            return f"{before} "
    return ""


def _where(sentence: Sentence, words: list[int]) -> int | None:
    """From which letter on the sentence is about the authority."""
    if not words:
        return None
    word = sentence.words[min(words)]
    at = sentence.text.lower().find(word)
    return max(0, at - 60) if at < 60 else at


def _comes_back(text: str, cut: int, start: int) -> bool:
    """“… Datatilsynet. Vi nås på …”: in a row of cells or sentences the talk may have come back
    to us."""
    return bool(re.search(r"[.;|]\s.*\b(?:oss|vår|vi|us|our)\b", text[cut:start]))


def _is_foreign(email: str) -> bool:
    domain = email.rpartition("@")[2]
    return domain.startswith(("datatilsynet", "forbrukertilsynet")) or email.startswith(
        ("presse@", "press@")
    )


def _party(marked: Marked, sentence: Sentence) -> str:
    found = marked.found(sentence)
    under = sentence.under
    if found.has("officer") or (under is not None and marked.found(under).has("officer")):
        return "dpo"
    if found.has("privacy_contact"):
        return "privacy"
    return "controller"


def _found(text: str) -> Iterator[tuple[str, str, int, bool]]:
    """E-mail addresses, organisation numbers and telephones: what, value, where, and whether it
    can be."""
    if _has_at(text):
        for match in _EMAIL.finditer(text):
            value = _AT.sub("@", match[0]).lower().strip(".")
            if " at " in match[0] and not _MAIL_WORD.search(text[: match.start()]):
                continue  # “contact us at klubben.no”
            if "@" in value and "." in value.partition("@")[2]:
                yield "email", value, match.start(), True
    taken: list[tuple[int, int]] = []
    for match in _NINE.finditer(text):
        before = text[max(0, match.start() - 60) : match.start()]
        digits = re.sub(r"\D", "", match[1])
        valid = _is_organisation(digits)
        is_said = _ORG.search(before) or _MVA.match(text[match.end() : match.end() + 5])
        if not is_said and not (valid and before.endswith("(") and text[match.end()] == ")"):
            continue
        taken.append(match.span())
        yield "orgnr", digits, match.start(), valid
    if sum(map(str.isdigit, text)) >= 5:
        yield from _phones(text, taken)


def _is_organisation(digits: str) -> bool:
    try:
        organisation_number(digits)
    except ValueError:
        return False
    return True


def _phones(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[str, str, int, bool]]:
    for match in _PHONE.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        before = text[max(0, match.start() - 45) : match.start()]
        has_code = "47" in match[0][: len(match[0]) - len(match[1])]
        grouped = bool(re.search(r"\D", match[1]))
        if _ACCOUNT.search(text[max(0, match.start() - 20) : match.end() + 8]):
            continue
        is_said = has_code or bool(_PHONE_WORD.search(before))
        if not is_said and (not grouped or len(match[1]) < 10 or "@" not in text):
            continue
        digits = re.sub(r"\D", "", match[1])
        if (
            len(digits) == 5
            and not has_code
            and not re.search(r"(?i)(?:tlf|telefon|ring)\W*$", before)
        ):
            continue
        if not _PHONE_WORD.search(before) and _DATE.fullmatch(digits):
            continue
        yield "phone", digits, match.start(), _is_phone(digits)


def _is_phone(digits: str) -> bool:
    try:
        number = phonenumbers.parse(digits, "NO")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)


def _posts(marked: Marked, sentence: Sentence, party: str) -> Iterator[Claim]:
    """The postal code of an address: a street or a box in the sentence, or in the line before
    it."""
    for match in _POST.finditer(sentence.text):
        if _MONTH.match(sentence.text[match.start() :]) or _is_law(sentence.text, match.start()):
            continue
        before = sentence.text[: match.start()]
        if re.search(r"(?i)(?:boks|\bpb\.?|box)\s*$", before):
            continue
        alone = match.start() <= 4 and len(sentence.words) <= 4
        if not (_STREET.search(before) or before.rstrip().endswith(",") or alone):
            continue
        if alone and not _line_before(marked, sentence):
            continue
        if before.rstrip().endswith(",") and not (
            _STREET.search(before) or re.search(r"\d+\s?[A-Z]?\s*,\s*(?:N-|NO-)?$", before)
        ):
            continue
        yield Claim("contact", sentence, what="post", value=match[1], party=party)


def _is_law(text: str, at: int) -> bool:
    return bool(
        re.search(
            r"(?:juni|april|mai|mars|juli|juni|nr\.?|januar|lov av|ver\.?|kr\.?|©)\s*$",
            text[:at],
            re.IGNORECASE,
        )
    )


def _line_before(marked: Marked, sentence: Sentence) -> bool:
    """The line before is an address's: a street or a box."""
    for number in range(sentence.number - 1, max(-1, sentence.number - 4), -1):
        one = marked.sentences[number]
        if marked.found(one).has("others_contact"):
            return False
        if one.number + 1 == sentence.number and _STREET.search(f"{one.text} {sentence.text}"):
            return True
        if _STREET.search(one.text) or re.search(r"\s\d+\s?[A-Z]?$", one.text):
            return True
    return False
