"""Names beside what is done with them, where no phrase of the lexicon stands: “besøk med X”, “hver
fredag sender X ut brevet”, “X (nettsiden) og Y (fakturaene)”."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from tillit.privacy.reader.claims import names
from tillit.privacy.reader.claims.clauses import has, segments
from tillit.privacy.reader.claims.listed import PURPOSES, ROLES, THINGS
from tillit.privacy.reader.claims.writing import Writing, is_fit
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Words

JOIN: Final = frozenset("og eller and or samt & både eller/og og/eller".split())
# By what something is done: the name after it is somebody's …
_THROUGH: Final = frozenset("via gjennom hos hjå through".split())
# … or where it is said what is done, or with which data.
_WITH: Final = frozenset("med with using by".split())
_INTO: Final = frozenset("i på in on".split())
_WE_PUT: Final = frozenset("vi me we opp inn ned ut up it them dem dei det".split())
# Before it: what is with somebody, or of somebody, without being given.
_NOT_GIVEN: Final = frozenset(
    """kontakt connection forbindelse samband tilknytning
    møte dialog avtaler sammen saman medlem medlemmer medlemer ansatt tilsett samarbeid
    konkurrerer del leder leiar eid eies grunnlagt en ein noen nokon ingen mange resten alle
    velkommen tur turen reise reiser veien knyttet tilhører kommer frem fram contact member
    members part owned founded some none many all welcome way trip according due thanks rett
    forhold henhold hensyn bort bidrag støtte takk""".split()
)
# Verbs after which the one who does it stands: “hver fredag sender X ut brevet”.
_DOES: Final = frozenset(
    """ordner ordnar sender fører fører driver driv drifter driftar leverer trykker trykkjer passer
    passar lager lagar holder held styrer kjører køyrer pakker pakkar vasker svarer svarar henter
    hentar regner reknar tar tek ser skriver skriv behandler handsamar""".split()
)


def related_names(found: Found, words: Words, writing: Writing) -> Iterator[Span]:
    """“… besøk med X”, “betaler hos X”, “hver fredag sender X ut brevet”, “er det X som …”."""
    said: list[Span] | None = None
    for place in range(1, len(words)):
        if words.gaps[place] != " " or not names.is_capital(words.as_written[place]):
            continue
        before = found.words[place - 1]
        earlier = found.words[place - 2] if place > 1 else ""
        through = before in _THROUGH and earlier not in _NOT_GIVEN
        if not (
            through
            or (before in _WITH and earlier not in _NOT_GIVEN)
            or (before == "til" and earlier.endswith(("es", "as")))
            or (before in _INTO and (earlier in _WE_PUT or "." in words.as_written[place]))
            or _is_doing(found, place)
        ):
            continue
        span = names.name_from(words, place, sure=False, loose=True)
        is_with = before in ("hos", "hjå")
        if span is None or only_prints(found, place, place):
            continue
        if not is_fit(words, span, writing, listed=is_with):
            continue
        if not through or span[1] - span[0] == 1:
            said = _said(found) if said is None else said
            part = next(one for one in segments(words) if one[0] <= place < one[1])
            if not any(part[0] <= at[0] and at[1] <= part[1] for at in said):
                continue
        yield span


def _said(found: Found) -> list[Span]:
    """Where it is said what something is for, or which data it is about."""
    return [span for name in (*PURPOSES, "data_word") for span in found.lists.get(name, ())]


def _is_doing(found: Found, place: int) -> bool:
    before = found.words[place - 1]
    earlier = found.words[place - 2] if place > 1 else ""
    if before in _DOES:
        return earlier not in ("vi", "me", "du", "de", "dei", "som", "og", "we", "")
    return before in ("det", "bare", "berre") and earlier in ("er", "var")


def described_names(
    found: Found, words: Words, writing: Writing, known: Collection[int] = ()
) -> Iterator[Span]:
    """“X (nettsiden), Y (fakturaene)”: names with what they are for in brackets. ``known``: where
    those of the catalogue begin; “innlogging (via X)” is one of these, and no other."""
    for place in range(1, len(words)):
        if "(" not in words.gaps[place] or words.gaps[place].strip() != "(":
            continue
        end = place
        while end < len(words) - 1 and ")" not in words.gaps[end + 1] and end - place < 8:
            end += 1
        if not has(found, (place, end + 1), *PURPOSES):
            continue
        if any(place <= at <= end for at in known):
            continue
        start = place
        while start and names.is_capital(words.as_written[start - 1]) and place - start < 4:
            start -= 1
            if words.gaps[start].strip() or not start:
                break
        if words.as_written[place - 1].lower().endswith((*ROLES, *THINGS)):
            continue  # “Medlemssystem (X)”: the name is in the brackets
        span = names.name_from(words, start, sure=False, loose=True) if start < place else None
        if span and span[1] == place and is_fit(words, span, writing, listed=True):
            yield span


def joined_before(words: Words, start: int) -> Iterator[Span]:
    """“X og Y er systemene …”: the name before the last one."""
    if start < 2 or words.as_written[start - 1].lower() not in JOIN or words.gaps[start] != " ":
        return
    first = start - 1
    while first and names.is_capital(words.as_written[first - 1]) and start - first < 5:
        first -= 1
        if words.gaps[first].strip():
            break
    span = names.name_from(words, first, sure=False) if first < start - 1 else None
    if span and span[1] == start - 1:
        yield span


def only_prints(found: Found, start: int, end: int) -> bool:
    """Who prints a programme gets no names by that."""
    return has(found, (start - 5, end), "prints") and not found.has("printed_data")
