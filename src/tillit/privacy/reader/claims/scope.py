"""Whose or what data a sentence is about, for what is claimed of purposes, bases, fields and
recipients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims import columns, data
from tillit.privacy.reader.claims.clauses import before
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found
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
    )
)


def of(marked: Marked, sentence: Sentence) -> str:
    """The kind of data: what the heading is about, else what the sentence names; ``general`` for
    all."""
    return next(filter(None, _candidates(marked, sentence)), "general")


def _candidates(marked: Marked, sentence: Sentence) -> Iterator[str]:
    if columns.is_listed(sentence):
        yield columns.kind_of(marked, sentence)
    yield _headed(marked, sentence)
    yield _labelled(marked, sentence) or _told(marked, sentence)
    if sentence.lead is not None:
        yield data.named_in(marked, sentence.lead)
    for one in before(sentence, marked.sentences, 2):
        yield _labelled(marked, one) or _told(marked, one)
    yield data.named_in(marked, sentence)


def _told(marked: Marked, sentence: Sentence) -> str:
    named = data.named_in(marked, sentence)
    if named == "needs" and _joins(marked.found(sentence)):
        return "members"
    return "" if named in MEANS else named


def _joins(found: Found) -> bool:
    """“Når du melder deg inn, ber vi om navn, adresse og allergier”: not only of the allergies."""
    return found.has("joins_word")


def _labelled(marked: Marked, sentence: Sentence) -> str:
    """“Arrangementer: navn, e-post og allergier.”: what stands before the colon; empty for none."""
    gaps = sentence.written.gaps
    end = next((at for at in range(1, min(_LABEL, len(gaps) - 1)) if ":" in gaps[at]), 0)
    named = data.heads(marked.found(sentence), (0, end)) if end else []
    return named[0] if len(named) == 1 and named[0] not in MEANS else ""


# A label is no more than a few words.
_LABEL: Final = 5


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
