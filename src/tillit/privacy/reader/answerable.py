"""Who answers for the statement: a name, and a way of contact (article 13(1)(a))."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.reading import Claim, Verdict
from tillit.privacy.reader.structure import Line, Sentence, sentences

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
    r"(?i)behandlingsansvarl|ansvarl|ansvaret|controller|responsible|drives av"
)
# What a footer calls its owner by: a number, a sign, an address.
_ORGANISATION: Final = re.compile(
    r"(?i)\borg\.?\s?(?:nr|no)|organis|©|copyright|@|\b\d{4}\s+[A-ZÆØÅ]"
)
# Names in a statement that are never the controller's.
_OTHERS: Final = re.compile(
    r"Datatilsyn\w*|(?:The )?(?:Norwegian )?Data Protection (?:Authority|Agency|Officer|Regulation)"
    r"|Data Inspectorate|Supervisory Authority|(?:EU )?General Data Protection Regulation"
    r"|(?:Norwegian )?Personal Data Act|(?:Privacy|Cookie) (?:Policy|Notice|Statement|Regulation)"
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


def controller(
    marked: Marked, suppliers: Set[str] = frozenset(), claim: Claim | None = None
) -> Verdict:
    """Present when somebody is named and can be reached: not the authority, nor a supplier.

    ``claim``: who the statement says it is, if that was found. Sure where a sentence says so.
    """
    contacts = list(_contacts_in(marked.sentences))
    responsible, named = _named(marked.sentences, suppliers)
    if not contacts:
        return Verdict("CONTROLLER", "M", responsible, ("no-contact",))
    if named is None:
        return Verdict("CONTROLLER", "M", (contacts[0],), ("no-name",))
    who = named
    sure = any(marked.found(one).has("controller_word") for one in responsible)
    if claim is not None:
        who = claim.sentence
        sure = claim.sure or marked.found(who).has("controller_word")
    return Verdict("CONTROLLER", "P", (who, contacts[0]), ("named-with-contact",), sure)


_FOOTER: Final = {"nb": "Bunnteksten", "nn": "Botnteksten", "en": "The footer"}


def in_footer(
    marked: Marked, lines: Sequence[Line], suppliers: Set[str], language: str
) -> Verdict | None:
    """Who answers, where only the page's own footer says it, or how they are reached; unsure.

    A footer may be that of somebody else than whoever answers for the statement.
    """
    own = sentences([Line("heading", _FOOTER[language], 2), *lines], language)
    for one in own:
        one.number += len(marked.sentences)
    footer = [one for one in own if one.kind != "heading"]
    contact = next(_contacts_in(footer), None)
    if contact is None:
        return None
    responsible, _named_first = _named(marked.sentences, suppliers)
    named = next((one for one in footer if _ORGANISATION.search(one.text)), None)
    who = responsible or ((named,) if named else ())
    if not who or not _has_name(_without(who[0].text, suppliers)):
        return None
    return Verdict("CONTROLLER", "P", (*who, contact), ("in-footer",), sure=False)


def _named(
    every: Sequence[Sentence], suppliers: Set[str]
) -> tuple[tuple[Sentence, ...], Sentence | None]:
    """The sentence that names who is said to be responsible, if any; and it, or the first name.

    A question names nobody, nor does a heading after the title.
    """
    first: Sentence | None = None
    for sentence in every:
        if _has_name(_without(sentence.text, suppliers)) and not _is_processor(sentence):
            is_text = sentence.kind != "heading" and not sentence.asks
            if is_text or sentence.number < _TITLES:
                first = first or sentence
            if is_text and _WHO.search(sentence.text):
                return (sentence,), sentence
    return (), first


# So many sentences in may a title stand.
_TITLES: Final = 3


def _contacts_in(every: Sequence[Sentence]) -> Iterator[Sentence]:
    for sentence in every:
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


def _without(text: str, suppliers: Set[str]) -> str:
    """A sentence without the names of others than the controller."""
    for name in suppliers:
        if name in text:
            text = text.replace(name, "")
    return _OTHERS.sub("", text)


def _has_name(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w’'&.-]*", text)
    if len(words) > 1 and words[0][:1].isupper() and words[1].lower() in _KINDS:
        return True
    return any(
        word[:1].isupper() and word.lower().strip(".") not in _NOT_NAMES for word in words[1:]
    )
