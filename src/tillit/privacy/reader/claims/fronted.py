"""Ends that a sentence begins with, or the one before it: “avlyser vi, tas listen bort”."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims import clocks
from tillit.privacy.reader.claims.clauses import clause, has, spans
from tillit.privacy.reader.claims.keeping import Place, Row
from tillit.privacy.reader.patterns import Found, Span

_CAN: Final = frozenset("kan can may could kunne".split())
_READER: Final = frozenset("du de dere you man".split())


def gone_in(found: Found, segment: Span) -> list[Span]:
    """Where something is deleted, not by the reader: “du kan slette …” tells nothing."""
    return [
        span
        for span in spans(found, "deleted", segment)
        if not (
            _CAN & set(near := found.words[max(segment[0], span[0] - 3) : span[0]])
            and _READER & set(near)
        )
    ]


def fronted(place: Place, segment: Span) -> Iterator[Row]:
    """“Avlyser vi, tas listen bort”; “trekker du samtykket, og da sletter vi”; a cell that says
    “session”."""
    found = place.found
    column = place.column or (segment if place.found.has("duration_word") else None)
    if column is not None:
        for span in spans(found, "clock_expired", column):
            yield Row(span, "P0D", "expired", span)
            return
    gone = gone_in(found, segment)
    if not gone or has(found, segment, "criterion"):
        return
    if hit := _then(place, segment):
        yield Row(gone[0], "P0D", *hit)
        return
    if has(found, segment, "clock_review", "reviews") and not has(found, segment, "asked_for"):
        at = next(iter(spans(found, "clock_review", segment)), gone[0])
        yield Row(at, "P0D", "review_date", at)
        return
    for name in ("clock_cancelled", "clock_withdrawn", "clock_relation"):
        for span in spans(found, name, segment):
            after = [one for one in gone if one[0] >= span[1]]
            if not after:
                continue
            near = clause(place.words, span[0], segment)
            ends = near[1] <= after[0][0]
            then = {"da", "då", "so", "så", "then"} & set(found.words[span[1] : after[0][0] + 1])
            asks = has(found, (max(near[0], span[0] - 4), after[0][0]), "asked_for")
            if ends and not asks and (span[0] <= near[0] + 3 or then):
                yield Row(span, "P0D", clocks.CLOCKS[name], span)
                return


def on_a_day(place: Place, segment: Span) -> Row | None:
    """“Slettes ut året”, “oppbevares til 31. desember”: a day, and no more; nobody can be sure what
    it is counted from."""
    found = place.found
    if has(found, segment, "asked_for", "vague_time", "criterion"):
        return None
    kept = [*gone_in(found, segment), *spans(found, "kept", segment)]
    for at in spans(found, "later_end", segment):
        near = clause(place.words, at[0], segment)
        is_listed = place.is_about_keeping and place.sentence.kind != "text"
        if is_listed or any(near[0] <= start < near[1] for start, _end in kept):
            return Row(at, "P0D", "review_date", at, sure=False)
    return None


THEN: Final = frozenset("da då then".split())
# What may have been said just before: “Meld deg av når du vil. Da slettes adressen.”
_SAID_BEFORE: Final = ("clock_withdrawn", "clock_cancelled", "clock_relation")


def _then(place: Place, segment: Span) -> tuple[str, Span | None] | None:
    """“Abonnementet kan sies opp. Da slettes adressen”: when, the sentence before tells."""
    number = place.sentence.number
    if place.found.words[segment[0]] not in THEN or not number:
        return None
    earlier = place.marked.sentences[number - 1]
    if earlier.under is not place.sentence.under and earlier is not place.sentence.under:
        return None
    hit = clocks.clock_in(place.marked.found(earlier), (0, len(earlier.words)))
    named = {clocks.CLOCKS[name] for name in _SAID_BEFORE}
    if hit is None or hit[0] not in named:
        return None
    is_subscribed = earlier.words[hit[1][0]].startswith(("abonnement", "subscription"))
    return ("withdrawn" if is_subscribed else hit[0]), None
