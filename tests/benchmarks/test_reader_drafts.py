"""What drafts hold is held against the labels that say what they must."""

from __future__ import annotations

import pytest

from benchmarks.reader import corpus
from benchmarks.reader.drafts import PARTS, drafts

# Of each part, at least this well.
LEAST = {
    "profile": 0.85, "activity": 0.9, "period": 0.88, "basis": 0.75, "source": 0.85,
    "supplier": 0.8, "recipient": 0.85, "purpose": 0.8,
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return drafts(corpus.statements("build"))


def test_every_part_of_a_draft_is_labelled_somewhere(found):
    tallies, _differ = found

    assert {part: tally.labelled > 0 for part, tally in tallies.items()} == dict.fromkeys(
        PARTS, True
    )


def test_drafts_hold_what_the_labels_say(found):
    tallies, _differ = found

    assert {part: tally.f() >= LEAST[part] for part, tally in tallies.items()} == dict.fromkeys(
        PARTS, True
    )


def test_where_a_draft_and_the_labels_differ_is_told_with_the_words(found):
    tallies, differ = found

    assert sum(tally.extra + tally.missed for tally in tallies.values()) == len(differ)
    assert all(one.words for one in differ if one.sign == "+" and one.kind != "profile")
