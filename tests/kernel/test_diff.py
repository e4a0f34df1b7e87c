from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tillit.kernel.diff import Change, line_changes, readable_changes, word_changes

texts = st.text(alphabet="ab cd.\n", max_size=80)


def test_a_changed_word_is_shown_in_its_sentence() -> None:
    assert word_changes("Vi sletter etter 60 dager.", "Vi sletter etter 90 dager.") == [
        Change("same", "Vi sletter etter "),
        Change("removed", "60"),
        Change("added", "90"),
        Change("same", " dager."),
    ]


def test_a_changed_period_is_shown_as_one_replacement() -> None:
    assert word_changes("Vi sletter etter 60 dager.", "Vi sletter etter 6 måneder.") == [
        Change("same", "Vi sletter etter "),
        Change("removed", "60 dager"),
        Change("added", "6 måneder"),
        Change("same", "."),
    ]


def test_a_sentence_that_changed_much_has_no_difference_by_words() -> None:
    old = "Vi gir ikke opplysningene til noen som bruker dem til egne oppgaver."
    new = "Vi gir videre til disse, for deres eget arbeid, det de trenger:"

    assert readable_changes(old, new) is None
    assert readable_changes("Etter 60 dager.", "Etter 90 dager.") == word_changes(
        "Etter 60 dager.", "Etter 90 dager."
    )
    assert readable_changes("", "Ny.") == [Change("added", "Ny.")]


def test_a_new_line_is_shown_whole() -> None:
    assert line_changes("a\nb\n", "a\nny\nb\n") == [
        Change("same", "a\n"),
        Change("added", "ny\n"),
        Change("same", "b\n"),
    ]


def test_a_removed_line_stays_apart_from_the_next() -> None:
    assert word_changes("a\nborte\nb", "a\nb") == [
        Change("same", "a\n"),
        Change("removed", "borte\n"),
        Change("same", "b"),
    ]


def test_equal_texts_have_no_change() -> None:
    assert word_changes("a\nb", "a\nb") == [Change("same", "a\nb")]
    assert word_changes("", "") == []


@given(texts, texts)
def test_both_texts_can_be_read_back_from_the_difference(old: str, new: str) -> None:
    for changes in (word_changes(old, new), line_changes(old, new)):
        assert "".join(change.text for change in changes if change.op != "added") == old
        assert "".join(change.text for change in changes if change.op != "removed") == new


@given(texts, texts)
def test_no_stretch_is_empty_and_no_two_neighbours_are_alike(old: str, new: str) -> None:
    changes = word_changes(old, new)

    assert all(change.text for change in changes)
    assert all(one.op != next_.op for one, next_ in pairwise(changes))
