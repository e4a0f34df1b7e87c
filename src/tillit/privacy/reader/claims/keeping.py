"""A sentence and its place: whether it is about how long something is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tillit.privacy.reader.claims import clocks, data
from tillit.privacy.reader.claims.clauses import above, cell_numbers, clause, columns_of, has
from tillit.privacy.reader.claims.columns import cell, is_listed
from tillit.privacy.reader.claims.periods import in_sentence
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Sentence, Words

# How far the words of a condition reach.
REACH: Final = 12
STORING: Final = ("deleted", "kept")


STRONG_CLOCKS: Final = frozenset(("withdrawn", "relation_ended", "event_cancelled", "expired"))


_COOKIE: Final = re.compile(
    r"_|^(?:phpsessid|jsessionid|nid|ide|fr|sid|1p_jar|consent|uuid|csrf\w*)$|cookie|kapsel",
    re.IGNORECASE,
)
# “YSC”, “HSID”, where the table is one of cookies; elsewhere it is “CCTV”.
_IN_CAPITALS: Final = re.compile(r"^[A-Z]{3,}\d*$")
_OF_NAMES: Final = re.compile(r"\b(?:navn|namn|name|leverandør|provider|tilbyder)\b", re.IGNORECASE)


@dataclass(slots=True)
class Place:
    """A sentence with what of it may be about keeping: ``within`` of a table's row is its
    column."""

    marked: Marked
    sentence: Sentence
    found: Found
    words: Words
    is_about_keeping: bool
    told: Mapping[int, str]
    column: Span | None = None
    cookies: bool = False

    @property
    def is_headed(self) -> bool:
        """Whether the nearest heading names a kind of data."""
        under = self.sentence.headings[1:] or self.sentence.headings
        return bool(under) and bool(data.headed(self.marked, under[-1]))


@dataclass(slots=True)
class Row:
    """A period and its clock, before the data is known."""

    at: Span
    iso: str
    clock: str
    clock_at: Span | None = None
    sure: bool = True


# These begin a condition only after a period.
_OF: Final = frozenset("of på gjennom uten utan utover without beyond past".split())


def asides(place: Place) -> Iterator[Span]:
    """Words that tell a condition or an exception, and not what is kept: “etter at kurset er
    holdt”, “med unntak av bilag”."""
    found, size = place.found, len(place.found.words)
    for name in ("counted_from", "when", "while"):
        for span in found.lists.get(name, ()):
            if found.words[span[0]] in _OF:
                continue
            hit = clocks.clock_in(found, (span[1], min(size, span[1] + 6)))
            if hit and hit[0] == "row_created" and found.words[span[0]] in ("til", "to"):
                continue  # “opplysninger knyttet til fakturaer”
            if hit and hit[1][0] <= span[1] + 4 and not has(found, (span[1], hit[1][0]), *STORING):
                end = clause(place.words, hit[1][1] - 1, (0, size))[1]
                yield span[0], max(hit[1][1], min(end, hit[1][1] + 2))
    for span in found.lists.get("except", ()):
        yield span[0], size


def is_about_keeping(marked: Marked, sentence: Sentence) -> bool:
    """Whether the lead, or the nearest heading, says that this is about how long."""
    if sentence.lead is not None:
        led = marked.found(sentence.lead)
        if led.has("about_keeping", *STORING) and "|" not in sentence.lead.text:
            return True
    under = sentence.under
    if under is not None and marked.found(under).has("about_keeping"):
        return True
    if _opens_with_keeping(marked.found(sentence), sentence):
        return True
    # “Lagringstid”, and under it “Medlemmer”: “ett år etter utmelding”.
    if (
        len(sentence.headings) > 2
        and marked.found(sentence.headings[-2]).has("about_keeping")
        and data.headed(marked, sentence.headings[-1])
    ):
        return True
    return sentence.kind == "item" and _beside_keeping(marked, sentence)


def _opens_with_keeping(found: Found, sentence: Sentence) -> bool:
    """“Hvor lenge: ett år etter leieforholdet.”"""
    if not any(start == 0 for start, _end in found.lists.get("about_keeping", ())):
        return False
    return 0 < sentence.text.find(":") < 40


def _beside_keeping(marked: Marked, sentence: Sentence) -> bool:
    """An item beside one that says how long."""
    for number in (sentence.number - 1, sentence.number + 1, sentence.number - 2):
        if 0 <= number < len(marked.sentences):
            one = marked.sentences[number]
            is_beside = one.kind == "item" and one.under is sentence.under
            if is_beside and in_sentence(one) and marked.found(one).has(*STORING):
                return True
    return False


def fit_row(marked: Marked, place: Place) -> bool:
    """A table's row: which column says how long. False when the table is about something else."""
    sentence, lead = place.sentence, place.sentence.lead
    if lead is None or "|" not in lead.text:
        return True
    head, numbers = marked.found(lead), columns_of(lead, place.words)
    names = ("about_keeping", "deadline_column") if place.is_about_keeping else ("about_keeping",)
    columns = {numbers[start] for name in names for start, _end in head.lists.get(name, ())}
    if is_listed(sentence) and (keeping := cell(sentence, "keeping")):
        columns = {cell_numbers(place.words)[keeping[0]]}
    # “Når det slettes” over a column says it too.
    columns = columns or {numbers[start] for start, _end in head.lists.get("deleted", ())}
    mine = cell_numbers(place.words)
    within = [at for at, number in enumerate(mine) if number in columns]
    if within:
        place.column = (within[0], within[-1] + 1)
        place.is_about_keeping = True
    elif mine[-1:] > [0] and has(place.found, (0, mine.count(0)), "about_keeping"):
        # “Lagringstid | ett år etter utmelding”: what is asked for stands first in the row.
        place.column = (mine.count(0), len(mine))
        place.is_about_keeping = True
    first = place.words.as_written[0] if place.words.as_written else ""
    place.cookies = bool(within) and (
        bool(_is_cookie(sentence) and " " not in first)
        or any(marked.found(one).has("data_cookies") for one in above(sentence))
        or _row_of_cookies(marked, sentence)
    )
    return bool(within) or place.is_about_keeping or place.found.has(*STORING)


def _is_cookie(sentence: Sentence) -> bool:
    """Whether the first cell of a row is a cookie's name."""
    name = sentence.text.partition("|")[0].strip()
    if _IN_CAPITALS.search(name) and sentence.lead is not None:
        return bool(_OF_NAMES.search(sentence.lead.text) or _COOKIE.search(sentence.lead.text))
    return bool(_COOKIE.search(name))


def _row_of_cookies(marked: Marked, sentence: Sentence) -> bool:
    """Another row of the same table is a cookie's."""
    return any(
        one.lead is sentence.lead and _is_cookie(one)
        and len(one.text.partition("|")[0].split()) == 1
        for one in marked.sentences[max(0, sentence.number - 4) : sentence.number + 5]
        if one.kind == "row"
    )  # fmt: skip
