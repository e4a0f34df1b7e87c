"""Two things that cannot both be so are shown, and what only looks like it is left."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from django.utils.translation import override

from tillit.privacy.reader import read

FILE = Path(__file__).with_name("contradictions.toml")
PASSAGES: list[dict[str, str]] = tomllib.loads(FILE.read_text("utf-8"))["passage"]
STARTS = {
    "nb": "Her forteller vi hvordan vi behandler personopplysninger, og at du kan be om innsyn.",
    "nn": "Her fortel vi korleis vi handsamar personopplysningar, og korleis du kan be om innsyn.",
    "en": "Here we tell how we process personal data, and how you can ask for access.",
}


def told(text: str) -> set[str]:
    """The kinds of contradictions in a passage, after a few words that make it a statement."""
    language = "nb"
    if re.search(r"\b(the|your|we)\b", text, re.IGNORECASE):
        language = "en"
    elif re.search(r"\b(ikkje|ein|frå|me|kven|bilda|sende|opplysningane)\b", text, re.IGNORECASE):
        language = "nn"
    title = "Privacy" if language == "en" else "Personvern"
    with override(language):
        made = read(f"# {title}\n\n{STARTS[language]}\n\n{text}".encode(), "statement.md")
    return {one.rule.partition(".")[2] for one in made.findings if one.kind == "contradiction"}


@pytest.fixture(scope="module")
def found() -> list[tuple[str, set[str], str]]:
    return [(one.get("kind", ""), told(one["text"]), one["text"]) for one in PASSAGES]


def test_what_is_told_is_so(found: list[tuple[str, set[str], str]]) -> None:
    wrong = [(kinds - {kind}, text) for kind, kinds, text in found if kinds - {kind}]
    right = sum(bool(kind) and kind in kinds for kind, kinds, _text in found)

    assert right / (right + len(wrong)) >= 0.97, wrong


def test_what_is_so_is_told(found: list[tuple[str, set[str], str]]) -> None:
    there = [(kind, kinds, text) for kind, kinds, text in found if kind]
    lost = [(kind, text) for kind, kinds, text in there if kind not in kinds]

    assert len(there) >= 90
    assert 1 - len(lost) / len(there) >= 0.95, lost


def test_a_contradiction_shows_both_sentences_and_is_unsure() -> None:
    with override("nb"):
        made = read(
            "# Personvern\n\nHer forteller vi hvordan vi behandler personopplysninger.\n\n"
            "Klubben bruker ikke informasjonskapsler. En informasjonskapsel husker "
            "språket.".encode(),
            "statement.md",
        )

    [one] = [one for one in made.findings if one.kind == "contradiction"]
    assert [sentence.text for sentence in one.sentences] == [
        "Klubben bruker ikke informasjonskapsler.",
        "En informasjonskapsel husker språket.",
    ]
    assert not one.sure
    assert one.explanation


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("E-post lagres opptil tre år. E-post slettes automatisk etter tre måneder.", True),
        ("Logger lagres i 30 dager. Logger slettes etter 7 dager.", True),
        ("E-post lagres i to år. E-post slettes etter to år.", False),
        ("E-post lagres i ett år. E-post om kurs slettes etter to år.", False),
        ("E-post lagres i ett år. E-post slettes vanligvis etter to år.", False),
        ("Opplysningene lagres i ett år. Opplysningene slettes etter to år.", False),
        (
            "## A\n\nBilder slettes etter ett år.\n\n## B\n\nBilder slettes etter to år.",
            False,
        ),
    ],
)
def test_two_times_for_one_word_and_nothing_more(text: str, is_told: bool) -> None:
    assert ("period" in told(text)) is is_told
