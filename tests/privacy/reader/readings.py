"""Readings made by hand: a text, and what it is taken to say."""

from __future__ import annotations

from typing import Any

from tillit.privacy.reader.reading import Claim, ClaimKind, Reading, Verdict
from tillit.privacy.reader.structure import Sentence, of_text, sentences


def reading(text: str, *claims: tuple[str, str, dict[str, Any]], **verdicts: str) -> Reading:
    """A statement that says these things: each a kind, words of its sentence, and the rest."""
    read_as = sentences(of_text(text), "nb")
    return Reading(
        "test.txt",
        "nb",
        read_as,
        {item: Verdict(item, value) for item, value in verdicts.items()},  # type: ignore[arg-type]
        [_claim(read_as, *claim) for claim in claims],
    )


def said(kind: ClaimKind, words: str, **rest: Any) -> tuple[str, str, dict[str, Any]]:
    """A claim that rests on the sentence with these words."""
    return kind, words, rest


def _claim(read_as: list[Sentence], kind: str, words: str, rest: dict[str, Any]) -> Claim:
    found = [sentence for sentence in read_as if words in sentence.text]
    assert found, f"no sentence has “{words}”"
    return Claim(kind, found[0], **rest)  # type: ignore[arg-type]
