"""A right that is denied is not told; where a right is given beside it, that one is."""

from __future__ import annotations

import pytest

from tillit.privacy.reader import Reading, read

START = (
    "# Personvern\n\nBakken vel er behandlingsansvarlig for personopplysninger om medlemmene.\n\n"
)


def of(text: str) -> Reading:
    return read((START + text).encode(), "statement.md")


@pytest.mark.parametrize(
    ("text", "item", "finding"),
    [
        ("Vi sletter ikke opplysninger om deg selv om du ber om det.", "R_ERASE", "asked-in-vain"),
        ("Du kan dessverre ikke få innsyn i opplysningene.", "R_ACCESS", "right-denied"),
        ("Medlemene kan ikkje krevje retting.", "R_RECT", "right-denied"),
        ("Du kan ikke protestere mot behandlingen.", "R_OBJECT", "right-denied"),
        ("Det er ikke mulig å få dataene i et maskinlesbart format.", "R_PORT", "right-denied"),
        (
            "Du kan ikke klage til Datatilsynet uten å ha klaget til oss først.",
            "COMPLAINT",
            "complaint-denied",
        ),
        (
            "Vi bygger på samtykke. Samtykket kan ikke trekkes tilbake.",
            "WITHDRAW",
            "right-denied",
        ),
    ],
)
def test_a_right_that_is_denied_is_not_told(text: str, item: str, finding: str) -> None:
    reading = of(text)

    assert reading.verdicts[item].value == "M"
    assert finding in {one.rule for one in reading.findings}
    assert not list(reading.of("right"))


def test_what_is_given_in_the_same_sentence_is_told() -> None:
    reading = of("Du har rett til innsyn, men du kan ikke kreve sletting.")

    assert reading.verdicts["R_ACCESS"].value == "P"
    assert reading.verdicts["R_ERASE"].value == "M"


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Du kan be om at opplysninger laget ikke har adgang til å ha, blir rettet.", "R_RECT"),
        ("Er du ikke fornøyd, kan du klage til Datatilsynet.", "COMPLAINT"),
        ("Vil du ikke at vi bruker opplysningene, kan du protestere.", "R_OBJECT"),
        ("Du kan kreve at vi ikke bruker opplysningene mens vi sjekker dem.", "R_RESTRICT"),
        ("Du kan be om sletting, men ikke av det vi etter loven må lagre.", "R_ERASE"),
    ],
)
def test_a_not_beside_a_right_denies_nothing(text: str, item: str) -> None:
    assert of(text).verdicts[item].value == "P"
