"""A row of a table that names its columns: which cell tells what for, which data, on what ground
and how long; and what the row is of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tillit.privacy.reader.claims import data
from tillit.privacy.reader.claims.clauses import cell_numbers, columns_of, has
from tillit.privacy.reader.columns import cells_of, roles_of
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found, Span
from tillit.privacy.reader.structure import Sentence

# The columns that tell what a row is of.
LABELS: Final = ("activity", "purpose", "whose")
# What many rows are of, and these words do not tell: “e-post”, “bilde”, “konto” among the data.
_FORMS: Final = frozenset("mail pictures accounts other general statistics chat".split())


_FEW: Final = 2


def roles(row: Sentence) -> Mapping[str, int]:
    """The columns of its table; none when it is no row, or the table has no head."""
    if row.kind != "row" or row.lead is None or "|" not in row.lead.text:
        return {}
    return roles_of(row.lead.text)


def is_listed(row: Sentence) -> bool:
    """Whether it stands in a table of what is done with data, and not of names or deadlines."""
    found = roles(row)
    if len(found) < 2 or "supplier" in found:
        return False
    return "basis" in found or any(
        role in found and ("data" in found or not found[role]) for role in LABELS
    )


def cell(row: Sentence, role: str) -> Span | None:
    """The words of a row in that column."""
    number = roles(row).get(role)
    if number is None or row.lead is None:
        return None
    number += _cut(row)
    places = [at for at, mine in enumerate(cell_numbers(row.written)) if mine == number]
    return (places[0], places[-1] + 1) if places else None


def text(row: Sentence, role: str) -> str:
    """What stands there."""
    number = roles(row).get(role)
    said = cells_of(row.text)
    if number is None:
        return ""
    number += _cut(row)
    return said[number] if number < len(said) else ""


def spans_in(found: Found, row: Sentence, role: str, name: str) -> list[Span]:
    """Where a list is met in that column; anywhere in what is no such table."""
    hits = found.lists.get(name, ())
    if not is_listed(row) or role not in roles(row):
        return list(hits)
    within = cell(row, role)
    return [one for one in hits if within and within[0] <= one[0] and one[1] <= within[1]]


def over(marked: Marked, row: Sentence, at: int) -> str:
    """The kind that heads the column of a word, where kinds of data stand beside each other:
    “| | Medlemmer | Kunder |”, and under it “Lagringstid | ett år | fem år”; empty for none."""
    if row.kind != "row" or row.lead is None or "|" not in row.lead.text:
        return ""
    number = cell_numbers(row.written)[at]
    columns = columns_of(row.lead, row.written)
    here = [place for place, mine in enumerate(columns) if mine == number]
    head = marked.found(row.lead)
    if not number or not here or has(head, (here[0], here[-1] + 1), "about_keeping"):
        return ""
    named = data.heads(head, (here[0], here[-1] + 1))
    return named[0] if len(named) == 1 else ""


def _cut(row: Sentence) -> int:
    """How many columns a head that was cut lacks to the left."""
    if row.lead is None or not row.lead.text.lstrip().startswith("|"):
        return 0
    first = columns_of(row.lead, row.written)[:1]
    return max(0, first[0] - cell_numbers(row.lead.written)[0]) if first else 0


def kind_of(marked: Marked, row: Sentence) -> str:
    """The kind of data of a row: as its label has it, else its heading or its data; ``other``
    where it is something that no list knows."""
    found = marked.found(row)
    spans = [span for role in LABELS if (span := cell(row, role))]
    told = [
        named[0]
        for number, span in enumerate(spans)
        if (named := data.subjects(found, span) or data.heads(found, span))
        # “Nøkler | … | så vi kan betale tilbake”: the label would have said that it is bookkeeping.
        and not (number and named[0] == "accounting")
    ]
    within = cell(row, "data")
    of_data = data.subjects(found, within) if within else []
    is_first = roles(row).get("data") == 0
    if within and told and within[1] - within[0] <= _FEW and not is_first:
        # “Medlemmer | Fakturaer”: of all there is of them, this.
        told += [kind for kind in of_data if data.RANK[kind] == 0]
    if within and is_first and not told:
        # “Logger | 90 dager | Sikkerhet”: what stands first is what the row is of.
        told = of_data or data.heads(found, within)
    if told:
        # The members’ newsletter is a newsletter, and their voucher bookkeeping.
        return next((one for one in told if data.RANK[one] < 2 and one not in _FORMS), told[0])
    for heading in reversed(row.headings[1:]):
        if len(kinds := data.headed(marked, heading)) == 1:
            return kinds[0]
    if not spans and (named := [kind for kind in of_data if kind not in _FORMS]):
        return named[0]
    return "other" if spans else ""
