"""How rules are written, and what they match."""

from __future__ import annotations

import pytest

from tillit.privacy.reader.patterns import Lexicon
from tillit.privacy.reader.structure import words_of

LEXICON = Lexicon({"access": ["innsyn", "få vite"], "you": ["=du", "medlem*"]})


def matches(pattern: str, text: str) -> bool:
    made = LEXICON.pattern(pattern)
    return LEXICON.read(words_of(text)).meets(made)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("innsyn", "Du får innsyn.", True),
        ("rettighet", "Rettighetene dine", True),
        ("=rett", "rette", False),
        ("slett*", "Slettefristen er kort", True),
        ("*frist", "en slettefrist", True),
        ("*lagr*", "mellomlagring", True),
        ("retting|sletting", "om sletting", True),
        ("rett til innsyn", "rett til innsyn", True),
        ("rett til innsyn", "rett på innsyn", False),
        ("rett … innsyn", "rett til fullt og helt innsyn", True),
        ("rett … innsyn", "rett til en lang rekke med andre ting enn innsyn", False),
        ("rett …12 innsyn", "rett til en lang rekke med andre ting enn innsyn", True),
        ("<you> … <access>", "Medlemmer kan få vite det meste", True),
        ("<access> & <you>", "Innsyn får du hos oss", True),
        ("<you> … <access>", "Innsyn får du hos oss", False),
        ("<access|you>", "Du spør", True),
        ("§ 18", "etter § 18 i loven", True),
        ("not shared", "It isn’t shared", True),
        ("=not … sell", "We don't ever sell it", True),
        ("=not", "A knot", False),
    ],
)
def test_a_pattern_matches_what_it_says(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text) is expected


@pytest.mark.parametrize("pattern", ["<nothing>", "innsyn …", ""])
def test_a_pattern_that_cannot_be_is_refused_with_its_text(pattern: str) -> None:
    with pytest.raises(ValueError, match="“"):
        LEXICON.pattern(pattern)
