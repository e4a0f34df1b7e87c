"""Whether a text is a privacy statement at all."""

from __future__ import annotations

from typing import Final

from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Key

# The lists of the kinds of data, as people name them.
DATA: Final = frozenset(
    f"kind_{kind}"
    for kind in (
        "name", "email", "phone", "address", "birth", "work", "payment", "technical", "health",
        "picture", "membership", "participation", "cv",
    )
)  # fmt: skip
# Of these a text has several when it is a statement, and seldom two when it is something else.
_SIGNS: Final = frozenset(
    "privacy_word consent erase access authority processor_word own_data".split()
)


def is_statement(marked: Marked) -> bool:
    """Whether the text is a privacy statement: it says in several ways what is done with data."""
    signs: set[Key] = set()
    about = 0
    for sentence in marked.sentences:
        found = marked.found(sentence)
        here = found.keys & _SIGNS
        signs |= here
        about += bool(here) and (
            found.has("handle", "retain", "share", "entitled") or len(here) > 1
        )
    titled = any(marked.found(one).has("privacy_word") for one in marked.sentences[:6])
    if about >= 2 and titled:
        return True
    if len(marked.sentences) <= 12:  # a notice of a few lines
        kinds = {kind for one in marked.sentences for kind in marked.found(one).keys & DATA}
        does = any(marked.found(one).has("handle", "retain", "share") for one in marked.sentences)
        is_called = marked.found(marked.sentences[0]).has("statement_title")
        return (about >= 1 or (is_called and does)) and (len(signs) >= 2 or len(kinds) >= 2)
    return len(signs) >= 4 and about >= 3 and about >= 0.06 * len(marked.sentences)
