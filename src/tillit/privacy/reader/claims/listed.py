"""Names in lists and tables of suppliers that are not in the catalogue: those an item begins with,
and those in the column of suppliers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from tillit.privacy.reader.claims import columns, names
from tillit.privacy.reader.claims.clauses import cell_numbers, columns_of, has
from tillit.privacy.reader.claims.periods import in_sentence
from tillit.privacy.reader.language import is_known, is_norwegian
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Sentence, Words

PURPOSES: Final = tuple(
    f"for_{code}"
    for code in (
        "mail ticketing invoicing chat statistics crm marketing it_platform storage other".split()
    )
)
# What a word ends in that says who somebody is, or what something is: “Medlemsansvarlig”.
ROLES: Final = tuple(
    """leder leiar fører førar ansvarlig ansvarleg koordinator sjef rådgiver rådgjevar utvalg utval
    gruppe gruppa komite komité medlem medlemmer ombud ombod sekretær kasserer kasserar styre
    styret system systemet register liste lista leverandør behandler behandlar redaktør trener
    dommer verge lærer lærar ansatt ansatte tilsett tilsette forening avdeling kontor kontoret
    skjema nett side data opplysning mottaker mottakar skole skule lag laget partner bank""".split()
)
THINGS: Final = tuple(
    """perm permer arkiv arkivet protokoll ark skap mappe mapper server kopi brev bok boka blad
    boks program verktøy portal plattform løsning løysing utstyr logg kasse kort billett post
    nøkkel""".split()
)
_OWN: Final = frozenset("egen eigen own egne".split())
_NOBODY: Final = frozenset(
    """ingen ingenting manuelt papir regneark e-post epost nettside nettsiden sky skyen selv lokalt
    internt norge usa ja nei flere diverse andre none nobody manual paper spreadsheet email locally
    internal various yes navn namn name adresse address telefon telefonnummer telephone""".split()
)
_SIGNS: Final = "–—-:(,"


@lru_cache(maxsize=4096)
def is_compound(lower: str) -> bool:
    """“medlemsansvarlig”: put together of two words."""
    return any(
        is_norwegian(lower[at:]) and is_known(lower[:at].removesuffix("s") or lower[:at])
        for at in range(3, len(lower) - 3)
    )


def is_about_suppliers(marked: Marked, sentence: Sentence) -> bool:
    """Whether a row or an item stands in a table or a list of suppliers."""
    if sentence.lead is not None and marked.found(sentence.lead).has("about_suppliers"):
        return True
    if sentence.kind == "row" and sentence.lead is not None:
        return False
    return bool(sentence.headings) and marked.found(sentence.headings[-1]).has(
        "about_suppliers", "about_recipients"
    )


def listed_names(
    marked: Marked,
    words: Words,
    sentence: Sentence,
    known: Mapping[int, int],
    is_name: Callable[[str], bool],
) -> Iterator[Span]:
    """The names an item begins with, or those in the cell of the column of suppliers. ``is_name``:
    whether the text writes a word of the dictionary as one."""
    found = marked.found(sentence)
    if sentence.kind == "row":
        within = _cell(marked, words, sentence)
        if within is not None and (not within[0] or not has(found, within, "not_supplier")):
            is_strong = sentence.lead is not None and marked.found(sentence.lead).has(
                "supplier_column"
            )
            for at in _in_cell(words, within, is_name, is_strong=is_strong):
                if not has(found, at, "recipient_word"):
                    yield at
        return
    if 0 in known:
        return
    span = names.name_from(words, 0, sure=False, loose=True)
    if span is not None and span[0] == 0 and span[1] <= 4 and _opens(found, words, span, is_name):
        yield span
        return
    yield from _named_last(found, words, known)


def _opens(found: Found, words: Words, span: Span, is_name: Callable[[str], bool]) -> bool:
    """“X – nettsiden”, “X (regnskap)”; not “Regnskap – …”."""
    after = words.gaps[span[1]] if span[1] < len(words.gaps) else ""
    if not (any(sign in after for sign in _SIGNS) or span[1] == len(words)):
        return False
    first = words.as_written[0]
    if span[1] - span[0] > 1:
        return True
    if has(found, span, *PURPOSES) or first.lower().endswith((*ROLES, *THINGS)):
        return False
    if not names.is_word(first):
        return not names.is_inflected(first)
    said = has(found, (span[1], len(words)), *PURPOSES)
    return len(first) > 3 and said and is_name(first)


def _named_last(found: Found, words: Words, known: Mapping[int, int]) -> Iterator[Span]:
    """“Regnskap: X”, “Nyhetsbrev – X”."""
    for place in range(1, min(6, len(words))):
        if not any(sign in words.gaps[place] for sign in "–—:"):
            continue
        span = names.name_from(words, place, sure=True)
        if span and has(found, (0, place), *PURPOSES) and place not in known:
            yield span
        return


def _cell(marked: Marked, words: Words, sentence: Sentence) -> Span | None:
    """Where the row's supplier stands; a row that has a period in it, and no head, has none."""
    if columns.is_listed(sentence):
        return columns.cell(sentence, "recipients")
    if sentence.lead is None and in_sentence(sentence):
        return None
    number = 0
    if sentence.lead is not None:
        lead, head = marked.found(sentence.lead), columns_of(sentence.lead, words)
        named = _columns(lead.lists.get("supplier_column", ()), head) or [
            one for one in _columns(lead.lists.get("about_suppliers", ()), head)[:1] if one < 2
        ]
        if not named:
            return None
        number = named[0]
    places = [at for at, cell in enumerate(cell_numbers(words)) if cell == number]
    return (places[0], places[-1] + 1) if places else None


def _columns(hits: Sequence[Span], head: Sequence[int]) -> list[int]:
    return [head[start] for start, _end in sorted(hits)]


def _in_cell(
    words: Words, within: Span, is_name: Callable[[str], bool], *, is_strong: bool
) -> Iterator[Span]:
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
        if {"egen", "eigen", "own", "egne"} & set(row) or (
            last == begin + 1 and _is_plain(first, is_name, is_strong=is_strong)
        ):
            continue
        yield begin, last


def _is_plain(word: str, is_name: Callable[[str], bool], *, is_strong: bool) -> bool:
    """A single word in a cell that names nobody: “Ingen”, “Regnskapsfører”."""
    lower = word.lower()
    if lower.endswith(ROLES) or lower in names.PLACES or lower in _NOBODY:
        return True
    if not names.is_word(word) and not lower.endswith(THINGS):
        return False
    return len(lower) < 4 or not is_name(word) or (lower.endswith(THINGS) and not is_strong)
