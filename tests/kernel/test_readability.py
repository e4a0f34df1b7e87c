from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tillit.kernel.readability import Lix, lix


def test_lix_is_sentence_length_plus_share_of_long_words() -> None:
    text = "Vi lagrer navnet ditt. Personopplysningene slettes etter arrangementet."

    # 8 words, 2 sentences, 3 words of seven letters or more: 8/2 + 300/8 = 41.5.
    assert lix(text) == Lix(score=42, words=8, sentences=2, long_words=3, band="medium")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Vi bruker f.eks. mat, jf. nr. 5 og kl. 12.30.", 1),
        ("Hva lagrer vi? Navn! Og alder.", 3),
        ("Vi lagrer:\n- navn\n- e-post", 3),
        ("Overskrift\n\nEn setning til", 2),
        ("En setning\nover to linjer.", 1),
        ("Se artikkel 6. Du kan klage.", 2),
        ("Vi lagrer: Navn.", 2),
        ("Se example.no for mer.", 1),
    ],
)
def test_sentences_are_counted_as_a_reader_would(text: str, sentences: int) -> None:
    assert lix(text).sentences == sentences


def test_a_hyphenated_word_is_one_word() -> None:
    assert lix("e-post").words == 1


def test_a_text_without_words_scores_nothing() -> None:
    assert lix(" … ") == Lix(0, 0, 0, 0, "very_easy")


@pytest.mark.parametrize(
    ("words", "band"),
    [(10, "very_easy"), (29, "very_easy"), (30, "easy"), (40, "medium"), (50, "difficult"),
     (60, "very_difficult")],
)  # fmt: skip
def test_bands_begin_at_whole_tens(words: int, band: str) -> None:
    assert lix("vi " * words + ".").band == band


@given(st.text())
def test_any_text_can_be_measured(text: str) -> None:
    told = lix(text)

    assert told.long_words <= told.words
    assert told.sentences <= told.words
    assert (told.sentences == 0) == (told.words == 0)
