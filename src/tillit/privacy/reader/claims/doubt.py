"""Whether a clock without a period may be taken at its word: what is deleted “at once” is gone."""

from __future__ import annotations

from typing import Final

from tillit.privacy.reader.claims.clauses import has, spans
from tillit.privacy.reader.claims.keeping import Place, Row
from tillit.privacy.reader.patterns import Span

_NOT: Final = frozenset("ikke ikkje not aldri never".split())
# “Ikke lenger”, “ikke senere enn” is no denial.
_BUT: Final = frozenset("lenger lengre senere seinare longer later bare berre only".split())
_MAY: Final = frozenset("kan may can could might kunne".split())
_NEAR: Final = 3
# How far before the condition, and after the clock, a day or a later meeting may stand.
_BEFORE: Final = 8
_AFTER: Final = 8


def at_its_word(place: Place, segment: Span, row: Row) -> Row | None:
    """The row; unsure where the words leave it open; None where they deny it, or tell a time that
    was not read (“innen rimelig tid”)."""
    if row.iso != "P0D":
        return row
    found = place.found
    if has(found, segment, "vague_time"):
        return None
    gone = list(spans(found, "deleted", segment))
    if gone and not has(found, segment, "kept") and all(_is_denied(place, one) for one in gone):
        return None
    if _is_later(place, segment, row):
        row.clock, row.sure = "review_date", False
        return row
    is_open = has(found, segment, "clock_review", "criterion")
    may = any(_MAY & set(found.words[max(0, one[0] - _NEAR) : one[0]]) for one in gone)
    if is_open or may:
        row.sure = False
    return row


def _is_later(place: Place, segment: Span, row: Row) -> bool:
    """“Innen 1. mars året etter utmelding”, “etter neste årsmøte”: on a day that comes later, and
    not when the membership ends."""
    start, end = row.at
    if row.clock_at is not None:
        start, end = min(start, row.clock_at[0]), max(end, row.clock_at[1])
    near = (max(segment[0], start - _BEFORE), min(segment[1], end + _AFTER))
    return any(
        # “Så lenge du er kunde, og inntil tre år etter utgangen av året”: that counts the years.
        not has(place.found, (end, at), "period_word")
        for at, _end in spans(place.found, "later_end", near)
    )


def _is_denied(place: Place, gone: Span) -> bool:
    words = place.found.words
    after = words[gone[1] : gone[1] + 2]
    near = (*words[max(0, gone[0] - 2) : gone[0]], *after)
    beyond = words[gone[1] : gone[1] + _NEAR + 1]
    return bool(_NOT & set(near)) and not _BUT & {*near, *beyond}
