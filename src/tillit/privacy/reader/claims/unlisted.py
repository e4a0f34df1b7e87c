"""Names that are not in the catalogue, where only a supplier's can stand: after or before what says
that somebody gets data, and beside names that are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from tillit.privacy.reader.claims import names
from tillit.privacy.reader.claims.clauses import CELL, Words, has, segments, spans
from tillit.privacy.reader.claims.listed import PURPOSES, is_compound, listed_names
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import WORD, Sentence

JOIN: Final = frozenset("og eller and or samt & både eller/og og/eller".split())
# Sentences in which a company's full name is the controller's own.
_OWN_LINE: Final = ("controller_word", "owns", "number_word", "others_contact")
_RUNS: Final = frozenset(
    "drives drivast driven eies eigd arrangeres utgis vedtas fastsettes run owned operated".split()
)
_COMPANIES: Final = frozenset("AS ASA ANS IKS AB ApS Ltd Limited Inc GmbH LLC".split())
# By what something is done, where what it is done for is said as well: “teller besøk med X”.
_THROUGH: Final = frozenset("via gjennom med hos hjå through with using by".split())
# And before it: what is with somebody without being given to them.
_COMPANY_OF: Final = frozenset(
    "kontakt møte dialog avtaler sammen saman medlem ansatt tilsett samarbeid konkurrerer".split()
)
# What a word ends in that says who somebody is, or what something is: “Medlemsansvarlig”.
_ROLES: Final = tuple(
    """leder leiar fører førar ansvarlig ansvarleg koordinator sjef rådgiver rådgjevar utvalg utval
    gruppe gruppa komite komité medlem medlemmer ombud ombod sekretær kasserer kasserar styre
    styret system systemet register liste lista leverandør behandler behandlar redaktør trener
    dommer verge lærer lærar ansatt ansatte tilsett tilsette forening avdeling kontor kontoret
    skjema nett side data opplysning mottaker mottakar skole skule lag laget partner bank""".split()
)
_ABBREVIATIONS: Final = frozenset(
    """sms mms pdf url http https html cv id gps sql api vpn ssl tls rss csv xml json tv qr ehf iban
    kid mva usa eu eøs eea gdpr nav dpo scc dpf dpa crm erp cms faq app ict ikt voip aes pci ip nb
    sso mfa ai ki""".split()
)


# So many sentences open a statement.
_OPENING: Final = 4


class Writing:
    """How a text writes its words: a name never stands there in small letters."""

    def __init__(self, marked: Marked) -> None:
        self._sentences = marked.sentences

    @cached_property
    def _small(self) -> frozenset[str]:
        return frozenset(
            word
            for sentence in self._sentences
            for word in WORD.findall(sentence.text)
            if word[:1].islower()
        )

    @cached_property
    def _large(self) -> frozenset[str]:
        """Words written with a capital within a sentence."""
        return frozenset(
            word.lower()
            for sentence in self._sentences
            if sentence.kind != "heading"
            for word in WORD.findall(sentence.text)[1:]
            if word[:1].isupper()
        )

    def is_name(self, word: str) -> bool:
        """Whether a word of the dictionary is only ever written as a name."""
        lower = word.lower()
        return len(lower) > 2 and lower not in self._small and not names.is_inflected(word)

    def opens_as_name(self, word: str) -> bool:
        """Whether the word that a sentence begins with is a name."""
        lower = word.lower()
        if names.is_odd(word):
            return True
        if lower in self._small or names.is_word(word) or names.is_inflected(word):
            return False
        return lower in self._large or not (lower.endswith(_ROLES) or is_compound(lower))


def unlisted(
    marked: Marked,
    sentence: Sentence,
    words: Words,
    known: Mapping[int, int],
    *,
    listed: bool,
    writing: Writing,
) -> Iterator[Span]:
    """The names in a sentence. ``known``: where those of the catalogue begin and end."""
    found = marked.found(sentence)
    if listed:
        yield from listed_names(marked, found, words, sentence, known)
        if sentence.kind == "row":
            return
    if found.has("not_supplier", "see_also", "authority", "comes_from"):
        return
    yield from _after(found, words, sentence, known, writing)
    yield from _companies(found, words)
    yield from _before(found, words, sentence, writing)
    if found.has(*PURPOSES):
        yield from _through(found, words)
        if found.has("supplier_before", "supplier_after", "about_suppliers"):
            for end in known.values():
                yield from _more(words, end, known, writing)


def _after(
    found: Found, words: Words, sentence: Sentence, known: Mapping[int, int], writing: Writing
) -> Iterator[Span]:
    """“leveres av X og Y”, “våre databehandlere (X, Y)”."""
    for start, end in sorted(found.lists.get("supplier_before", ())):
        if end >= len(words) or (found.words[start] in _RUNS and sentence.number < 12):
            continue
        gap = words.gaps[end].strip()
        if gap in (".", ";", "!", "?", CELL):
            continue
        if end in known:
            yield from _more(words, known[end], known, writing)
            continue
        span = names.name_from(words, end, sure=gap in ("", ":", "("), loose=True)
        if span and _is_fit(words, span, writing) and not _only_prints(found, start, end):
            yield span
            yield from _more(words, span[1], known, writing)


def _is_fit(words: Words, span: Span, writing: Writing) -> bool:
    """A single word of the dictionary is a name where the text has it as one."""
    first = words.as_written[span[0]]
    if span[1] - span[0] > 1 or not names.is_word(first):
        return True
    if first.isupper() and first.lower() in _ABBREVIATIONS:
        return False
    return span[0] > 0 and writing.is_name(first)


def _only_prints(found: Found, start: int, end: int) -> bool:
    """Who prints a programme gets no names by that."""
    return has(found, (start - 5, end), "prints") and not found.has("printed_data")


def _companies(found: Found, words: Words) -> Iterator[Span]:
    """Names with a number after them, or with the form of a company, that something goes to."""
    gets = found.has("supplier_before", "supplier_after", "gets_word") and len(words) > 6
    own = found.has(*_OWN_LINE)
    for place in range(1, len(words)):
        text = words.as_written[place]
        if text.lower().startswith(("org", "organisasjonsn")) and "(" in words.gaps[place]:
            if found.has("controller_word") or _acts_itself(words, place):
                continue
            span = names.name_until(words, place)
        elif text in _COMPANIES and not own and (gets or _is_it(found, words, place)):
            span = names.name_until(words, place + 1)
        else:
            continue
        if span:
            yield span


# What the one whose statement it is does with data.
_ACTS: Final = frozenset(
    "samler samlar behandler handsamar bruker brukar heretter collects processes uses eier".split()
)


def _acts_itself(words: Words, place: int) -> bool:
    """“X (org.nr. …) samler inn …”."""
    for at in range(place + 1, min(place + 8, len(words) - 1)):
        if ")" in words.gaps[at]:
            return words.as_written[at].lower() in _ACTS
    return False


def _is_it(found: Found, words: Words, place: int) -> bool:
    """“den som tar sikkerhetskopi, er X AS”."""
    before = {word.lower() for word in words.as_written[max(0, place - 4) : place]}
    return bool(before & {"er", "is"}) and found.has(*PURPOSES)


def _before(found: Found, words: Words, sentence: Sentence, writing: Writing) -> Iterator[Span]:
    """“X drifter nettsiden”, “X, som er databehandler for oss”; who opens the statement as its
    subject is the one whose it is."""
    for start, end in sorted(found.lists.get("supplier_after", ())):
        span = names.name_until(words, start, loose=True)
        if span is None or _only_prints(found, start, end):
            continue
        if not span[0] and sentence.number < _OPENING:
            continue
        is_row = span[1] - span[0] > 1
        opens = not span[0] and writing.opens_as_name(words.as_written[0])
        if is_row or opens or (span[0] and _is_fit(words, span, writing)):
            yield span


def _through(found: Found, words: Words) -> Iterator[Span]:
    """“… besøk med X”, “betaler hos X”, where what it is for is said."""
    if _THROUGH.isdisjoint(found.words):
        return
    parts = segments(words)
    for place in range(1, len(words)):
        if found.words[place - 1] not in _THROUGH or words.gaps[place] != " ":
            continue
        if place > 1 and found.words[place - 2] in _COMPANY_OF:
            continue
        span = names.name_from(words, place, sure=False)
        if span is None or _only_prints(found, place, place):
            continue
        part = next(one for one in parts if one[0] <= place < one[1])
        if any(True for name in PURPOSES for _ in spans(found, name, part)):
            yield span


def _more(words: Words, place: int, known: Mapping[int, int], writing: Writing) -> Iterator[Span]:
    """“… av A, B og C”."""
    while place < len(words):
        gap = words.gaps[place].strip()
        if not gap and words.as_written[place].lower() in names.FORMS:
            place += 1
            continue
        if gap.endswith("("):  # “A (regnskap), B (nettside)”
            while place < len(words) and ")" not in words.gaps[place]:
                place += 1
            if place == len(words):
                return
            gap = words.gaps[place].strip(" )")
        joined = words.as_written[place].lower() in JOIN and gap in ("", ",")
        if joined:
            place += 1
        elif gap not in (",", "/"):
            return
        if place in known:
            place = known[place]
            continue
        span = names.name_from(words, place, sure=True, loose=True)
        if span is None or span[0] != place or not _is_fit(words, span, writing):
            return
        if not joined and not _goes_on(words, span[1]):
            return
        yield span
        place = span[1]


def _goes_on(words: Words, end: int) -> bool:
    """Whether a name between commas is one of several, and not what was said of the one before."""
    return (
        end == len(words) or bool(words.gaps[end].strip()) or words.as_written[end].lower() in JOIN
    )
