"""Who the statement says is responsible; who has an organisation number need not be it."""

from __future__ import annotations

import pytest

from tillit.privacy.reader import Reading, read

BODY = (
    "Vi behandler navn og e-post om medlemmer. Vi sletter opplysningene ett år etter utmelding. "
    "Du har rett til innsyn. Kontakt: post@klynge.example.\n\n"
)


def of(text: str, title: str = "Personvernerklæring") -> Reading:
    return read(f"{title}\n\n{text}\n\n{BODY}".encode(), "statement.txt")


def controllers(reading: Reading) -> list[tuple[str, bool]]:
    return [(claim.value, claim.sure) for claim in reading.of("controller")]


@pytest.mark.parametrize(
    "text",
    [
        "Restauranten Palmen AS (organisasjonsnummer 953149117) er gitt tilgang til opplysninger.",
        "Hotell Fjell AS, org.nr. 953149117, får vite hvem som kommer.",
        "Påmeldte deles med Hotell Fjell AS, org.nr. 953149117.",
    ],
)
def test_who_is_given_data_is_not_the_controller(text: str) -> None:
    reading = of(text, "Personvernerklæring for Klynge")

    assert controllers(reading) == [("Klynge", False)]
    assert not reading.verdicts["CONTROLLER"].sure
    assert "9531" not in reading.verdicts["CONTROLLER"].because[0].text


def test_a_number_that_nothing_is_said_of_is_not_sure() -> None:
    assert controllers(of("Bakken vel (org.nr. 974 760 673) har tre hytter.")) == [
        ("Bakken vel", False)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Behandlingsansvarlig er Bakken vel (org.nr. 974 760 673).",
        "Denne erklæringen gjelder for Bakken vel (org.nr. 974 760 673).",
        "Hvem er behandlingsansvarlig?\n\nDet er Bakken vel, org.nr. 974 760 673.",
        "Bakken vel (org.nr. 974 760 673) bestemmer hva opplysningene brukes til.",
    ],
)
def test_who_is_said_to_be_responsible_is_sure(text: str) -> None:
    reading = of(text)

    assert controllers(reading) == [("Bakken vel", True)]
    assert reading.verdicts["CONTROLLER"].sure


def test_the_question_who_is_responsible_proves_nothing() -> None:
    reading = of("# HVEM ER BEHANDLINGSANSVARLIG?\n\nBakken vel er ansvarlig for behandlingen.")

    assert reading.verdicts["CONTROLLER"].because[0].text.startswith("Bakken vel er ansvarlig")
