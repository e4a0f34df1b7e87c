"""Who the organisation is, as the statement has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tillit.kernel.identifiers import normalise_email, normalise_phone, organisation_number
from tillit.privacy.reader.adopt.about import About
from tillit.privacy.reader.adopt.nearest import nearest
from tillit.privacy.reader.reading import Claim, Reading
from tillit.privacy.reader.structure import Sentence

_PLACE: Final = re.compile(
    r"\b(?:NO?-)?(\d{4})\s+([A-ZÆØÅ][A-Za-zÆØÅæøå-]+(?: [A-ZÆØÅ][A-Za-zÆØÅæøå]+)?)"
)
_NUMBERED: Final = r"\d{1,4}\s?[A-Za-z]?"
_STREET: Final = re.compile(
    rf"((?:[A-ZÆØÅ][\wÆØÅæøå.'’-]*\s+){{1,4}}{_NUMBERED}|Postboks\s+\d+(?:\s+[A-ZÆØÅ]\w+)?)\s*$"
)
# On a line of its own a street may have small letters in it.
_LINE: Final = re.compile(rf"([A-ZÆØÅ][\w.'’-]*(?:\s+[\w.'’-]+){{0,4}}\s+{_NUMBERED})")
_ROLE: Final = re.compile(r"(?i)^(?:v/|c/o|℅|att\.?:?)\s*")
# Whom to ask: “personvernombudet vårt er Nora Vik”, “Nora Vik er personvernombud”.
_OFFICER: Final = (
    r"(?i:personvern(?:ombud|kontakt|rådgiv|rådgjev|ansvarlig|ansvarleg|koordinator)\w*|"
    r"kontaktperson(?:en)? for personvern|data protection officer|privacy officer|\bDPO\b)"
)
_PERSON: Final = (
    r"([A-ZÆØÅ][a-zæøåéöäü]+(?:-[A-ZÆØÅ][a-zæøåéöäü]+)?"
    r"(?: [A-ZÆØÅ](?:\.|[a-zæøåéöäü]+(?:-[A-ZÆØÅ][a-zæøåéöäü]+)?)){1,3})(?![\w-])"
)
_WE: Final = r"(?: (?:vårt|vår|hos oss|our))?"
_NAMED: Final = (
    re.compile(rf"{_OFFICER}{_WE}(?:,|:| is| er| heter| heiter)? {_PERSON}"),
    re.compile(rf"{_PERSON},? (?:er|is) (?:vår |vårt |our |the )?{_OFFICER}"),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the statement says of the organisation, and where; empty when it does not."""

    value: str = ""
    sentence: Sentence | None = None
    sure: bool = True

    def __bool__(self) -> bool:
        return bool(self.value)


NOTHING: Final = Fact()


@dataclass(frozen=True, slots=True)
class Facts:
    """Name, addresses and kind. ``contact``: who answers questions, when named."""

    name: Fact = NOTHING
    organisation_number: Fact = NOTHING
    email: Fact = NOTHING
    phone: Fact = NOTHING
    address: Fact = NOTHING
    postal_code: Fact = NOTHING
    city: Fact = NOTHING
    website: Fact = NOTHING
    contact: Fact = NOTHING
    kind: Fact = NOTHING


def facts(reading: Reading) -> Facts:
    """What the statement says of who the organisation is."""
    address, code, city = _place(reading)
    name = _of(next(reading.of("controller"), None))
    kind = nearest(About(reading), name.value)
    return Facts(
        name=name,
        organisation_number=_checked(reading, "orgnr", organisation_number),
        email=_checked(reading, "email", normalise_email),
        phone=_checked(reading, "phone", normalise_phone),
        address=address,
        postal_code=code,
        city=city,
        contact=_person(reading),
        kind=Fact(kind.kind, kind.sentence, sure=False),
    )


def contacts(reading: Reading, what: str, first: str = "dpo") -> Iterator[Claim]:
    """The claims on one way to reach it: those for privacy first, or the controller's own."""
    parties = ["dpo", "privacy", "adviser", "", "controller"]
    if first == "controller":
        parties = ["controller", "", "privacy", "adviser", "dpo"]
    order = {party: place for place, party in enumerate(parties)}
    found = [claim for claim in reading.of("contact") if claim.what == what]
    yield from sorted(found, key=lambda claim: order.get(claim.party, order[""]))


def _person(reading: Reading) -> Fact:
    """The one who is named as whom to ask; a firm or a place is nobody."""
    for sentence in reading.sentences:
        for pattern in _NAMED:
            match = pattern.search(sentence.text)
            if match and not _FIRM & set(sentence.text[match.end(1) :].split()[:1]):
                return Fact(match[1], sentence)
    return NOTHING


_FIRM: Final = frozenset(("AS", "ASA", "SA", "ANS", "DA", "IKS", "AS,", "AS."))


def _of(claim: Claim | None) -> Fact:
    return Fact(claim.value.strip(), claim.sentence, claim.sure) if claim else NOTHING


def _checked(reading: Reading, what: str, check: object) -> Fact:
    """The first that is well-formed; an organisation number with a wrong check digit is none."""
    for claim in contacts(reading, what, first="controller"):
        try:
            value = check(claim.value)  # type: ignore[operator]
        except ValueError:
            continue
        if value and not is_machine(value):
            return Fact(value, claim.sentence, claim.sure)
    return NOTHING


def is_machine(value: str) -> bool:
    """An address that only takes in a word, such as one for unsubscribing."""
    return "+unsubscribe" in value or value.startswith(
        ("unsubscribe", "avmeld", "noreply", "no-reply")
    )


def _place(reading: Reading) -> tuple[Fact, Fact, Fact]:
    """Street, postal code and town: of the first postal code that is a contact point's."""
    for claim in contacts(reading, "post"):
        sentence = claim.sentence
        match = next((m for m in _PLACE.finditer(sentence.text) if claim.value in ("", m[1])), None)
        if match is None:
            continue
        before = sentence.text[: match.start()].rstrip(" ,;\n")
        above = _before(reading, sentence, before)
        street = _STREET.search(before) or _STREET.search(above) or _LINE.fullmatch(above)
        return (
            Fact(street[1].strip(), sentence, claim.sure) if street else NOTHING,
            Fact(match[1], sentence, claim.sure),
            Fact(_town(match[2]), sentence, claim.sure),
        )
    return NOTHING, NOTHING, NOTHING


def _before(reading: Reading, sentence: Sentence, text: str) -> str:
    """The line above, when the place stands on one of its own."""
    if text or sentence.number == 0:
        return ""
    return _ROLE.sub("", reading.sentences[sentence.number - 1].text)


def _town(text: str) -> str:
    """The town alone: nothing that merely follows, and not in capitals."""
    word = text.partition(" ")[0]
    return word.title() if word.isupper() else word
