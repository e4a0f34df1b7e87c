"""Names that are not in the catalogue, where only a supplier's can stand: after or before what says
that somebody gets data, and beside names that are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tillit.privacy.reader.claims import names
from tillit.privacy.reader.claims.clauses import CELL
from tillit.privacy.reader.claims.listed import PURPOSES, listed_names
from tillit.privacy.reader.claims.related import (
    JOIN,
    described_names,
    joined_before,
    only_prints,
    related_names,
)
from tillit.privacy.reader.claims.writing import Writing, is_fit
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Sentence, Words

# Sentences in which a company's full name is the controller's own.
_OWN_LINE: Final = ("controller_word", "owns", "number_word", "others_contact")
_RUNS: Final = frozenset(
    "drives drivast driven eies eigd arrangeres utgis vedtas fastsettes run owned operated".split()
)
_COMPANIES: Final = frozenset("AS ASA ANS IKS AB ApS Ltd Limited Inc GmbH LLC".split())
# So many sentences open a statement.
_OPENING: Final = 4


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
        yield from listed_names(marked, words, sentence, known, writing.is_listed_name)
        if sentence.kind == "row":
            return
    if found.has("not_supplier", "see_also", "authority", "comes_from", "reader_shares"):
        return
    yield from _after(found, words, sentence, known, writing)
    yield from _companies(found, words)
    yield from _before(found, words, sentence, writing)
    yield from related_names(found, words, writing)
    if found.has(*PURPOSES):
        yield from described_names(found, words, writing, known)
        if found.has("supplier_before", "supplier_after", "about_suppliers"):
            for end in known.values():
                yield from _more(words, end, known, writing)


def _after(
    found: Found, words: Words, sentence: Sentence, known: Mapping[int, int], writing: Writing
) -> Iterator[Span]:
    """“leveres av X og Y”, “våre databehandlere (X, Y)”."""
    for start, end in sorted(found.lists.get("supplier_before", ())):
        if end >= len(words) or (
            found.words[start] in _RUNS and _is_the_controllers(sentence, found)
        ):
            continue
        gap = words.gaps[end].strip()
        if gap in (".", "!", "?", CELL) or (gap == ";" and not _lists(words, end)):
            continue
        if end in known:
            yield from _more(words, known[end], known, writing)
            continue
        span = names.name_from(words, end, sure=gap in ("", ":", "("), loose=True)
        if (
            span
            and is_fit(words, span, writing, listed=_is_with(found, end))
            and not only_prints(found, start, end)
        ):
            yield span
            yield from _more(words, span[1], known, writing)


def _lists(words: Words, start: int) -> bool:
    """“våre databehandlere; X, Y og Z”."""
    return names.is_capital(words.as_written[start]) and any(
        "," in words.gaps[at] for at in range(start + 1, min(start + 5, len(words)))
    )


def _is_with(found: Found, end: int) -> bool:
    """“lagres hos Regnskapshuset”: with whom something is can be no common noun with a capital."""
    return found.words[end - 1] in ("hos", "hjå")


def _is_the_controllers(sentence: Sentence, found: Found) -> bool:
    """“Portalen drives av X, Storgata 4, 1234 Moen”: who runs it all, and not for somebody."""
    is_opening = sentence.number < 12 and not found.has("server_word")
    return is_opening or any(word.isdecimal() and len(word) == 4 for word in sentence.words)


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
        if span is None or only_prints(found, start, end):
            continue
        if not span[0] and sentence.number < _OPENING:
            continue
        yield from joined_before(words, span[0])
        is_row = span[1] - span[0] > 1
        opens = not span[0] and writing.opens_as_name(words.as_written[0], does=found.words[start])
        if is_row or opens or (span[0] and is_fit(words, span, writing)):
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
        if span is None or span[0] != place or not is_fit(words, span, writing):
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
