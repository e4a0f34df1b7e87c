"""Whose or what data a sentence is about, for what is claimed of purposes, bases, fields and
recipients."""

from __future__ import annotations

from tillit.privacy.reader.claims import columns, data
from tillit.privacy.reader.claims.clauses import before
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.structure import Sentence

# “e-post” and “spørsmål” in a sentence on purposes are means, not whose data it is.
MEANS = frozenset(
    (
        "mail",
        "enquiries",
        "pictures",
        "needs",
        "cases",
        "other",
        "accounts",
        "general",
        "statistics",
    )
)


def of(marked: Marked, sentence: Sentence) -> str:
    """The kind of data: what the heading is about, else what the sentence names; ``general`` for
    all."""
    if columns.is_listed(sentence) and (of_row := columns.kind_of(marked, sentence)):
        return of_row
    if headed_by := _headed(marked, sentence):
        return headed_by
    named = data.named_in(marked, sentence)
    if named and named not in MEANS:
        return named
    if sentence.lead is not None and (led := data.named_in(marked, sentence.lead)):
        return led
    for one in before(sentence, marked.sentences, 2):
        if (said := data.named_in(marked, one)) and said not in MEANS:
            return said
    return named or "general"


def headed(marked: Marked, sentence: Sentence) -> str:
    """The kind of data that its heading is about; ``general`` when it is about none."""
    return _headed(marked, sentence) or "general"


def _headed(marked: Marked, sentence: Sentence) -> str:
    under = sentence.headings[1:] if len(sentence.headings) > 1 else ()
    for heading in reversed(under):
        kinds = data.headed(marked, heading)
        if len(kinds) == 1:
            return kinds[0]
        if kinds:
            named = data.named_in(marked, sentence)
            return named if named in kinds else kinds[0]
    return ""
