"""What is asked of a statement because of what else it says, and what only looks like it."""

# ruff: noqa: E501 - sentences stand as they are written

from __future__ import annotations

import pytest
from django.utils.translation import override

from tillit.privacy.reader import Reading, read, wording
from tillit.privacy.reader.report import report
from tillit.privacy.reader.report.missing import missing

START = "# Personvern\n\nVi lagrer personopplysninger om medlemmene våre, som navn og adresse.\n\n"


def of(text: str) -> Reading:
    return read((START + text).encode(), "statement.md")


@pytest.mark.parametrize(
    ("text", "value", "sure"),
    [
        ("Nyhetsbrevet sendes med Mailchimp i USA.", "M", False),
        ("Nyhetsbrevet sendes med Mailchimp i USA, på grunnlag av EUs standardkontrakt.", "P", True),
        ("Nyhetsbrevet sendes med Mailchimp i USA. Mailchimp er sertifisert under Data Privacy Framework.", "P", True),
        ("Ingenting overføres til USA.", "P", True),
    ],
)  # fmt: skip
def test_that_a_supplier_is_abroad_says_nothing_of_the_ground(
    text: str, value: str, sure: bool
) -> None:
    verdict = of(text).verdicts["TRANSFER"]

    assert (verdict.value, verdict.sure) == (value, sure)


def test_a_transfer_without_its_ground_is_told_so() -> None:
    reading = of("Nyhetsbrevet sendes med Mailchimp i USA.")

    with override("nb"):
        [finding] = [one for one in missing(reading) if one.rule == "missing.transfer"]
    assert finding.level == "warning"
    assert "ikke hva som verner" in finding.explanation


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Vi spør alltid før vi legger ut bilder av folk.", "M"),
        ("Vi spør alltid før vi legger ut bilder. Du kan melde deg av nyhetsbrevet.", "M"),
        ("Vi spør alltid før vi legger ut bilder. Ombestemmer du deg, tar vi dem ned.", "P"),
        ("Nyhetsbrevet får de som vil. Når du melder deg på nyhetsbrevet, får du det hver måned, og du kan melde deg av.", "P"),
        ("Vi spør alltid om navnet når noen ringer.", "N"),
    ],
)  # fmt: skip
def test_who_is_asked_first_consents_though_the_word_is_not_there(text: str, value: str) -> None:
    assert of(text).verdicts["WITHDRAW"].value == value


@pytest.mark.parametrize(
    ("text", "item", "sure", "level"),
    [
        ("Grunnlaget er avtalen om medlemskap.", "R_OBJECT", False, "note"),
        ("Grunnlaget er avtalen om medlemskap. Nyhetsbrevet er markedsføring.", "R_OBJECT", True, "error"),
        ("Grunnlaget er berettiget interesse: å verne havna.", "R_OBJECT", True, "error"),
        ("Grunnlaget er berettiget interesse: å verne havna.", "R_PORT", False, "note"),
        ("Grunnlaget er avtalen om medlemskap.", "R_PORT", True, "error"),
        ("Styret velges hvert år.", "R_OBJECT", True, "error"),
        ("Grunnlaget er avtalen om medlemskap.", "R_ERASE", True, "error"),
    ],
)  # fmt: skip
def test_a_right_that_the_bases_do_not_give_is_a_note(
    text: str, item: str, sure: bool, level: str
) -> None:
    reading = of(text)
    assert reading.verdicts[item].value == "M"

    [finding] = [one for one in missing(reading) if one.rule == f"missing.{item.lower()}"]

    assert (finding.sure, finding.level) == (sure, level)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Barn under 16 år trenger foreldrenes underskrift på skjemaet.", "N"),
        ("Barn under 15 år meldes inn av foresatte.", "P"),
    ],
)
def test_who_enters_others_is_a_source_and_who_signs_is_none(text: str, value: str) -> None:
    reading = of(text)

    assert reading.verdicts["SOURCE"].value == value
    assert any(one.value == "relatives" for one in reading.of("source")) == (value == "P")


@pytest.mark.parametrize(
    "text",
    [
        "Vi bruker Google Analytics. Du velger selv om du vil godta dette i banneret.",
        "## Frivillige\n\nVi noterer bare at attesten er vist fram, ikke selve attesten.",
    ],
)
def test_what_is_chosen_in_a_banner_is_no_giving_of_data(text: str) -> None:
    assert of(text).verdicts["OBLIGED"].value == "M"


PAGE = """<html><body><main><h1>Personvern</h1><p>Vi registrerer navn, adresse og e-post om medlemmene
for å sende innkallinger. %s Opplysningene slettes etter ett år.</p></main>
%s</body></html>"""
ADDRESS = (
    "<footer><p>Solvik Båtforening, Bryggeveien 1, 3770 Kragerø | Org.nr. 123 456 785 | "
    "post@solvik.example</p><p>Laget av Kystweb AS</p></footer>"
)


def page(said: str = "", footer: str = ADDRESS) -> Reading:
    return read((PAGE % (said, footer)).encode(), "statement.html")


def test_who_stands_only_in_the_footer_is_there_and_unsure() -> None:
    reading = page()
    verdict = reading.verdicts["CONTROLLER"]

    assert (verdict.value, verdict.sure, verdict.rules) == ("P", False, ("in-footer",))
    assert all("Solvik Båtforening" in one.text for one in verdict.because)
    assert not any("Solvik" in one.text for one in reading.sentences)
    with override("nb"):
        assert "bunnteksten" in wording.present_but(verdict)
        assert report(reading).rows[0].why == wording.present_but(verdict)


def test_the_footer_may_tell_how_to_reach_who_is_named() -> None:
    verdict = page("Solvik Båtforening er behandlingsansvarlig.").verdicts["CONTROLLER"]

    assert (verdict.value, verdict.sure) == ("P", False)
    assert "behandlingsansvarlig" in verdict.because[0].text


@pytest.mark.parametrize(
    "footer", ["", "<footer><p>Følg oss på Facebook</p></footer>", "<footer></footer>"]
)
def test_a_footer_without_an_address_tells_nobody(footer: str) -> None:
    assert page(footer=footer).verdicts["CONTROLLER"].value == "M"


def test_what_the_text_says_itself_is_sure() -> None:
    said = "Solvik Båtforening er behandlingsansvarlig, post@solvik.example."

    assert page(said).verdicts["CONTROLLER"].sure
