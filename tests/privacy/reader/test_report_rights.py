"""Missing rights: one card with one text to paste, and one result each for machines."""

from __future__ import annotations

import json

import pytest
from django.utils.translation import override
from lxml import html

from tillit.privacy.reader import ITEMS, Reading, Verdict, read, report
from tillit.privacy.reader.report import rights

LANGUAGES = ("nb", "nn", "en")
TITLE = {"en": "Privacy statement"}


def lacking(*items: str, unsure: str = "") -> Reading:
    """A statement in bokmål that lacks these, and has the rest."""
    verdicts = {
        item: Verdict(item, "M" if item in items else "P", sure=item != unsure) for item in ITEMS
    }
    return Reading("personvern.txt", "nb", [], verdicts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_to_paste_says_every_right_that_was_missing(language: str) -> None:
    text = rights.what_to_write(rights.RIGHTS, language)
    place = "e-mail address" if language == "en" else "e-postadresse"

    made = read(
        f"{TITLE.get(language, 'Personvernerklæring')}\n\n"
        f"{text.replace(f'[{place}]', 'post@koret.example')}".encode(),
        "pasted.txt",
    )

    assert made.language == language
    assert {item: made.verdicts[item].value for item in rights.RIGHTS} == dict.fromkeys(
        rights.RIGHTS, "P"
    )
    assert "objection-among-others" not in {one.rule for one in made.findings}


def test_several_missing_rights_are_one_card_that_names_them() -> None:
    with override("nb"):
        made = report.report(lacking("BASIS", "R_ERASE", "R_PORT", "COMPLAINT"))

    assert [one.title for one in made.lacking] == [
        "Det rettslige grunnlaget",
        "Rettigheter: sletting, dataportabilitet og å klage",
    ]
    card = made.lacking[1]
    assert "(sletting)" in card.instead
    assert "(innsyn)" not in card.instead
    assert "Datatilsynet" in card.instead
    assert [rule.key for rule in card.law] == ["gdpr-13-2-b", "gdpr-13-2-d"]


def test_one_missing_right_is_told_by_itself() -> None:
    with override("nb"):
        made = report.report(lacking("R_PORT"))

    assert [one.rule for one in made.lacking] == ["missing.r_port"]
    assert made.lacking[0].title == "Retten til dataportabilitet"


def test_a_right_nobody_is_sure_of_is_told_by_itself() -> None:
    with override("nb"):
        made = report.report(lacking("R_PORT", "R_ERASE", "R_RECT", unsure="R_PORT"))

    rights, port = made.lacking
    assert (rights.title, rights.level, rights.sure) == (
        "Rettigheter: retting og sletting", "error", True,
    )  # fmt: skip
    assert (port.rule, port.sure) == ("missing.r_port", False)


def test_machines_have_a_result_for_each_right() -> None:
    made = lacking("R_ERASE", "R_PORT")
    rules = {"missing.r_erase", "missing.r_port"}

    plain = json.loads(report.as_json(made, "nb"))
    sarif = json.loads(report.as_sarif(made, "nb"))

    assert {one["rule"] for one in plain["statements"][0]["findings"]} == rules
    assert {one["ruleId"] for one in sarif["runs"][0]["results"]} == rules


def test_the_page_and_the_terminal_have_the_one_card() -> None:
    made = lacking("R_ERASE", "R_PORT", "R_OBJECT")

    page = html.fromstring(str(report.fragment(made, "nb")))
    text = report.as_text(made, "nb")

    [card] = page.xpath("//section[@id='r-missing']//article")
    [box] = card.xpath(".//textarea")
    assert "\n\n" in box.text_content()
    assert " ".join(text.split()).count("Rettigheter:") == 1
    assert max(map(len, text.split("\n"))) <= 80
