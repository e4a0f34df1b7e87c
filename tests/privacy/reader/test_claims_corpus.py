"""The claims of the labelled statements that the rules were written from."""

from __future__ import annotations

import pytest

from benchmarks.reader import corpus
from benchmarks.reader.baseline import baseline
from benchmarks.reader.reading import reader
from benchmarks.reader.score import scored, total


@pytest.fixture(scope="module")
def statements():
    return corpus.statements("build")


def test_every_label_is_well_formed_in_both_parts():
    for part in corpus.PARTS:
        assert corpus.statements(part)


def test_claims_are_read_as_the_labels_have_them(statements):
    scores = scored((one, reader(one)) for one in statements)

    assert total(scores.claims[kind] for kind in corpus.KINDS).f() >= 0.9
    assert {kind: tally.f() >= 0.85 for kind, tally in scores.claims.items()} == dict.fromkeys(
        corpus.SCORED, True
    )


def test_a_contradiction_that_is_told_is_one(statements):
    scores = scored((one, reader(one)) for one in statements)

    assert scores.claims["contradiction"].precision >= 0.9


def test_the_reader_is_better_than_keywords_at_every_kind_of_claim(statements):
    ours = scored((one, reader(one)) for one in statements)
    plain = scored((one, baseline(one)) for one in statements)

    assert {kind: ours.claims[kind].f() > plain.claims[kind].f() for kind in corpus.KINDS} == (
        dict.fromkeys(corpus.KINDS, True)
    )
