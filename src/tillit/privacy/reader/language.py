"""Which of the three languages a text is in, by how many of its words each dictionary knows."""

from __future__ import annotations

from typing import Final

import simplemma

from tillit.privacy.reader.structure import words_of

READ: Final = ("nb", "nn", "en")
# Close enough to be taken for Norwegian by most of their words.
_NEIGHBOURS: Final = ("da", "sv")
_SAMPLE: Final = 2000
# Of the words of a text in the language, its dictionary knows nearly all.
_LEAST: Final = 0.6
# And a neighbour's language is never as near as this.
_CERTAIN: Final = 0.9


def language_of(text: str) -> str | None:
    """``nb``, ``nn`` or ``en``; None for a text in another language."""
    sample = text[:_SAMPLE]
    if not words_of(sample):
        return None
    language, share = simplemma.langdetect(sample, lang=READ)[0]
    if share < _CERTAIN:  # the neighbours' dictionaries take their time to be loaded
        language, share = simplemma.langdetect(sample, lang=(*READ, *_NEIGHBOURS))[0]
    return language if language in READ and share >= _LEAST else None
