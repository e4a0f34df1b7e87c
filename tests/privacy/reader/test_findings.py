"""What is out of date, vague or in conflict, each with its sentence and the day it fell."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from tillit.privacy.reader import Finding, Reading, read
from tillit.privacy.reader.marks import every_rule
from tillit.privacy.reader.structure import split

START = "# Personvern\n\nKoret lagrer personopplysninger: navn og e-post.\n\n"


def of(text: str) -> Reading:
    with override("nb"):
        return read(f"{START}{text}".encode(), "statement.md")


def found(text: str, kind: str) -> list[Finding]:
    return [one for one in of(text).findings if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "reference", "since"),
    [
        (
            "Alle har rett på grunnleggende informasjon etter personopplysningsloven § 18.",
            "act_of_2000",
            dt.date(2018, 7, 20),
        ),
        (
            "Behandlingen er hjemlet i lov av 14. april 2000 nr. 31.",
            "act_of_2000",
            dt.date(2018, 7, 20),
        ),
        ("Vi har konsesjon fra Datatilsynet.", "licence_duty", dt.date(2018, 7, 20)),
        (
            "Leverandøren er sertifisert under Privacy Shield.",
            "privacy_shield",
            dt.date(2020, 7, 16),
        ),
        ("De følger Safe Harbor-prinsippene.", "safe_harbour", dt.date(2015, 10, 6)),
        ("We comply with Directive 95/46/EC.", "directive_95_46", dt.date(2018, 5, 25)),
        (
            "Bruk av informasjonskapsler følger ekomloven § 2-7 b.",
            "ekomloven_2_7b",
            dt.date(2025, 1, 1),
        ),
        (
            "Ved å bruke nettstedet godtar du informasjonskapsler.",
            "browser_consent",
            dt.date(2025, 1, 1),
        ),
        ("Når GDPR trer i kraft, får du flere rettigheter.", "gdpr_to_come", dt.date(2018, 7, 20)),
    ],
)
def test_what_has_fallen_is_told_with_its_day(text: str, reference: str, since: dt.date) -> None:
    reading = of(text)

    assert {claim.reference for claim in reading.of("outdated")} == {reference}
    [finding] = [one for one in reading.findings if one.kind == "outdated"]
    assert finding.since == since
    assert finding.sentences[0].text == text
    assert finding.title
    assert finding.explanation
    assert finding.instead


@pytest.mark.parametrize(
    "text",
    [
        "Vi bruker fødselsnummer bare når personopplysningsloven § 12 tillater det.",
        "Personvernombudet har taushetsplikt etter personopplysningsloven § 18.",
        "Privacy Shield ble kjent ugyldig i 2020, og vi bruker standardkontrakter.",
        "Brudd på sikkerheten blir meldt til Datatilsynet innen 72 timer.",
        "GDPR trådte i kraft i Norge 20. juli 2018.",
        "Du kan slette informasjonskapsler i nettleseren din.",
        "Foreningen ble stiftet 14. april 2001.",
    ],
)
def test_the_same_numbers_and_names_in_another_context_are_not(text: str) -> None:
    assert found(text, "outdated") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "Vi behandler ikke sensitive opplysninger. Til turen spør vi om allergier.",
            "contradiction.special",
        ),
        (
            "Loggen er helt anonym. Den inneholder IP-adresse og tidspunkt.",
            "contradiction.anonymous",
        ),
        (
            "Vi deler aldri opplysninger med andre. Forbundet får medlemslista.",
            "contradiction.sharing",
        ),
        (
            "Opplysningene dine forlater aldri EØS. Nyhetsbrevet sendes med Mailchimp.",
            "contradiction.transfer",
        ),
        (
            "Jobbsøknader slettes 6 måneder etter tilsetting, eller ett år etter tilsetting.",
            "contradiction.period",
        ),
    ],
)
def test_two_things_that_cannot_both_be_so_are_shown_together(text: str, rule: str) -> None:
    [finding] = found(text, "contradiction")

    assert finding.rule == rule
    assert {one.text for one in finding.sentences} == set(split(text, "nb"))


@pytest.mark.parametrize(
    "text",
    [
        "Vi ser aldri kortnummeret ditt. Forbundet får medlemslista.",
        "Opplysninger overføres ikke til land utenfor EØS. Forbundet får medlemslista.",
        "Alle data lagres i EØS. Vi bruker Microsoft 365. Microsoft lagrer dataene i Europa.",
        "Vi ber om at dere ikke sender sensitive opplysninger på e-post. Vi spør om allergier.",
        "Påmeldinger til turen slettes to måneder etter turen. Dugnadslister slettes ett år etter.",
        "Du kan gi en gave og være anonym. Vi lagrer navn.",
    ],
)
def test_two_things_that_can_both_be_so_are_not_shown(text: str) -> None:
    assert found(text, "contradiction") == []


def test_a_time_that_is_made_longer_for_hard_requests_is_within_the_law() -> None:
    late = "Krav om innsyn besvares innen tre måneder."
    longer = "Krav om innsyn besvares innen en måned, som kan forlenges med to måneder."

    assert [one.rule for one in found(late, "unlawful")] == ["answer-too-late"]
    assert found(longer, "unlawful") == []


@pytest.mark.parametrize(
    "text",
    [
        "Når du melder deg på, lagres navnet og andre nødvendige opplysninger hos Checkin.",
        "Du kan be om at vi overfører opplysninger til andre.",
        "EUs nye personverndirektiv (GDPR) gjelder fra 2018.",
    ],
)
def test_what_only_has_the_words_of_a_finding_gives_none(text: str) -> None:
    rules = {one.rule for one in of(text).findings}

    assert not rules & {"necessary-time-only", "may-share-with-partners", "directive-95-46"}


def test_as_long_as_necessary_is_vague_and_a_period_is_not() -> None:
    assert [one.rule for one in found("Vi lagrer så lenge det er nødvendig.", "vague")] == [
        "necessary-time-only"
    ]
    assert found("Vi sletter etter ett år.", "vague") == []


def test_every_rule_is_worded_in_three_languages_and_knows_its_law() -> None:
    for name in ("outdated", "unlawful", "vague", "conflicts"):
        for rule in every_rule()[name]:
            for part in {"title", "why", "instead"} & set(rule.more):
                assert set(rule.more[part]) == {"nb", "nn", "en"}, (name, rule.key, part)


@pytest.mark.parametrize(
    "place",
    [
        "[sett inn formål]",
        "[NAVN]",
        "[navn på foreningen]",
        "{{ formål }}",
        "[xx]",
        "[insert purpose]",
    ],
)
def test_what_a_template_left_is_told_and_is_not_said(place):
    reading = of(f"Vi bruker opplysningene til {place}. Opplysningene lagres i [antall år].")

    left = [one for one in reading.findings if one.rule == "left-to-fill-in"]
    assert [one.level for one in left] == ["error"]
    assert left[0].title == "Malen er ikke fylt ut"
    assert len(left[0].sentences) == 2
    assert reading.verdicts["PURPOSE"].value == "M"
    assert not reading.claims or "formål" not in {c.purpose for c in reading.claims}


@pytest.mark.parametrize(
    "text", ["Vi lagrer dem i [fem (5) år].", "Skriv til <koret@koret.example>.", "Se [1] og [2]."]
)
def test_other_brackets_are_words_like_others(text):
    assert not [one for one in of(text).findings if one.rule == "left-to-fill-in"]
