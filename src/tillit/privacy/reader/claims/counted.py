"""A period in a sentence on keeping, and the clock it is counted on."""

from __future__ import annotations

from typing import Final

from tillit.privacy.reader.claims import clocks, data
from tillit.privacy.reader.claims.clauses import clause, has, spans
from tillit.privacy.reader.claims.keeping import REACH, STORING, STRONG_CLOCKS, Place, Row
from tillit.privacy.reader.claims.periods import Period
from tillit.privacy.reader.patterns import Found, Span

_BEFORE: Final = frozenset(
    "før before forveien førevegen advance prior ahead forhånd førehand".split()
)


# “når” with a word of keeping tells when data is taken, not when it goes: only these go with it.
UNTIL: Final = frozenset("inntil til frem fram inn until till til at".split())
_FOR: Final = frozenset("i for in inntil opptil maks maksimalt minst maximum up to på".split())
# “Svarene ligger to år fra …”
_LIES: Final = frozenset("ligger ligg står henger heng lever stays remains remain".split())
_AND: Final = frozenset("og and".split())
_LATEST: Final = frozenset(
    "senest seinast seinest senere seinare latest later uansett anyway".split()
)
_DURING: Final = frozenset("på i for in over".split())
_HAVE: Final = frozenset("har has have hatt vært vore haven't hasn't".split())
# “Fem år etter bokføringsloven” is as the law has it.
_LAWS: Final = ("loven", "lova", "lov", "forskriften", "forskrifta", "reglene", "reglane")
_IS: Final = frozenset("er blir vert ble blei var is are was were".split())
_THEN: Final = frozenset("deretter derpå dernest thereafter afterwards then".split())
_LAST: Final = frozenset("siste sist last latest final".split())
_FROM: Final = frozenset("etter after fra frå from siden".split())
_SINCE: Final = frozenset(
    "derfra derifrå seinare senere later gammel gammelt gamle gamal gamalt old".split()
)
_AFTERWARDS: Final = frozenset("etterpå afterwards thereafter after etter derpå deretter".split())
# What is done again and again has a last time.
_ONCE: Final = frozenset(("row_created", "request_closed"))
# “Fem år, også etter at kontoen er slettet”: whenever it is counted from.
_ALSO: Final = frozenset("også òg selv sjølv even also".split())
# How far after a period the words from which it is counted may begin, and how far they reach.
_NEAR: Final = 5


def is_kept(place: Place, segment: Span, one: Period) -> bool:
    """Whether a period says how long something is kept."""
    found = place.found
    near = clause(place.words, one.start, segment)
    unused = has(place.found, segment, "deleted") and _unused(place, one, segment)
    if one.recurs or (_is_other(place, segment, one, near) and not unused):
        return one.recurs and _is_rotated(place, one)
    if place.column is not None:
        return place.column[0] <= one.start < place.column[1]
    if has(found, (near[0], one.start), "answers") and not has(found, near, *STORING):
        return False  # “ønsker du det vi har lagret, ordner vi det innen en måned”
    if has(found, segment, *STORING) or place.is_about_keeping:
        return True
    if counts_from(place, one) and not has(found, near, *_OTHERWISE):
        return True
    return _is_told_plainly(place, segment, one)


def _is_rotated(place: Place, one: Period) -> bool:
    """“Loggene slettes hver 30. dag”: of what is made all the time, how often is how long."""
    found = place.found
    before = (max(0, one.start - 3), one.start)
    return one.iso.endswith("D") and (
        has(found, before, "deleted") and found.has("data_weblog", "data_backups", "data_cookies")
    )


def _is_told_plainly(place: Place, segment: Span, one: Period) -> bool:
    """“Regninger: 5 år”, “listene henger der i tre uker”: of named data, a period that is nothing
    else is how long it is kept, whatever the verb."""
    found, words = place.found, place.found.words
    about = clause(place.words, one.start, segment)
    if "T" in one.iso or _is_answered(found, segment):
        return False
    if has(found, (about[0], min(about[1], one.end + 2)), "not_keeping", "negates"):
        return False
    near = (segment[0], one.start)
    named = any(kind != "general" for _span, kind in data.kinds_in(found, near))
    if not named and not (
        found.has("data_general", "points_back", "kept_weakly", "you_word") and place.is_headed
    ):
        return False
    before = words[one.start - 1] if one.start else ""
    if before in _FOR or before in _LIES:
        return named or found.has("kept_weakly")
    if place.sentence.kind != "text" or one.start == 0:
        return named
    return named and (is_after_sign(place, one.start) or one.start <= segment[0] + 2)


def _is_answered(found: Found, segment: Span) -> bool:
    """Whether it is told or answered, by others than “svarene ligger …”."""
    data_at = {span for span, _kind in data.kinds_in(found, segment)}
    return any(
        span not in data_at
        for name in ("answers", "tells", "others_deadline")
        for span in spans(found, name, segment)
    )


def is_after_sign(place: Place, at: int) -> bool:
    """“Regninger: fem år”, “kursliste (30 dager)”."""
    gap = place.words.gaps[at]
    return any(sign in gap for sign in ":(–=→")


def counts_from(place: Place, one: Period) -> bool:
    """“… tre måneder etter at leiren er slutt”: told of data by its name, it is kept, whatever
    the verb."""
    found = place.found
    if one.end >= len(found.words) or found.words[one.end] not in _FROM:
        return False
    hit = clocks.clock_in(found, (one.end + 1, min(len(found.words), one.end + 8)))
    if hit is None or hit[0] not in _PLAIN:
        return False
    return any(
        kind not in ("general", "mail") for _span, kind in data.kinds_in(found, (0, one.start))
    )


# Counted on these, a period is seldom anything but a storage period.
_PLAIN: Final = frozenset(
    "event_ended relation_ended request_closed last_interaction accounting_year_ended "
    "withdrawn".split()
)
_OTHERWISE: Final = ("not_keeping", "answers", "tells", "others_deadline", "negates")


def _is_other(place: Place, segment: Span, one: Period, near: Span) -> bool:
    """A notice, a time to answer, or whatever else a period may be."""
    found, words = place.found, place.found.words
    # “30 days before deleting it” is a notice, “30 days before it is deleted” no less than a stay.
    gone = has(found, (one.end + 2, segment[1]), "deleted")
    if _BEFORE & set(words[one.end : one.end + 3]) and not gone:
        return True
    counted = one.end < len(words) and words[one.end] in _FROM
    about = (near[0], one.end if counted else min(near[1], one.end + 2))
    if has(found, about, "not_keeping") and not has(found, near, *STORING):
        return True
    answered = _last(found, ("answers_plainly",), near[0], one.start)
    return answered > _last(found, STORING, 0, one.start)


def _last(found: Found, names: tuple[str, ...], start: int, end: int) -> int:
    """Where the last word of these lists stands between two places; -1 for nowhere."""
    places = [s for name in names for s, _e in found.lists.get(name, ()) if start <= s < end]
    return max(places, default=-1)


def counted(place: Place, one: Period, within: Span) -> Row:  # noqa: PLR0911 -- each by itself
    """A period with the clock that follows it, else the one that leads up to it."""
    found = place.found
    after = next(
        (
            span
            for span in sorted(spans(found, "counted_from", (one.end, within[1])))
            if span[0] <= one.end + _NEAR and found.words[span[0] - 1] not in _ALSO
        ),
        None,
    )
    kind = next(iter(data.subjects(found, (within[0], one.start))), "") or (
        "cookies" if place.cookies else ""
    )
    if "+" in place.words.gaps[one.start] and (
        hit := clocks.clock_in(found, (within[0], one.start), kind)
    ):
        return Row((one.start, one.end), one.iso, *hit)  # “date of resolution + 10 years”
    if idle := _idle(place, one, within):
        return Row((one.start, one.end), one.iso, "last_interaction", idle)
    if after:
        hit = clocks.clock_in(found, (after[0], min(within[1], after[1] + REACH)), kind)
        if hit and hit[0] in _ONCE and _LAST & set(found.words[after[1] : hit[1][0]]):
            # “… etter siste betalte kontingent”: the last of whatever it is.
            return Row((one.start, one.end), one.iso, "last_interaction", hit[1])
        if hit:
            return Row((one.start, one.end), one.iso, hit[0], hit[1])
    if unused := _unused(place, one, within):
        return Row((one.start, one.end), one.iso, "last_interaction", unused)
    if hit := _clock_before(place, one, within, kind):
        return Row((one.start, one.end), one.iso, hit[0], hit[1])
    if _SINCE & set(found.words[one.end : one.end + 2]) or "older_than" in found.lists:
        return Row((one.start, one.end), one.iso, "row_created")
    return _vaguely(place, one, within, after, kind)


def _vaguely(place: Place, one: Period, within: Span, after: Span | None, kind: str) -> Row:
    """The clock where no word of a list names it: “etter siste vask”, “etter flytting”."""
    found = place.found
    if after and found.words[after[0]] in (*_FROM, "of") and after[0] <= one.end:
        words = found.words[after[1] : after[1] + 3]
        if _LAST & set(words):
            clock = "event_ended" if kind == "registrations" else "last_interaction"
            return Row((one.start, one.end), one.iso, clock, None, sure=False)
        if words and not words[0].endswith(_LAWS) and found.words[after[0]] != "of":
            clock = clocks.usual(kind) if kind else clocks.AFTERWARDS
            return Row((one.start, one.end), one.iso, clock, None, sure=False)
    if any(
        _IS.isdisjoint(found.words[max(0, start - 2) : start])
        for start, _end in spans(found, "ended_word", (within[0], one.start))
    ):
        # “Avsluttede kundeforhold slettes etter tre år”: from the end of what they are.
        return Row((one.start, one.end), one.iso, clocks.OVER, None, sure=False)
    if _is_afterwards(place, one):
        return Row((one.start, one.end), one.iso, clocks.AFTERWARDS)
    return Row((one.start, one.end), one.iso, "unsaid")


def _idle(place: Place, one: Period, within: Span) -> Span | None:
    """“Profiler uten aktivitet i tre år slettes”: so long nothing was done."""
    if one.start == 0 or place.found.words[one.start - 1] not in _DURING:
        return None
    near = (max(within[0], one.start - 6), one.start - 1)
    return next((at for at in spans(place.found, "clock_last", near) if at[1] == near[1]), None)


def _is_afterwards(place: Place, one: Period) -> bool:
    """“… slettes 30 dager etterpå”, “dagen etter”: after what the data is for."""
    words = place.found.words
    if words[one.end - 1] in _AFTERWARDS:
        return True
    at = one.end
    if at == len(words) or words[at] not in _AFTERWARDS:
        return False
    return words[at] not in _FROM or at + 1 == len(words) or place.words.gaps[at + 1] != " "


def _is_at_latest(found: Found, start: int, between: Span) -> bool:
    """“Slettes når saken er lukket, (og) senest etter ett år”: whatever happens."""
    words = set(found.words[slice(*between)])
    if not _LATEST & words or has(found, between, *STORING):
        return False
    return bool(_AND & words) or has(found, (max(0, start - 4), start), "deleted")


def _unused(place: Place, one: Period, within: Span) -> Span | None:
    """“… som ikke har bestilt på to år”: what has not been done for so long was done last then."""
    words = place.found.words
    if one.start == 0 or words[one.start - 1] not in _DURING:
        return None
    for start, end in spans(place.found, "negates", (within[0], one.start - 1)):
        if _HAVE & set(words[max(within[0], start - 2) : end + 2]):
            return start, one.start
    return None


def _then_for(found: Found, start: int, end: int) -> bool:
    """“Inntil saken er avsluttet, og deretter i tolv måneder.”"""
    return not _THEN.isdisjoint(found.words[max(start, end - 4) : end])


def _is_bare(place: Place, span: Span) -> bool:
    """“Abonnement som er fakturert, …” and “abonnement: fem år” name what is kept, where
    “abonnementet er sagt opp” and “kundeforhold som er avsluttet” tell when."""
    found = place.found
    after = found.words[span[1] : span[1] + 1]
    if span == (0, 1) and after and is_after_sign(place, 1) and data.kinds_in(found, span):
        return True
    is_over = has(found, (span[1], span[1] + 4), "clock_over")
    return span[1] == span[0] + 1 and not is_over and not _GOES_ON.isdisjoint(after)


_GOES_ON: Final = frozenset("som that and og eller or".split())


_ELSE: Final = frozenset("ellers elles otherwise else".split())


def _after_else(found: Found, start: int, end: int) -> int:
    """“Når du trekker samtykket, ellers etter tre år”: what stands before it is another end."""
    said = (at + 1 for at in range(end - 1, start - 1, -1) if found.words[at] in _ELSE)
    return next(said, start)


def _clock_before(place: Place, one: Period, within: Span, kind: str) -> tuple[str, Span] | None:
    """“Når en bedrift trer ut, slettes … etter to år”: the nearest condition before the period."""
    found = place.found
    within = (_after_else(found, within[0], one.start), within[1])
    starts = [
        span
        for name in ("when", "while")
        for span in spans(found, name, (within[0], one.start))
        if span[1] < one.start
        and (found.words[span[0]] not in UNTIL or _then_for(found, span[1], one.start))
    ]
    for span in sorted(starts, reverse=True):
        hit = clocks.clock_in(found, (span[1], min(one.start, span[1] + REACH)), kind)
        if hit and {"eller", "or"} & set(found.words[hit[1][1] : one.start]):
            continue
        if hit and has(found, (span[1], hit[1][0]), *STORING):
            continue  # “hvis du ikke bestiller, sletter vi forespørselen …”: that is the data
        if hit and _is_at_latest(found, span[0], (hit[1][1], one.start)):
            continue
        nearness = 2 if found.words[span[0]] == "ved" else 8
        if hit and hit[1][0] <= span[1] + nearness:
            return hit
    last = [span for span in spans(found, "clock_last", within) if span[1] <= one.end + 3]
    if last:
        return "last_interaction", last[-1]
    first = clocks.clock_in(found, (within[0], min(one.start, within[0] + 4)), kind)
    is_first = first is not None and first[0] in STRONG_CLOCKS
    if (
        first
        and is_first
        and not _is_bare(place, first[1])
        and clause(place.words, first[1][0], within)[1] <= one.start
    ):
        return first
    # “Trekker du samtykket, … da slettes det innen 48 timer”
    for name in ("clock_withdrawn", "clock_cancelled"):
        for span in spans(found, name, (within[0], one.start)):
            if has(found, (span[1], one.start), "deleted"):
                return clocks.CLOCKS[name], span
    return None
