"""The 21 items: what is there, what is missing, what does not apply, in three languages."""

# ruff: noqa: E501 - statements stand as they are written

from __future__ import annotations

import pytest
from django.utils.translation import override

from tillit.privacy.reader import ITEMS, NotReadable, Reading, read, wording
from tillit.privacy.reader.claims.catalogue import suppliers
from tillit.privacy.reader.report.missing import missing

WHOLE = """# Personvern i Solbakken kor

Solbakken kor, org.nr. 123 456 785, er behandlingsansvarlig. Du når oss på post@solbakken.example.
Personvernombudet vårt når du på ombud@solbakken.example.

## Hva vi bruker opplysningene til
Vi registrerer navn, adresse, e-post og fødselsdato for å kreve inn kontingent og sende innkallinger.
Grunnlaget er avtalen om medlemskap. Nyhetsbrevet sender vi til dem som har samtykket, og
samtykket kan når som helst trekkes tilbake. Bilder fra konserter bruker vi fordi vi har en berettiget interesse i å
vise fram koret. Opplysningene får vi fra deg selv. Uten navn kan vi ikke melde deg inn.

## Hvem som får dem
Styreweb er databehandler for oss. Ingenting overføres til land utenfor EØS. Sammen med Korforbundet er vi felles
behandlingsansvarlige for medlemsstatistikken. Vi tar ingen automatiserte avgjørelser.

## Hvor lenge
Opplysningene slettes ett år etter at du har sluttet.

## Dine rettigheter
Du har rett til
- innsyn
- retting
- sletting
- begrensning av behandlingen
- å protestere
- dataportabilitet

Du kan klage til Datatilsynet.
"""


def of(text: str) -> Reading:
    return read(text.encode(), "statement.md")


def test_a_statement_with_all_of_it_lacks_nothing() -> None:
    reading = of(WHOLE)

    assert {item: verdict.value for item, verdict in reading.verdicts.items()} == dict.fromkeys(
        ITEMS, "P"
    )
    assert all(verdict.because for verdict in reading.verdicts.values())


@pytest.mark.parametrize(
    ("gone", "item", "value"),
    [
        ("Personvernombudet vårt når du på ombud@solbakken.example.\n", "DPO", "N"),
        ("- innsyn\n", "R_ACCESS", "M"),
        ("- retting\n", "R_RECT", "M"),
        ("- sletting\n", "R_ERASE", "M"),
        ("- begrensning av behandlingen\n", "R_RESTRICT", "M"),
        ("- å protestere\n", "R_OBJECT", "M"),
        ("- dataportabilitet\n", "R_PORT", "M"),
        ("Du kan klage til Datatilsynet.\n", "COMPLAINT", "M"),
        (", og\nsamtykket kan når som helst trekkes tilbake", "WITHDRAW", "M"),
        (" i å\nvise fram koret", "LEG_INT", "M"),
        (" Vi tar ingen automatiserte avgjørelser.", "ADM", "N"),
        ("Opplysningene slettes ett år etter at du har sluttet.\n", "STORAGE", "M"),
        (" Uten navn kan vi ikke melde deg inn.", "OBLIGED", "M"),
        (" Opplysningene får vi fra deg selv.", "SOURCE", "N"),
        (" Ingenting overføres til land utenfor EØS.", "TRANSFER", "N"),
    ],
)
def test_what_is_taken_out_is_missed_and_nothing_else(gone: str, item: str, value: str) -> None:
    assert gone in WHOLE

    reading = of(WHOLE.replace(gone, " " if gone[0] in " ," else ""))

    changed = {key: one.value for key, one in reading.verdicts.items() if one.value != "P"}
    assert changed == {item: value}


@pytest.mark.parametrize(
    ("text", "language", "present"),
    [
        (
            ("Personvern\n\nDu kan krevje å få sjå kva opplysningar vi har om deg, og få dei retta eller sletta. "
            "Er du usamd med oss, kan du klage til Datatilsynet. Vi lagrar namn og e-postadresse."),
            "nn", {"R_ACCESS", "R_RECT", "R_ERASE", "COMPLAINT", "CATEGORIES"},
        ),
        (
            ("Privacy notice\n\nYou may ask us for a copy of your personal data, have it corrected or deleted, and object "
            "to how we use it. You can complain to the Norwegian Data Protection Authority. We keep your name, email and phone."),
            "en", {"R_ACCESS", "R_RECT", "R_ERASE", "R_OBJECT", "COMPLAINT", "CATEGORIES"},
        ),
    ],
)  # fmt: skip
def test_nynorsk_and_english_are_read_as_well(text: str, language: str, present: set[str]) -> None:
    reading = of(text)

    assert reading.language == language
    assert present <= {item for item, verdict in reading.verdicts.items() if verdict.value == "P"}


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Korpset har rett til å kreve uniformen tilbake.", "R_ERASE"),
        ("Klage på dommeren sendes kretsen innen 48 timer.", "COMPLAINT"),
        ("Vi har reservert bord til klokka seks.", "R_OBJECT"),
        ("Nøkkelen gir tilgang til møterommet.", "R_ACCESS"),
        ("Frivillige lag kan søke om støtte.", "OBLIGED"),
        ("Sponsorene, uten hvem leiren ikke kunne vært holdt, får en takk.", "OBLIGED"),
        ("Styret har rett til å si nei til boder som selger alkohol.", "R_OBJECT"),
        ("Du kan dele arrangementet på Facebook.", "RECIPIENTS"),
        ("Du kan ta med deg en venn på første trening.", "R_PORT"),
        ("Du kan klage til Forbrukertilsynet, som mekler gratis.", "COMPLAINT"),
        ("Du kan be om innsyn i hva opplysningene brukes til.", "PURPOSE"),
        ("Personopplysninger kan være navn, adresse og e-post.", "CATEGORIES"),
    ],
)
def test_words_about_something_else_are_not_taken_for_it(text: str, item: str) -> None:
    reading = of(f"# Personvern\n\nVi lagrer personopplysninger om medlemmene våre.\n\n{text}")

    assert reading.verdicts[item].value == "M"


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("## Informasjonskapsler\n\nDu samtykker ved å trykke på knappen.", "BASIS"),
        ("Nettstedet setter informasjonskapsler. Ved å gå videre samtykker du til det.", "BASIS"),
        ("## Cookies\n\nFelt merket med stjerne er obligatoriske.", "OBLIGED"),
    ],
)
def test_what_is_said_of_cookies_is_not_said_of_giving_data(text: str, item: str) -> None:
    reading = of(f"# Personvern\n\nVi lagrer personopplysninger om medlemmene våre.\n\n{text}")

    assert reading.verdicts[item].value == "M"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Grunnlaget er berettiget interesse: å forebygge tyveri.", "P"),
        ("Grunnlaget er berettiget interesse (art. 6 nr. 1 bokstav f).", "M"),
        ("Grunnlaget er avtale, samtykke eller berettiget interesse.", "M"),
    ],
)
def test_an_interest_may_be_stated_right_after_it_is_named(text: str, value: str) -> None:
    reading = of(f"# Personvern\n\nVi lagrer personopplysninger om medlemmene våre.\n\n{text}")

    assert reading.verdicts["LEG_INT"].value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Det meste får vi fra deg. Noe får vi også fra andre.", "M"),
        ("Registeret suppleres med navn vi får tips om utenfra.", "M"),
        ("Noe får vi fra andre kilder, som offentlige registre.", "P"),
        ("Vi henter ikke opplysninger fra tredjeparter.", "N"),
        ("Noe får vi fra andre. Rollene henter vi fra Brønnøysundregistrene.", "P"),
    ],
)
def test_data_from_others_that_are_not_named_is_missed(text: str, value: str) -> None:
    reading = of(f"# Personvern\n\nVi lagrer personopplysninger om medlemmene våre.\n\n{text}")

    assert reading.verdicts["SOURCE"].value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Lyngvik kommune har ansvaret for dette. Skriv til post@lyngvik.example.", "P"),
        ("Databehandler er IT-Drift Nord AS, support@itdrift.example.", "M"),
    ],
)
def test_the_controller_is_not_who_works_for_it(text: str, value: str) -> None:
    reading = of(f"# Personvern\n\nVi lagrer personopplysninger om medlemmene våre.\n\n{text}")

    assert reading.verdicts["CONTROLLER"].value == value


@pytest.mark.parametrize(
    "text",
    [
        "Personvernerklæring for Bakken vel\n\nBakken vel behandler navn og e-post.",
        "Privacy notice of the Hill Club\n\nWe use your name and e-mail to send the calendar.",
    ],
)
def test_a_notice_of_two_lines_is_read_when_it_says_what_it_is(text: str) -> None:
    assert of(text).verdicts["CATEGORIES"].value == "P"


def test_news_of_privacy_are_no_statement() -> None:
    with pytest.raises(NotReadable):
        of(
            "Personvern er viktig\n\nMange bedrifter har navn og adresse på avveie, sier direktøren."
        )


def test_what_is_no_privacy_statement_is_said_to_be_none() -> None:
    recipe = (
        "Kjøttkaker i brun saus\n\nBland kjøttdeig, salt og melk. Form kakene og stek dem i smør. La dem trekke i sausen "
        "i ti minutter. Server med poteter og ertestuing. Oppskriften holder til fire personer."
    )

    with pytest.raises(NotReadable) as refused:
        of(recipe)

    assert refused.value.reason == "not_a_statement"


def named_outside(*, confirmed: bool) -> str:
    """A supplier of the list outside the EEA, whose countries a page bore out, or not."""
    return next(
        one.name
        for one in suppliers()
        if one.never_in_eea
        and one.is_confirmed("countries") == confirmed
        and not one.is_word
        and one.what_for in ("storage", "mail")
        and not one.retired_on
    )


def stored_with(name: str) -> Reading:
    said = f"Medlemslistene lagres hos {name}, som er databehandler for oss."
    told = "Styreweb er databehandler for oss. Ingenting overføres til land utenfor EØS."
    assert told in WHOLE
    return of(WHOLE.replace(told, said))


def test_a_supplier_outside_the_eea_must_be_told_of() -> None:
    reading = stored_with(named_outside(confirmed=True))

    [finding] = [one for one in missing(reading) if one.rule == "missing.transfer"]
    assert (finding.level, finding.sure) == ("error", True)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "Spør leverandøren"),
        ("nn", "ikkje stadfesta"),
        ("en", "Check with the supplier"),
    ],
)
def test_that_a_supplier_is_outside_is_no_fact_till_someone_has_looked(
    language: str, words: str
) -> None:
    reading = stored_with(named_outside(confirmed=False))

    with override(language):
        [finding] = [one for one in missing(reading) if one.rule == "missing.transfer"]
    assert (finding.level, finding.sure) == ("warning", False)
    assert words in finding.explanation


def test_a_controller_who_cannot_be_reached_is_told_so() -> None:
    text = (
        "Personvernerklæring\n\nAnsvaret påhviler Søndre Lysvik Kunstforening. Vi lagrer navn på "
        "medlemmene. Du har rett til innsyn og sletting, og kan klage til Datatilsynet."
    )
    verdict = read(text.encode(), "a.txt").verdicts["CONTROLLER"]

    assert (verdict.value, verdict.rules) == ("M", ("no-contact",))
    with override("nb"):
        assert wording.why(verdict) == (
            "Det står hvem som er ansvarlig, men ikke hvordan en når dem."
        )
