"""How long each kind of data is kept: (data, period, clock), one claim for each kind and clock.

“When the membership ends” is ``P0D`` on that clock, “as long as necessary” a criterion. What is no
storage period (deadlines to answer or join, notice, ages, recurrences) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims import clocks, columns, data, nearby, whose
from tillit.privacy.reader.claims.clauses import MOST_WORDS, clause, has, segments
from tillit.privacy.reader.claims.counted import counted, is_kept
from tillit.privacy.reader.claims.doubt import at_its_word
from tillit.privacy.reader.claims.fronted import THEN, fronted, on_a_day
from tillit.privacy.reader.claims.keeping import (
    STORING,
    Place,
    Row,
    fit_row,
    is_about_keeping,
)
from tillit.privacy.reader.claims.numbers import COUNTED, figure
from tillit.privacy.reader.claims.periods import Period, in_sentence
from tillit.privacy.reader.claims.whens import whens
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.reading import Claim
from tillit.privacy.reader.structure import Sentence

# Without a period, one of these says from when, or until when.
_MAY: Final = (
    "criterion", "when", "while", "reviews", "clock_review", "clock_cancelled", "clock_withdrawn",
    "clock_relation", "clock_expired", "later_end",
)  # fmt: skip


# And one of these, when nothing is said of deleting or keeping.
_ENDS: Final = ("criterion", "while", "later_end", *clocks.CLOCKS)


def of(marked: Marked) -> Iterator[Claim]:
    """The storage periods of a statement, in order, each once."""
    every: dict[tuple[str, str, str], Claim] = {}
    # What data each sentence was of, for those after it.
    told: dict[int, str] = {}
    for sentence in marked.sentences:
        if sentence.kind == "heading" or len(sentence.words) > MOST_WORDS:
            continue
        for claim in _of(marked, sentence, told):
            if claim.data != "general":
                told[sentence.number] = claim.data
            every.setdefault((claim.data, claim.period, claim.clock), claim)
    counted: dict[tuple[str, str], list[Claim]] = {}
    for claim in every.values():
        if claim.period not in ("P0D", "criterion"):
            counted.setdefault((claim.data, claim.clock), []).append(claim)
    for claim in every.values():
        later = counted.get((claim.data, claim.clock), ())
        if claim.period != "P0D" or not any(_goes_on(claim, one) for one in later):
            yield claim


def _goes_on(claim: Claim, one: Claim) -> bool:
    """“Så lenge du er medlem. Ett år etter utmelding slettes det”: the year is what counts."""
    between = one.sentence.number - claim.sentence.number
    return 0 < between <= 2 and one.sentence.under is claim.sentence.under


def _of(marked: Marked, sentence: Sentence, told: dict[int, str]) -> Iterator[Claim]:
    found = marked.found(sentence)
    lists = found.lists
    timed = [one for one in in_sentence(sentence) if not one.age]
    storing = not lists.keys().isdisjoint(STORING)
    when = "when" in lists or "while" in lists
    in_table = sentence.kind == "row" and sentence.lead is not None
    then = storing and found.words[0] in THEN
    if not timed and not then:
        if not found.has(*_MAY):
            return
        if not found.has(*_ENDS) and not (when and storing):
            return
    about = is_about_keeping(marked, sentence)
    if not (storing or about or timed or in_table or (when and "kept_weakly" in lists)):
        return
    place = Place(marked, sentence, found, sentence.written, about, told)
    if sentence.kind == "row" and not fit_row(marked, place):
        return
    for segment in segments(place.words):
        apart = list(nearby.apart(place, segment, timed))
        for within, one in apart:
            if is_kept(place, segment, one):
                yield from _claims(place, within, counted(place, one, within))
        rest = [one for one in timed if all(one is not other for _within, other in apart)]
        for row in _rows(place, segment, rest):
            yield from _claims(place, segment, row)
    yield from _criterion(place, timed)


def _rows(place: Place, segment: Span, timed: list[Period]) -> Iterator[Row]:
    column = place.column
    if column is not None and (segment[1] <= column[0] or segment[0] >= column[1]):
        return
    here = [one for one in timed if segment[0] <= one.start < segment[1]]
    kept = [one for one in here if is_kept(place, segment, one)]
    kept = [one for one in kept if not _is_least(place, one, kept)]
    rows: list[Row] = []
    for number, one in enumerate(kept):
        start = kept[number - 1].end if number else segment[0]
        if rows and (at := rows[-1].clock_at) and start < at[1] <= one.start:
            start = at[1]
        end = kept[number + 1].start if number + 1 < len(kept) else segment[1]
        rows.append(counted(place, one, (start, end)))
    for number in range(len(rows) - 2, -1, -1):
        _share(place, rows[number], rows[number + 1])
    yield from rows
    taken = [row.clock_at for row in rows if row.clock_at]
    made = False
    clocks_of = {row.clock for row in rows}
    for row in whens(place, segment, here, taken):
        made = True
        if at_its_word(place, segment, row) is None:
            continue
        # “So long as you are a member, and three years after”: the years are what counts.
        if place.found.words[row.at[0]] in _SO and (
            row.clock in clocks_of or any(_is_later_than(place, row, one) for one in rows)
        ):
            continue
        row.sure = row.sure and (bool(rows) or not _has_a_number(place, segment, row))
        yield row
    if made or rows:
        return
    for row in fronted(place, segment):
        made = True
        if at_its_word(place, segment, row) is not None:
            yield row
    if not made and (last_day := on_a_day(place, segment)):
        yield last_day


def _has_a_number(place: Place, segment: Span, row: Row) -> bool:
    """A number before it in its cell may be a period that was not understood: never surely 0
    days."""
    column = place.column
    if column is None:
        return False
    before = place.found.words[max(segment[0], column[0]) : row.at[0]]
    return any(word in COUNTED or figure(word) for word in before)


_LEAST: Final = frozenset("minst minimum least".split())
_MOST: Final = frozenset(
    "høyst høgst maksimum maksimalt maks inntil opptil senest seinast lenger lengre mer meir most "
    "maximum up longer more".split()
)


def _is_least(place: Place, one: Period, kept: list[Period]) -> bool:
    """“Minst to år og høyst fem år”: it is kept for the five."""
    words = place.found.words
    if _LEAST.isdisjoint(words[max(0, one.start - 2) : one.start]):
        return False
    following = next((other for other in kept if other.start >= one.end), None)
    if following is None:
        return False
    between = words[one.end : following.start]
    return len(between) <= _FEW and not _MOST.isdisjoint(between)


# “… men aldri lenger enn …” is no more than so many words.
_FEW: Final = 5


_SO: Final = frozenset("så so as for while".split())
_ENDED: Final = frozenset(("relation_ended", "last_interaction"))


def _is_later_than(place: Place, row: Row, one: Row) -> bool:
    """“Så lenge du deltar, og slettes ett år etter siste kurs”: of one thing, what comes last."""
    if one.clock not in _ENDED or row.clock not in _ENDED or one.at[0] < row.at[1]:
        return False
    after = clause(place.words, row.at[1] - 1, (row.at[0], one.at[0]))[1]
    return not data.subjects(place.found, (after, one.at[0]))


# Between two periods that are counted from the same.
_TO: Final = frozenset("og and eller or til to maksimum maksimalt inntil minst opptil up".split())


def _share(place: Place, row: Row, following: Row) -> None:
    """“Minst tre og inntil fem år etter at saken er avsluttet”: both are counted from that."""
    between = place.found.words[row.at[1] : following.at[0]]
    if row.clock == "unsaid" and between and _TO.issuperset(between):
        row.clock, row.clock_at = following.clock, following.clock_at


def _claims(place: Place, segment: Span, row: Row) -> Iterator[Claim]:
    condition = _exception(place)
    kinds = whose.kinds(place, segment, row)
    if kinds[0] in ("general", "other") and (items := whose.listed(place)):
        for item, kind in items:
            clock = clocks.of_data(row.clock, kind)
            yield Claim("retention", item, data=kind, period=row.iso, clock=clock, sure=row.sure)
        return
    for said in kinds:
        kind = whose.of_row(place, row, said)
        clock = clocks.of_data(whose.asked(place, row, kind), kind)
        if clock == "unsaid" and kind == "accounts" and place.found.has("clock_expired"):
            clock = "expired"
        if clock == "accounting_year_ended" and row.iso == "P0D" and kind != "accounting":
            clock = "review_date"  # “senest ved utgangen av året”
        if clock == "event_ended" and kind not in _HELD and _is_visit(place, row):
            clock = "row_created"
        if kind in ("weblog", "statistics", "cookies"):
            if clock == "event_cancelled":
                continue
            clock = "row_created" if clock == "event_ended" else clock
        yield Claim(
            "retention",
            place.sentence,
            data=kind,
            period=row.iso,
            clock=clock,
            condition=condition,
            sure=row.sure,
        )
        both = _held_or_cancelled(place, segment, row)
        if both:
            yield Claim(
                "retention",
                place.sentence,
                data=kind,
                period=row.iso,
                clock=both,
                condition=condition,
            )


# What is kept of those who come to something that is held.
_HELD: Final = frozenset("registrations customers needs members".split())
_VISIT: Final = ("besøk", "vitjing", "visit")


def _is_visit(place: Place, row: Row) -> bool:
    return row.clock_at is not None and place.found.words[row.clock_at[0]].startswith(_VISIT)


def _held_or_cancelled(place: Place, segment: Span, row: Row) -> str:
    """“Etter at arrangementet er gjennomført eller avlyst” is counted from either."""
    if row.clock not in ("event_ended", "event_cancelled") or row.clock_at is None:
        return ""
    near = (row.clock_at[0], min(segment[1], row.clock_at[1] + 6))
    names = {"event_ended": "clock_cancelled", "event_cancelled": "clock_event"}
    end = clause(place.words, row.clock_at[0], segment)[1]
    around = (max(0, near[0] - 4), min(near[1], end))
    is_or = row.clock == "event_ended" or "eller" in place.found.words[near[0] : near[1]]
    if not is_or or not has(place.found, around, names[row.clock]):
        return ""
    return "event_cancelled" if row.clock == "event_ended" else "event_ended"


def _exception(place: Place) -> str:
    """The words of an exception, as written."""
    span = next(iter(place.found.lists.get("except", ())), None)
    if span is None:
        return ""
    text = place.sentence.text
    match = re.search(re.escape(place.words.as_written[span[0]]), text)
    return text[match.start() :].rstrip(". ") if match else ""


# Between a criterion and what it comes to: “så lenge loven krever (for tiden fem år)”.
_THAT_IS: Final = frozenset(
    "det for tiden tida p.t dvs vil si som er blir normalt vanligvis minst inntil i opptil ca nå "
    "hovedregel hovudregel regel utgangspunkt typisk that is which currently normally usually at "
    "least i.e up to".split()
)


def _is_explained(place: Place, span: Span, one: Period) -> bool:
    if one.start < span[1]:
        return False
    opened = (at for at in range(one.start, span[1] - 1, -1) if "(" in place.words.gaps[at])
    between = place.found.words[next(opened, span[1]) : one.start]
    return len(between) <= 4 and _THAT_IS.issuperset(between)


def _criterion(place: Place, timed: list[Period]) -> Iterator[Claim]:
    """“So long as it is necessary”: no period, but a criterion."""
    found = place.found
    for span in found.lists.get("criterion", ()):
        if not (found.has(*STORING, "kept_weakly") or place.is_about_keeping):
            return
        if has(found, (0, span[0]), "asked_for"):
            continue  # “du kan be om at det som ikke lenger er nødvendig, slettes”
        if clocks.clock_in(found, (span[0], span[1])) and not _is_need(found, span):
            continue
        if any(_is_explained(place, span, one) for one in timed):
            continue
        segment = next(one for one in segments(place.words) if one[0] <= span[0] < one[1])
        named = data.subjects(found, (segment[0], span[0]))
        if place.sentence.kind == "row":
            named = data.heads(found, nearby.before_sign(place, span[0]))[:1] or named
            if columns.is_listed(place.sentence):
                named = [columns.kind_of(place.marked, place.sentence)]
        kinds = [one for one in named if one] or [whose.general_or(place, span[0])]
        for kind in kinds:
            yield Claim(
                "retention",
                place.sentence,
                data=kind,
                period="criterion",
                clock="necessary",
                condition=_exception(place),
            )
        return


def _is_need(found: Found, span: Span) -> bool:
    return any(
        word.startswith(
            ("nødvendig", "necess", "naudsyn", "formål", "behov", "need", "aktuel", "relevan")
        )
        for word in found.words[slice(*span)]
    )
