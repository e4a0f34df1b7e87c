"""Special categories that are asked for, and no exception of article 9(2) said of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tillit.privacy.reader.claims import data
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.patterns import Found
from tillit.privacy.reader.structure import Sentence

Parts = dict[str, list[Sentence]]
# Where no heading parts a text, so many sentences about one belong to it; and so far off, a law.
_REACH: Final = 3
_LAW: Final = 1
# A consent to one of these permits nothing else.
_BY_THEMSELVES: Final = frozenset(
    "newsletter cookies pictures statistics weblog accounting recruitment chat surveys "
    "consents".split()
)
_OF_SPECIAL: Final = ("special_kind", "sensitive_data")


def not_met(parts: Parts, marked: Marked) -> list[Sentence]:
    """What special data is asked for without a word of article 9 anywhere, or of consent or a law
    in the same sentence, in one about such data, or in one near it that is of nothing else."""
    if not parts["special"] or any(
        not marked.found(one).has("explicitly") or marked.found(one).has(*_OF_SPECIAL)
        for one in parts["article-nine"]
    ):
        return []
    if any(_permits(one, marked) for one in marked.having(*_OF_SPECIAL)):
        return []
    return [
        one
        for one in parts["special"]
        if not any(_permits(other, marked, one) for other in section(marked, one))
    ]


def _permits(sentence: Sentence, marked: Marked, special: Sentence | None = None) -> bool:
    """A consent that is asked for, or a law; not a consent taken from who joins or uses a page.
    ``special``: what it stands near, when it names no such data itself."""
    found = marked.found(sentence)
    near = special is None or abs(sentence.number - special.number) <= _LAW
    if near and _names_a_law(found):
        return True
    if not found.has("consent", "given_consent") or (
        found.has("consents") and found.has("by_joining", "by_buying", "using")
    ):
        return False
    return special is None or not _is_of_something_else(sentence, special, marked)


def _names_a_law(found: Found) -> bool:
    """Other than those that are never an exception of article 9(2)."""
    others = found.lists.get("other_law", ())
    return any(span not in others for span in found.lists.get("by_law", ()))


def _is_of_something_else(sentence: Sentence, special: Sentence, marked: Marked) -> bool:
    if marked.found(sentence).has("marketing_words", "analytics_name", "browser"):
        return True
    kind = data.named_in(marked, sentence)
    return kind in _BY_THEMSELVES and kind != data.named_in(marked, special)


def near(marked: Marked, sentence: Sentence, reach: int) -> Iterator[Sentence]:
    """The sentence with those about it, and the headings and the lead it stands under."""
    place = sentence.number
    yield from marked.sentences[max(place - reach, 0) : place + reach + 1]
    yield from sentence.headings
    if sentence.lead is not None:
        yield sentence.lead


def section(marked: Marked, sentence: Sentence) -> Iterator[Sentence]:
    """What stands under the same heading, and near; under the title only, what is near."""
    if sentence.under is None or sentence.under.number == 0:
        yield from near(marked, sentence, _REACH)
        return
    yield from near(marked, sentence, 0)
    for one in marked.sentences[sentence.under.number : sentence.number + 40]:
        if one.under is sentence.under:
            yield one
