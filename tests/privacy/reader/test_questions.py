"""A question proves nothing and hides no error; its answer does."""

from __future__ import annotations

import pytest

from tillit.privacy.reader import Reading, read

START = "# Personvern\n\nBakken vel er behandlingsansvarlig for opplysninger om medlemmene.\n\n"


def of(text: str) -> Reading:
    return read((START + text).encode(), "statement.md")


@pytest.mark.parametrize("mark", ["## ", ""])
def test_what_is_asked_is_not_told(mark: str) -> None:
    reading = of(f"{mark}Overføres opplysningene ut av EØS?\n\nVi bruker Mailchimp til nyhetsbrev.")

    assert reading.verdicts["TRANSFER"].value == "M"
    assert not list(reading.of("transfer"))


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("## Overføres opplysningene ut av EØS?\n\nNei.", "TRANSFER"),
        ("## Har dere personvernombud?\n\nJa. Det er Kari Strand.", "DPO"),
        ("Tar dere automatiserte avgjørelser? Nei, aldri.", "ADM"),
        ("## Må du gi oss opplysninger?\n\nNei, det er frivillig.", "OBLIGED"),
    ],
)
def test_the_answer_tells_it(text: str, item: str) -> None:
    verdict = of(text).verdicts[item]

    assert verdict.value == "P"
    assert not any(one.asks for one in verdict.because)


def test_a_question_about_a_right_is_not_shown_where_the_right_is_told() -> None:
    reading = of("## Kan du klage til Datatilsynet?\n\nDu kan klage til Datatilsynet når du vil.")

    assert reading.verdicts["COMPLAINT"].because[0].text.startswith("Du kan klage")
