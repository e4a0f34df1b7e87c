"""Every item of articles 13 and 14 that applies is in the statement, in all three languages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tillit.kernel.countries import in_eea
from tillit.privacy.declare import Basis

from .conftest import DAY

ITEMS = tomllib.loads((Path(__file__).parent / "checklist.toml").read_text())["item"]


def applies(item, register):
    bases = {purpose.basis for entry in register.activities for purpose in entry.purposes}
    parties = [
        *register.recipients,
        *register.processors,
        *(sub for part in register.processors for sub in part.sub_processors),
    ]
    return {
        None: True,
        "officer": register.contact("dpo") is not None,
        "legitimate_interest": Basis.LEGITIMATE_INTEREST in bases,
        "consent": Basis.CONSENT in bases,
        "outside": any(not in_eea(code, DAY) for part in parties for code in part.countries),
    }[item.get("when")]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_item_of_articles_13_and_14_that_applies_is_there(register, language, composed):
    statement = composed(register, language)
    text = "\n".join(section.text() for section in statement.sections)
    titles = "\n".join(
        part.title for section in statement.sections for part in (section, *section.sections)
    )

    missing = [
        item["key"]
        for item in ITEMS
        if applies(item, register)
        and not any(sign in f"{text}\n{titles}" for sign in item["signs"][language])
    ]

    assert missing == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_does_not_apply_is_not_said(network, language, composed):
    consent = next(item for item in ITEMS if item["key"] == "WITHDRAW")
    without = network.model_copy(
        update={
            "activities": [
                entry.model_copy(
                    update={"purposes": [p for p in entry.purposes if p.basis != Basis.CONSENT]}
                )
                for entry in network.activities
            ]
        }
    )

    text = "\n".join(section.text() for section in composed(without, language).sections)

    assert not any(sign in text for sign in consent["signs"][language])


def test_the_right_to_object_stands_apart_and_names_what_one_can_object_to(register, composed):
    section = composed(register).section("objection")

    named = {sentence.entry for sentence in section.sentences if sentence.kind == "item"}

    assert named == {
        f"activities.{entry.activity}.purposes.{purpose.purpose}"
        for entry in register.activities
        for purpose in entry.purposes
        if purpose.basis in (Basis.LEGITIMATE_INTEREST, Basis.PUBLIC_TASK)
    }
    assert section.sentences[0].kind == "warn"
