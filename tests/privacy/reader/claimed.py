"""What a few words claim, for tests."""

from __future__ import annotations

from tillit.privacy.reader import Claim, claims
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.sources import lines_of
from tillit.privacy.reader.structure import sentences


def claimed(text: str, language: str, *kinds: str, name: str = "a.txt") -> list[Claim]:
    """The claims of these kinds in a text."""
    marked = Marked(sentences(lines_of(text.encode(), name), language))
    return [one for one in claims.of(marked) if one.kind in kinds]
