"""Where in a sentence the words stand that may tell of what data a period is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tillit.privacy.reader.claims import data
from tillit.privacy.reader.claims.clauses import clause, has, spans
from tillit.privacy.reader.claims.keeping import STORING, Place, Row
from tillit.privacy.reader.claims.periods import Period, in_sentence
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Words


def where(place: Place, segment: Span, row: Row, start: int) -> list[Span]:
    """Where the words that tell the data may stand, the likeliest first; ``start``: after the row
    before it."""
    after = _after(place, segment, row)
    near, earlier, first = (start, row.at[0]), (segment[0], start), (0, segment[0])
    if place.sentence.kind == "row":
        return [near, earlier, before_sign(place, row.at[0]), first, after]
    own = clause(place.words, row.at[0], segment)[0], row.at[0]
    tries = [near, after, earlier, first]
    if is_of_all(place, near):
        tries.remove(after)  # what comes after tells a ground, or a purpose
    if own[0] > start and place.found.words[own[0]] in _ALSO and has(place.found, own, *STORING):
        tries.insert(0, own)  # “kundedata …, og nyhetsbrev slettes etter ett år”
    return tries


def _after(place: Place, segment: Span, row: Row) -> Span:
    """The words after a period and its clock, but not what is said to be kept all the same:
    “etter utmelding slettes adressen, samtidig som vi beholder bilagene”."""
    start = max(row.at[1], row.clock_at[1] if row.clock_at else 0)
    gone = next(spans(place.found, "deleted", (start, segment[1])), None)
    kept = [at for at, _end in spans(place.found, "kept", (gone[1], segment[1]))] if gone else []
    return start, min(kept, default=segment[1])


def says_the_rest(found: Found, within: Span) -> bool:
    """“Alle andre opplysninger”; “navn og andre opplysninger” is of the same."""
    return any(
        not start or found.words[start - 1] not in ("og", "and")
        for start, _end in spans(found, "everything_else", within)
    )


def brackets(words: Words) -> Iterator[Span]:
    """What stands in brackets."""
    start = 0
    for at, gap in enumerate(words.gaps):
        if start and ")" in gap:
            yield start, at
            start = 0
        if "(" in gap and at:
            start = at


def apart(place: Place, segment: Span, timed: Sequence[Period]) -> Iterator[tuple[Span, Period]]:
    """Periods that stand in brackets with data of their own: “… slettes når du slutter (bilag:
    fem år)”."""
    for within in brackets(place.words) if timed and "(" in place.sentence.text else ():
        for one in timed:
            if max(segment[0], within[0]) <= one.start < min(segment[1], within[1]) and data.heads(
                place.found, (within[0], one.start)
            ):
                yield within, one


def label(place: Place, row: Row) -> Span:
    """“… med unntak av det loven krever (regnskap: 5 år, skatt: 10 år)”: what stands before the
    colon, from the sign before it."""
    start, end = row.at[0] - 1, row.at[0]
    if start < 0 or place.sentence.kind != "text" or ":" not in place.words.gaps[end]:
        return end, end
    while start and not any(sign in place.words.gaps[start] for sign in "(,;"):
        start -= 1
    return start, end


_ALSO: Final = frozenset("og and men but mens medan while".split())


def is_of_all(place: Place, within: Span) -> bool:
    """“Opplysningene lagres …”, “adressen slettes …”: no kind is named, and none is meant."""
    named = data.kinds_in(place.found, within)
    if any(kind != "general" for _span, kind in named):
        return False
    return bool(named) or (place.is_headed and has(place.found, within, *_FIELDS))


# What there is of anyone: whose it is, only the heading knows.
_FIELDS: Final = ("points_back", "field_name", "field_email", "field_phone", "field_street")


def before_sign(place: Place, end: int) -> Span:
    """The first cell of a row, and of an item what stands before its colon or dash."""
    if place.sentence.kind == "text":
        return 0, 0
    for at in range(1, min(len(place.words), end + 1)):
        gap = place.words.gaps[at]
        if "|" in gap or ":" in gap or " –" in gap or " —" in gap or " - " in gap:
            return 0, at
    return 0, 0


def start_of(place: Place, segment: Span, row: Row) -> int:
    """Where the words that tell the data of a row begin: after the row before it."""
    ends = [
        one.end
        for one in in_sentence(place.sentence)
        if segment[0] <= one.start and one.end <= row.at[0] and not one.age
    ]
    return max(ends, default=segment[0])
