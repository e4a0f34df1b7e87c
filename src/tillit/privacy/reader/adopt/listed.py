"""The kinds of data a sentence lists, in its own words, those that have no field as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from tillit.privacy.reader.claims import columns
from tillit.privacy.reader.claims.fields import FIELDS
from tillit.privacy.reader.patterns import Found
from tillit.privacy.reader.structure import Sentence

_AND: Final = frozenset(("og", "and", "samt", "eller", "or", "pluss", "både"))
# What a list stops at: what it is for, when, where, and who does it.
_STOPS: Final = frozenset(
    "for når som fordi dersom hvis slik så men at om i på av til ved hos fra frå under etter før "
    "då da der med to when if because but in on at by from with so that which who we they vi du "
    "dykk dere de er blir vert are is was has have lagrer lagrar lagres registrerer registreres "
    "kan skal må can will must spør ber oppgir oppgi trenger treng gir gjev får ask need har ligg "
    "ligger står sletter slettes trykker retter tar tek bruker brukar brukes hentes henter".split()
)
_BETWEEN: Final = ",;:()|"
_MOST_WORDS: Final = 5
# So many kinds that are known make a list, whose other parts are kinds of data too.
_LIST: Final = 2
# Alone they ask for what was cut off.
_ASKS: Final = frozenset(("hva", "kva", "what", "hvem", "kven", "who", "hvilke", "hvilken"))
# In what is done with it, and in “and the like”.
_NO_KIND: Final = frozenset(
    "dem den det dei deg oss seg them it you us annet anna andre lignende liknande osv mv etc mer "
    "meir more other opplysninger opplysningar opplysningene personopplysninger data informasjon "
    "information ikke ikkje not bare only uansett alt alle".split()
)


def beyond(sentence: Sentence, found: Found, placed: Iterable[str]) -> list[str]:
    """Those of the list that stand in no field of the draft, as written. ``placed``: the kinds that
    do."""
    there = set(placed)
    spans = [
        (start, end, field)
        for field in FIELDS
        for start, end in found.lists.get(f"field_{field}", ())
    ]
    if not spans:
        return []
    known = {place for start, end, field in spans if field in there for place in range(start, end)}
    kinds = {place for start, end, _field in spans for place in range(start, end)}
    is_list = len({field for _start, _end, field in spans}) >= _LIST
    within = (min(kinds), len(sentence.words))
    if columns.is_listed(sentence) and (cell := columns.cell(sentence, "data")):
        is_list, within = True, cell
    named: list[str] = []
    for row in _rows(sentence, within[0], max(kinds) + 1):
        row = [item for item in row if item.stop <= within[1]]
        if not any(kinds & set(item) for item in row):
            continue
        named += [
            " ".join(sentence.written.as_written[item.start : item.stop])
            for item in row
            if not known & set(item)
            and (kinds & set(item) or (is_list and _is_kind(sentence, item)))
        ]
    return named


def _is_kind(sentence: Sentence, item: range) -> bool:
    """Short, and neither what is done with it nor “and the like”."""
    words = sentence.words[item.start : item.stop]
    is_told = len(words) > 1 or words[0] not in _ASKS
    return is_told and len(item) <= _MOST_WORDS and not _NO_KIND & set(words)


def _rows(sentence: Sentence, first: int, last: int) -> list[list[range]]:
    """The places of what stands between commas and “og”, from the first kind of data that is known
    on, in rows with nothing else between; past the last known one only what goes on with it."""
    words, gaps = sentence.words, sentence.written.gaps
    rows: list[list[range]] = [[]]
    start = first
    for place in range(first, len(words) + 1):
        is_end = place == len(words)
        is_stop = not is_end and words[place] in _STOPS
        is_and = not is_end and words[place] in _AND
        if not (is_end or is_stop or is_and or any(sign in gaps[place] for sign in _BETWEEN)):
            continue
        if start < place:
            rows[-1].append(range(start, place))
        if is_end or (is_stop and place >= last):
            break
        if is_stop:
            rows.append([])
        start = place + 1 if is_stop or is_and else place
    return rows


def told(phrases: Sequence[str]) -> str:
    """With commas between, each once."""
    return ", ".join(dict.fromkeys(phrases))
