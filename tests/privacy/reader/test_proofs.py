"""What proves an item is the sentence that says it best; what only comes near it proves nothing."""

from __future__ import annotations

import pytest

from tillit.privacy.reader import Reading, read

START = "# Personvern\n\nBakken vel er behandlingsansvarlig for opplysninger om medlemmene.\n\n"


def of(text: str) -> Reading:
    return read((START + text).encode(), "statement.md")


@pytest.mark.parametrize(
    ("text", "item", "value"),
    [
        ("Vi har gjort vårt beste for å forklare dette enkelt.", "PURPOSE", "M"),
        ("Ikke bruk siden hvis du ikke samtykker i hvordan vi bruker opplysninger.", "BASIS", "M"),
        ("Vi fjerner opplysninger så snart som mulig etter regnskapslovens krav.", "BASIS", "M"),
        ("Vi bruker informasjonskapsler for en personlig tilpasset brukeropplevelse.", "ADM", "N"),
    ],
)
def test_what_says_no_such_thing_proves_nothing(text: str, item: str, value: str) -> None:
    assert of(text).verdicts[item].value == value


@pytest.mark.parametrize(
    ("text", "item", "best"),
    [
        (
            (
                "Vi bruker en databehandler for å sende post. "
                "Formålet er å kreve inn kontingenten og sende innkallinger."
            ),
            "PURPOSE",
            "Formålet er",
        ),
        (
            (
                "Bilder tar vi bare med samtykke. "
                "Det rettslige grunnlaget er avtalen om medlemskap, artikkel 6 nr. 1 bokstav b."
            ),
            "BASIS",
            "Det rettslige grunnlaget",
        ),
    ],
)
def test_the_sentence_that_says_it_best_is_shown(text: str, item: str, best: str) -> None:
    assert of(text).verdicts[item].because[0].text.startswith(best)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        (
            "Du kan få se opplysningene, få dem rettet, få dem slettet og få bruken begrenset.",
            "R_RESTRICT",
        ),
        (
            (
                "Du har rett til innsyn, til å få retta feil, til å få sletta opplysningar og "
                "til å få handsaminga avgrensa."
            ),
            "R_RESTRICT",
        ),
        ("Alle medlemmer må registrere personopplysninger, som navn og adresse.", "OBLIGED"),
        ("For våre berettigede forretningsinteresser bruker vi navn og e-post.", "BASIS"),
        (
            "Grunnlaget er berettiget interesse (art. 6 nr. 1 f): vi må kunne nå bedriften.",
            "LEG_INT",
        ),
    ],
)
def test_what_stands_there_is_found(text: str, item: str) -> None:
    assert of(text).verdicts[item].value == "P"


@pytest.mark.parametrize("what", ["protestere mot", "si nei til"])
def test_that_one_may_object_is_no_use_of_legitimate_interest(what: str) -> None:
    reading = of(
        "Grunnlaget er avtalen om medlemskap. "
        f"Du kan {what} behandling som bygger på berettiget interesse."
    )

    assert reading.verdicts["LEG_INT"].value == "N"
    assert [one.text for one in reading.verdicts["BASIS"].because] == [
        "Grunnlaget er avtalen om medlemskap."
    ]
