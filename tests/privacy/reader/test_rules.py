"""Each rule finds what it is meant for, leaves the rest, and stands in the documentation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tillit.kernel import law
from tillit.privacy.reader.marks import Marked, Rule, every_rule
from tillit.privacy.reader.structure import Line, sentences

ROOT = Path(__file__).resolve().parent.parent.parent.parent
RULES = [(name, rule) for name, rules in every_rule().items() for rule in rules]
LANGUAGES = {"nb", "nn", "en"}


def examples(kind: str) -> list[tuple[Rule, str]]:
    return [(rule, text) for _, rule in RULES for text in getattr(rule, kind)]


def says(rule: Rule, example: str) -> bool:
    """Whether the rule finds the example; “Dine rettigheter > Innsyn” stands under a heading."""
    *headings, text = example.split(" > ")
    lines = [Line("heading", heading, level) for level, heading in enumerate(headings, 1)]
    read = sentences([*lines, Line("text", text)], "nb")
    marked = Marked(read)
    return any(marked.says(sentence, rule) for sentence in read[len(headings) :])


@pytest.mark.parametrize(("rule", "example"), examples("good"), ids=lambda one: str(one)[:60])
def test_a_rule_finds_what_it_is_for(rule: Rule, example: str) -> None:
    assert says(rule, example), f"{rule.key} should match: {example}"


@pytest.mark.parametrize(("rule", "example"), examples("bad"), ids=lambda one: str(one)[:60])
def test_a_rule_leaves_what_only_looks_like_it(rule: Rule, example: str) -> None:
    assert not says(rule, example), f"{rule.key} should not match: {example}"


def test_every_rule_has_sentences_that_it_must_and_must_not_find() -> None:
    without = [rule.key for _, rule in RULES if rule.match and not (rule.good and rule.bad)]

    assert without == []


def test_no_two_rules_of_a_set_share_a_key() -> None:
    keys = [(name, rule.key) for name, rule in RULES]

    assert len(keys) == len(set(keys))


def test_every_rule_rests_on_a_law_that_is_in_the_registry() -> None:
    unknown = {rule.key: set(rule.law) - law.SOURCES.keys() for _, rule in RULES}

    assert {key: missing for key, missing in unknown.items() if missing} == {}


def test_what_a_rule_says_in_a_report_it_says_in_three_languages() -> None:
    lacking = [
        (rule.key, part)
        for _, rule in RULES
        for part in ("title", "why", "instead")
        if part in rule.more and set(rule.more[part]) != LANGUAGES
    ]

    assert lacking == []


def test_the_page_on_the_rules_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "reader_rules.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
