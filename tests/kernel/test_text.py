from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.events.forms.fields import Text
from tillit.kernel.text import join_and, join_or, slugify, visible
from tillit.people import values


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Årsmøte på Ås", "arsmote-pa-as"),
        ("Frukost & nettverk: Æres-kveld!", "frukost-nettverk-aeres-kveld"),
        ("Café Gösta’s", "cafe-gostas"),
        ("A\u030aas", "aas"),
        ("…", ""),
    ],
)
def test_a_title_becomes_an_address(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_title_is_cut_between_words() -> None:
    assert slugify("ett to tre fire", longest=9) == "ett-to"
    assert slugify("ett to tre fire", longest=10) == "ett-to-tre"
    assert slugify("sammenskrevet", longest=5) == "samme"


@given(st.text())
def test_an_address_is_always_plain(text: str) -> None:
    slug = slugify(text)

    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= 60
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("items", "language", "joined"),
    [
        (["a", "b", "c"], "nb", "a, b og c"),
        (["a", "b", "c"], "nn-NO", "a, b og c"),
        (["a", "b", "c"], "en", "a, b and c"),
        (["a", "b"], "no", "a og b"),
        (["a"], "nb", "a"),
        ([], "nb", ""),
    ],
)
def test_things_are_listed_as_in_a_sentence(items: list[str], language: str, joined: str) -> None:
    assert join_and(items, language) == joined


def test_alternatives_are_listed_with_or() -> None:
    assert join_or(["a", "b", "c"], "nn") == "a, b eller c"


def test_what_hides_in_a_text_is_taken_out_and_nothing_visible_is_nothing() -> None:
    assert visible("Kari\u202eirak\x07\x9b\uffff\nNy linje") == "Kariirak\nNy linje"
    assert visible("\u200b\u2060\u202e") == ""
    assert values.clean("last_name", "Fjell\u202e\u2066ro\x9b") == "Fjellro"
    assert values.clean("last_name", "\u200b\u2066") == ""
    assert Text(required=False).clean("\u200b\u202e") == ""
    assert Text().clean("Én\u202eto") == "Énto"
