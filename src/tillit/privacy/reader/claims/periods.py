"""Periods as people write them, in words and figures, in the three languages: ISO 8601.

“tre (3) år”, “ett år og seks måneder”, “halvannet år”, “to veker”, “thirty (30) days”, “fem års”.
A recurrence (“hvert tredje år”) and an age (“18 år”) are no period of time that something is kept.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from tillit.privacy.reader.claims.numbers import COUNTED, NTH, NUMBERS, figure, int_of
from tillit.privacy.reader.structure import Sentence

Unit = Literal["Y", "M", "D", "H", "MIN"]

_UNIT_WORDS: Final[dict[str, tuple[Unit, int]]] = {
    **dict.fromkeys(
        "år års årene året åra åra år's aar kalenderår kalenderårs year years year's years' yr "
        "yrs".split(),
        ("Y", 1),
    ),
    **dict.fromkeys(
        "måned måneder månedene månadene månadane månad månader månedar måneders månaders månads "
        "måneds mnd mnd. mnder mndr md mdr mths mos "
        "maaneder mnd's "
        "month months month's months' kalendermåneder".split(),
        ("M", 1),
    ),
    **dict.fromkeys("kvartal kvartaler kvartals quarter quarters".split(), ("M", 3)),
    **dict.fromkeys("halvår halvårs".split(), ("M", 6)),
    **dict.fromkeys(
        "uke uker ukene vekene ukers ukes veke veker vekers vekes week weeks weeks' week's".split(),
        ("D", 7),
    ),
    **dict.fromkeys(
        "dag dager dagar dagene dagane døgnene dagers dagars dags døgn døgns døger døgers "
        "virkedag virkedager "
        "virkedagar virkedagers "
        "vyrkedagar yrkedagar arbeidsdag arbeidsdager arbeidsdagar hverdager kvardagar "
        "kalenderdager kalenderdagar "
        "bankdager day days days' day's".split(),
        ("D", 1),
    ),
    **dict.fromkeys(
        "time timer timar timene timane timers timars hour hours hours' hour's t".split(), ("H", 1)
    ),
    **dict.fromkeys("minutt minutter minuttar min minute minutes".split(), ("MIN", 1)),
}
_HALF: Final = frozenset("halvt halv halve half".split())
_ONE_AND_HALF: Final = frozenset("halvannet halvannen halvanna halvtanna halvtanna".split())
_ORDINAL: Final = re.compile(
    r"(?:andre|annen|annet|anna|annankvart|tredje|fjerde|femte|sjette|sjuende|syvende|åttende|"
    r"niende|tiende|second|"
    r"third|fourth|fifth|sixth|tenth|other|\d+(?:st|nd|rd|th))$"
)
_AFTER: Final = frozenset("etter after following".split())
_EVERY: Final = frozenset(
    "hver hvert kvar kvart hvart annenhver annethvert annakvart every each per pr pro "
    "i.året".split()
)
_AGE_BEFORE: Final = frozenset(
    "fylt fylte fyller fyllt fyller alder alderen aged age ages fyl fylle minst".split()
)
_YOUNG: Final = frozenset("barn barna born borna ungdom ungdommer ungdomar".split())
_AGE_AFTER: Final = frozenset("gammel gammal gamle gamal gamalt old age eldre yngre older".split())
# “5-års”, “fem-års”, “12-måneders”, “30-dagers”, “toårsperiode”, “3-årig”, “24-timers”.
_COMPOUND: Final = re.compile(
    r"(?P<number>\d+|[a-zæøå]+?)-?(?P<unit>års|årig|måneders|månaders|måneds|månads|ukers|vekers|"
    r"ukes|dagers|dagars|"
    r"dags|døgns|timers|timars|year|month|week|day|hour)(?:periode\w*|frist\w*|regel\w*|tid|"
    r"perioden|s)?$"
)
# “3mnd”, “24t”, “5år”.
_GLUED: Final = re.compile(
    r"(\d+(?:[.,]\d)?)(år|års|mnd|md|måneder|månader|uker|veker|dager|dagar|døgn|timer|timar|t|y|d|h)$"
)
_GLUED_UNITS: Final[dict[str, tuple[Unit, int]]] = {
    **{
        word: _UNIT_WORDS[word]
        for word in "år års mnd måneder månader uker veker dager dagar døgn timer timar".split()
    },
    "t": ("H", 1),
    "h": ("H", 1),
    "y": ("Y", 1),
    "d": ("D", 1),
}
_COMPOUND_UNITS: Final[dict[str, tuple[Unit, int]]] = {
    "årig": ("Y", 1),
    "year": ("Y", 1),
    "month": ("M", 1),
    "week": ("D", 7),
    "day": ("D", 1),
    "hour": ("H", 1),
}
_DAY_AFTER: Final = {
    ("dagen", "etter"),
    ("dagen", "derpå"),
    ("day", "after"),
    ("day", "following"),
    ("dag", "etter"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in a sentence: its words ``start`` to ``end``, and what it is."""

    start: int
    end: int
    iso: str
    # “hvert tredje år”, “hver 90. dag”, “fire ganger i året”: how often, not how long.
    recurs: bool = False
    # “18 år”, “under 15 år”: somebody's age, or seems so.
    age: bool = False


def iso(years: int = 0, months: int = 0, days: int = 0, hours: int = 0, minutes: int = 0) -> str:
    """``P3Y6M``, ``P60D``, ``PT72H``, ``PT30M``; ``P0D`` for none."""
    date = "".join(f"{n}{sign}" for n, sign in ((years, "Y"), (months, "M"), (days, "D")) if n)
    time = "".join(f"{n}{sign}" for n, sign in ((hours, "H"), (minutes, "M")) if n)
    return f"P{date}{'T' if time else ''}{time}" if date or time else "P0D"


def in_sentence(sentence: Sentence) -> list[Period]:
    """Every period of a sentence, in order: what stands in two cells, or on either side of a
    colon, is never one (“artikkel 9 nr. 2 bokstav a | 30 dager”)."""
    if not any(map(_UNITS.__getitem__, sentence.words)):
        return []
    gaps = sentence.written.gaps
    borders = [at for at in range(1, len(gaps) - 1) if not _PARTS.isdisjoint(gaps[at])]
    return [
        replace(one, start=one.start + start, end=one.end + start)
        for start, end in itertools.pairwise([0, *borders, len(sentence.words)])
        for one in periods(sentence.words[start:end], gaps[start:end])
    ]


_PARTS: Final = frozenset("|:;")


def periods(words: Sequence[str], gaps: Sequence[str] = ()) -> list[Period]:
    """Every period in words (in small letters), in order; ``gaps``: the signs before each."""
    found: list[Period] = []
    if not any(map(_UNITS.__getitem__, words)):
        return found
    for place, word in enumerate(words):
        if not _UNITS[word]:
            continue
        one = _at(words, gaps, place, word)
        if one is None:
            continue
        if found and (joined := _joined(words, found[-1], one)):
            found[-1] = joined
        elif not (found and one.start < found[-1].end):
            found.append(one)
    return found


class _Units(dict[str, bool]):
    """Whether a word is a unit of time, or has one in it; remembered."""

    def __missing__(self, word: str) -> bool:
        if len(self) > _MOST_KNOWN:
            self.clear()
        known = self[word] = bool(
            word in _UNIT_WORDS
            or word in ("dagen", "day")
            or (word[0].isdigit() and _GLUED.match(word))
            or (len(word) > 5 and _COMPOUND.match(word))
        )
        return known


_MOST_KNOWN: Final = 50_000
_UNITS: Final = _Units()


def _at(words: Sequence[str], gaps: Sequence[str], place: int, word: str) -> Period | None:
    """The period whose unit is this word."""
    if word in _UNIT_WORDS:
        unit, times = _UNIT_WORDS[word]
        return _counted(words, gaps, place, unit, times)
    if word[0].isdigit() and (glued := _GLUED.match(word)):
        number, (unit, times) = figure(glued[1]), _GLUED_UNITS[glued[2]]
        return _made(words, place, place + 1, number, unit, times) if number else None
    if len(word) > 5 and (match := _COMPOUND.match(word)):
        number = figure(match["number"]) or NUMBERS.get(match["number"], 0)
        unit, times = _COMPOUND_UNITS.get(match["unit"]) or _UNIT_WORDS[match["unit"]]
        return _made(words, place, place + 1, number, unit, times) if number else None
    if word in ("dagen", "day") and tuple(words[place : place + 2]) in _DAY_AFTER:
        start = place - 1 if place and words[place - 1] == "the" else place
        return Period(start, place + 1, "P1D")
    return None


def _counted(  # noqa: C901, PLR0911 -- as people write it
    words: Sequence[str], gaps: Sequence[str], place: int, unit: Unit, times: int
) -> Period | None:
    """A number before a unit: “60 dager”, “tre (3) år”, “et halvt år”, “to og et halvt år”."""
    at = place - 1
    if at < 0:
        return None
    before = words[at]
    if (
        before == "minst"
        or before in ("further", "additional", "ytterligere", "ytterlegare", "ekstra", "siste")
        or before
        in (
            "kalender",
            "whole",
            "hele",
            "heile",
            "fulle",
            "full",
            "strake",
        )
    ):
        at -= 1
        before = words[at] if at >= 0 else ""
    if before in ("working", "business", "calendar", "virke"):
        at -= 1
        before = words[at] if at >= 0 else ""
    if before in _HALF or (before == "a" and at and words[at - 1] in _HALF):
        return _halves(words, at if before in _HALF else at - 1, place, unit, times)
    if before in _ONE_AND_HALF:
        return _made(words, at, place + 1, 1.5, unit, times)
    if (
        words[at + 1 : place]
        and words[at + 1] == "siste"
        and not figure(before)
        and before not in NUMBERS
    ):
        return _made(words, at + 1, place + 1, 1, unit, times)
    if before in ("last", "past") and unit in ("Y", "M") and words[place] in ("year", "month"):
        return _made(words, at, place + 1, 1, unit, times)
    number = figure(before) or float(NUMBERS.get(before, 0))
    if not number:
        return _recurring(words, at, place, unit, times)
    start = at
    if at and _is_decimal(words, gaps, at):
        number, start = float(f"{words[at - 1]}.{before}"), at - 1
    elif at >= 1 and (again := figure(words[at - 1]) or NUMBERS.get(words[at - 1], 0)) == number:
        start = at - 1  # “tre (3) år”
    elif at >= 1 and again and before.isdigit() and words[at - 1] in COUNTED:
        start = at - 1  # “tre (2) år”: the figure is taken
    elif at >= 2 and words[at - 1] == "og" and words[at - 2] in ("hundre", "etthundre"):
        number, start = number + 100, at - 2
    elif at >= 1 and words[at - 1] in ("hundre", "hundred") and number < 100:
        number, start = number + 100, at - 1
    if start == at and at and before in ("1/2", "½") and words[at - 1].isdecimal():
        number, start = float(words[at - 1]) + 0.5, at - 1
    if (
        start
        and words[start - 1] in ("one", "ett", "eitt", "a")
        and words[start] in ("hundre", "hundred")
    ):
        start -= 1
    end = place + 1
    if tuple(words[end : end + 3]) == ("and", "a", "half"):
        number, end = number + 0.5, end + 3
    return _made(words, start, end, number, unit, times)


def _is_decimal(words: Sequence[str], gaps: Sequence[str], at: int) -> bool:
    """“1,5 år” is two words, “1” and “5”; “3 – 5 år” and “nr. 1, 5 år” are two numbers."""
    first = words[at - 1]
    return (
        words[at] in ("5", "25", "75")
        and first.isdigit()
        and len(first) == 1
        and (not gaps or gaps[at] in _POINTS)
        and (at < 2 or not words[at - 2].isdigit())
    )


_POINTS: Final = frozenset((",", "."))


def _halves(words: Sequence[str], half: int, place: int, unit: Unit, times: int) -> Period | None:
    start, number = half, 0.5
    if start and words[start - 1] in ("et", "eit", "en", "ei", "ein", "a", "one", "ett"):
        start -= 1
    if start >= 2 and words[start - 1] in ("og", "and"):
        whole = figure(words[start - 2]) or NUMBERS.get(words[start - 2], 0)
        if whole:
            return _made(words, start - 2, place + 1, whole + 0.5, unit, times)
    return _made(words, start, place + 1, number, unit, times)


def _recurring(words: Sequence[str], at: int, place: int, unit: Unit, times: int) -> Period | None:
    """“hvert tredje år”, “hver 90. dag”, “every second year”: how often."""
    if words[at] in _EVERY:
        return _made(words, at, place + 1, 1, unit, times, recurs=True)
    if at and _ORDINAL.match(words[at]) and words[at - 1] in _EVERY:
        return _made(words, at - 1, place + 1, 1, unit, times, recurs=True)
    if words[at] in NTH and words[place + 1 : place + 2] and words[place + 1] in _AFTER:
        return _made(words, at, place + 1, NTH[words[at]], unit, times)
    return None


def _made(
    words: Sequence[str],
    start: int,
    end: int,
    number: float,
    unit: Unit,
    times: int,
    *,
    recurs: bool = False,
) -> Period:
    recurs = recurs or (start > 0 and words[start - 1] in (*_EVERY, "twice", "once", "times"))
    if words[end - 1] == "dag" and number > 1:
        recurs = recurs or start == 0 or words[start - 1] in _EVERY
    age = unit == "Y" and number >= 5 and _is_age(words, start, end)
    return Period(start, end, _iso_of(number * times, unit), recurs, age)


def _is_age(words: Sequence[str], start: int, end: int) -> bool:
    before = words[max(0, start - 2) : start]
    if before and before[-1] in ("over", "under"):
        return True
    # “Barn til og med 15 år”.
    if before and (before[-1] == "t.o.m" or tuple(before) == ("og", "med")):
        return not _YOUNG.isdisjoint(words[:start])
    if any(word in _AGE_BEFORE for word in before):
        return not (before and before[-1] == "minst") or any(
            w in ("alder", "alderen") for w in words
        )
    after = words[end : end + 2]
    # “once it is three years old” speaks of a message: only what can be a person's age counts.
    return bool(after) and after[0] in _AGE_AFTER and int_of(words, start) >= 13


# No statement means more, of any unit.
_MOST: Final = 100_000


def _iso_of(number: float, unit: Unit) -> str:
    number = min(number, _MOST)
    whole = int(number)
    if unit == "Y":
        months = round(number * 12)
        return iso(years=whole, months=months - 12 * whole) if whole else iso(months=months)
    if unit == "M":
        return iso(months=whole, days=15 if number != whole else 0)
    if unit == "D":
        return iso(days=max(1, round(number)))
    return iso(hours=round(number)) if unit == "H" and number == whole else iso(
        minutes=round(number * (60 if unit == "H" else 1))
    )  # fmt: skip


def _joined(words: Sequence[str], one: Period, two: Period) -> Period | None:
    """“ett år og seks måneder” is one period."""
    between = words[one.end : two.start]
    if not (list(between) in (["og"], ["and"], []) and two.start >= one.end):
        return None
    if one.recurs or two.recurs or "T" in one.iso + two.iso:
        return None
    first, second = one.iso[1:], two.iso[1:]
    # Years before months, months before days; not two of the same kind.
    if first[-1] not in "YM" or second[-1] not in "MD" or "Y" in second or first[-1] == second[-1]:
        return None
    if first.endswith("M") and "M" in second:
        return None
    return Period(one.start, two.end, f"P{first}{second}")


def said(words: Sequence[str]) -> Iterator[Period]:
    """The periods that say how long: no recurrences, no ages."""
    return (one for one in periods(words) if not one.recurs and not one.age)
