"""Names that are not in the catalogue, where only a supplier's can stand: after or before what says
that somebody gets data, in lists and tables of suppliers, and beside names that are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from tillit.privacy.reader.claims import names
from tillit.privacy.reader.claims.clauses import (
    CELL,
    Words,
    cell_numbers,
    columns_of,
    has,
    segments,
    spans,
)
from tillit.privacy.reader.language import is_known, is_norwegian
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import WORD, Sentence

JOIN: Final = frozenset("og eller and or samt & både eller/og og/eller".split())
PURPOSES: Final = tuple(
    f"for_{code}"
    for code in (
        "mail ticketing invoicing chat statistics crm marketing it_platform storage other".split()
    )
)
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
_SIGNS: Final = "–—-:(,"


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
        return (
            len(lower) > 2
            and lower not in self._small
            and not names.is_inflected(word)
            and not _is_compound(lower)
        )

    def opens_as_name(self, word: str) -> bool:
        """Whether the word that a sentence begins with is a name."""
        lower = word.lower()
        if names.is_odd(word):
            return True
        if lower in self._small or names.is_word(word) or names.is_inflected(word):
            return False
        return lower in self._large or not _is_compound(lower)


@lru_cache(maxsize=4096)
def _is_compound(lower: str) -> bool:
    """“medlemsansvarlig”: put together of two words."""
    return any(
        is_norwegian(lower[at:]) and is_known(lower[:at].removesuffix("s") or lower[:at])
        for at in range(3, len(lower) - 3)
    )


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
        yield from _listed(marked, found, words, sentence, known)
        if sentence.kind == "row":
            return
    if found.has("not_supplier", "see_also", "authority", "comes_from"):
        return
    yield from _after(found, words, sentence, known, writing)
    yield from _companies(found, words)
    yield from _before(found, words, writing)
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
    return span[0] > 0 and not first.isupper() and writing.is_name(first)


def _only_prints(found: Found, start: int, end: int) -> bool:
    """Who prints a programme gets no names by that."""
    return has(found, (start, end), "prints") and not found.has("printed_data")


def _companies(found: Found, words: Words) -> Iterator[Span]:
    """Names with a number after them, or with the form of a company, that something goes to."""
    gets = found.has("supplier_before", "supplier_after", "gets_word") and len(words) > 6
    own = found.has(*_OWN_LINE)
    for place in range(1, len(words)):
        text = words.as_written[place]
        if text.lower().startswith(("org", "organisasjonsn")) and "(" in words.gaps[place]:
            span = names.name_until(words, place)
        elif text in _COMPANIES and gets and not own:
            span = names.name_until(words, place + 1)
        else:
            continue
        if span:
            yield span


def _before(found: Found, words: Words, writing: Writing) -> Iterator[Span]:
    """“X drifter nettsiden”, “X, som er databehandler for oss”."""
    for start, end in sorted(found.lists.get("supplier_after", ())):
        span = names.name_until(words, start, loose=True)
        if span is None or _only_prints(found, start, end):
            continue
        first = words.as_written[span[0]]
        if span[1] - span[0] > 1 or (span[0] and _is_fit(words, span, writing)):
            yield span
        elif not span[0] and writing.opens_as_name(first):
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
        if span is None:
            continue
        part = next(one for one in parts if one[0] <= place < one[1])
        if any(True for name in PURPOSES for _ in spans(found, name, part)):
            yield span


def _more(
    words: Words, place: int, known: Mapping[int, int], writing: Writing
) -> Iterator[Span]:
    """“… av A, B og C”."""
    while place < len(words):
        gap = words.gaps[place].strip()
        if gap.endswith("("):  # “A (regnskap), B (nettside)”
            while place < len(words) and ")" not in words.gaps[place]:
                place += 1
            if place == len(words):
                return
            gap = words.gaps[place].strip(" )")
        if words.as_written[place].lower() in JOIN and gap in ("", ","):
            place += 1
        elif gap not in (",", "/"):
            return
        if place in known:
            place = known[place]
            continue
        span = names.name_from(words, place, sure=True, loose=True)
        if span is None or span[0] != place or not _is_fit(words, span, writing):
            return
        yield span
        place = span[1]


def is_about_suppliers(marked: Marked, sentence: Sentence) -> bool:
    """Whether a row or an item stands in a table or a list of suppliers."""
    if sentence.lead is not None and marked.found(sentence.lead).has("about_suppliers"):
        return True
    if sentence.kind == "row" and sentence.lead is not None:
        return False
    return bool(sentence.headings) and marked.found(sentence.headings[-1]).has(
        "about_suppliers", "about_recipients"
    )


def _listed(
    marked: Marked, found: Found, words: Words, sentence: Sentence, known: Mapping[int, int]
) -> Iterator[Span]:
    """The names an item begins with, or those in the cell of the column of suppliers."""
    if sentence.kind == "row":
        within = _cell(marked, words, sentence)
        if within is not None and (not within[0] or not has(found, within, "not_supplier")):
            yield from _in_cell(words, within)
        return
    if 0 in known:
        return
    span = names.name_from(words, 0, sure=False, loose=True)
    if span is not None and span[0] == 0 and span[1] - span[0] <= 4:
        if _opens(found, words, span):
            yield span
            return
    yield from _named_last(found, words, known)


def _opens(found: Found, words: Words, span: Span) -> bool:
    """“X – nettsiden”, “X (regnskap)”; not “Regnskap – …”."""
    after = words.gaps[span[1]] if span[1] < len(words.gaps) else ""
    if not (any(sign in after for sign in _SIGNS) or span[1] == len(words)):
        return False
    first = words.as_written[0]
    if span[1] - span[0] > 1:
        return True
    if names.is_inflected(first) or has(found, span, *PURPOSES):
        return False
    if not names.is_word(first):
        return True
    return ":" not in after and not is_norwegian(first.lower()) and len(first) > 3


def _named_last(found: Found, words: Words, known: Mapping[int, int]) -> Iterator[Span]:
    """“Regnskap: X”, “Nyhetsbrev – X”."""
    for place in range(1, min(6, len(words))):
        if not any(sign in words.gaps[place] for sign in "–—:"):
            continue
        if has(found, (0, place), *PURPOSES) and place not in known:
            if span := names.name_from(words, place, sure=True):
                yield span
        return


def _cell(marked: Marked, words: Words, sentence: Sentence) -> Span | None:
    """Where the row's supplier stands."""
    number = 0
    if sentence.lead is not None:
        lead, head = marked.found(sentence.lead), columns_of(sentence.lead, words)
        columns = _columns(lead.lists.get("supplier_column", ()), head) or [
            one for one in _columns(lead.lists.get("about_suppliers", ()), head)[:1] if one < 2
        ]
        if not columns:
            return None
        number = columns[0]
    places = [at for at, cell in enumerate(cell_numbers(words)) if cell == number]
    return (places[0], places[-1] + 1) if places else None


def _columns(hits: Sequence[Span], head: Sequence[int]) -> list[int]:
    return [head[start] for start, _end in sorted(hits)]


def _in_cell(words: Words, within: Span) -> Iterator[Span]:
    """A cell's names: all of it, or from comma to comma."""
    start, end = within
    begins = [start]
    begins += [at for at in range(start + 1, end) if any(s in words.gaps[at] for s in ",;/")]
    for begin, stop in zip(begins, [*begins[1:], end], strict=True):
        last = begin + 1
        while last < stop and not any(sign in words.gaps[last] for sign in "(–—:."):
            last += 1
        row = [word.lower() for word in words.as_written[begin:last]]
        first = words.as_written[begin]
        if last - begin > 5 or not names.is_capital(first) or "_" in first:
            continue
        if {"egen", "eigen", "own", "egne"} & set(row) or (last == begin + 1 and _is_plain(first)):
            continue
        yield begin, last


def _is_plain(word: str) -> bool:
    """A single word in a cell that names nobody: “Ingen”, “Regnskapsfører”."""
    lower = word.lower()
    if not names.is_word(word):
        return _is_compound(lower) and not names.is_odd(word)
    return lower in names.PLACES or len(lower) < 4 or is_norwegian(lower) or names.is_inflected(word)
