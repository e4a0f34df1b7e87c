"""Who answers for the data themselves is given it; nobody waits for an agreement with them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from tests.privacy.reader.readings import reading, said
from tillit.privacy.declare import declarations
from tillit.privacy.reader import read
from tillit.privacy.reader.adopt import draft
from tillit.privacy.reader.adopt.making import texts
from tillit.privacy.reader.against import compare
from tillit.privacy.reader.claims.catalogue import suppliers
from tillit.privacy.register.points.wording import title, to_do
from tillit.privacy.register.rules import findings
from tillit.privacy.statement.compose import Material, others

DAY = dt.date(2026, 11, 22)
CHOIR = """Personvern i Lysbrua Songkor

Lysbrua Songkor, hei@lysbrua.example, er behandlingsansvarlig.

Når du melder deg inn, lagrer vi navn, e-post og telefon. Grunnlaget er avtalen med deg.
Opplysningene om medlemmer slettes ett år etter utmelding.
Du har rett til innsyn, retting og sletting, og du kan klage til Datatilsynet.

Medlemmer betaler kontingenten med Vipps. Vi bruker Mailmojo til nyhetsbrevet.
Opptakene legger vi ut på YouTube og Facebook. Betalinger går via Fjellbanken.
"""


def choir(text: str = CHOIR):
    return draft(read(text.encode(), "koret.txt"))


def codes(points):
    return {(point.code, point.path) for point in points}


def test_payments_banks_and_social_networks_get_data_and_process_none_for_us() -> None:
    register = choir().register

    assert [one.name for one in register.recipients] == [
        "Vipps", "YouTube", "Facebook", "Fjellbanken",
    ]  # fmt: skip
    assert [one.name for one in register.processors] == ["Mailmojo"]


def test_no_agreement_is_waited_for_that_nobody_signs() -> None:
    register = choir().register

    lacking = {
        finding.path[1]
        for finding in findings(register, declarations, DAY)
        if finding.path[0] in ("processors", "recipients")
    }
    assert lacking == {"mailmojo"}


def test_that_they_answer_for_it_is_from_the_list_and_never_sure() -> None:
    adoption = choir()

    told = {point.path: point for point in adoption.origins if point.path.endswith("what_for")}
    assert told["recipients.vipps.what_for"].code == "answers"
    assert told["recipients.facebook.what_for"].code == "answers_jointly"
    listed = [point for point in adoption.origins if point.code.startswith(("catalogue", "answ"))]
    assert not [
        point.path for point in listed if point.sure and not point.path.endswith("privacy_url")
    ]


def test_what_they_do_from_within_the_eea_is_theirs_and_told_of() -> None:
    adoption = choir()

    facebook = next(one for one in adoption.register.recipients if one.key == "facebook")
    assert (facebook.countries, facebook.transfer) == (["IE"], None)
    assert ("passes_on", "recipients.facebook.countries") in codes(adoption.gaps)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_published_statement_says_who_answers_for_what(language: str) -> None:
    adoption = choir()

    with translation.override(language):
        section = others.recipients(Material(adoption.register, declarations, language, DAY))
        said_of = {
            one.title: " ".join(sentence.whole for sentence in one.sentences)
            for one in section.sections
        }
    alone = {"nb": "svarer selv for", "nn": "svarer sjølv for", "en": "answers itself for"}
    both = {"nb": "svarer vi sammen", "nn": "svarer vi saman", "en": "answer together"}
    assert all(alone[language] in text for text in said_of.values()), said_of
    assert both[language] in said_of["Facebook"]
    assert both[language] not in said_of["Vipps"]


def test_who_is_called_a_processor_all_the_same_is_left_to_people() -> None:
    adoption = choir(CHOIR + "\nKlarna er databehandler for oss.\n")

    assert "Klarna" in [one.name for one in adoption.register.recipients]
    assert ("called_processor", "recipients.klarna") in codes(adoption.conflicts)


def test_the_name_of_one_who_is_not_on_the_list_makes_a_guess() -> None:
    text = "Medlemmer\n\nKontingenten går via Skrubbelibanken. Medlemmer slettes etter ett år.\n"
    claim = said("supplier", "Kontingenten", value="Skrubbelibanken", party="Skrubbelibanken")

    adoption = draft(reading(text, claim))

    assert [one.name for one in adoption.register.recipients] == ["Skrubbelibanken"]
    [point] = [one for one in adoption.origins if one.path.endswith("what_for")]
    assert (point.code, point.sure) == ("answers_perhaps", False)


def test_the_data_a_recipient_is_said_to_get_is_said_of_it() -> None:
    text = CHOIR + "\nNorges Korforbund får navn og fødselsdato for medlemmene.\n"

    recipient = next(
        one for one in choir(text).register.recipients if "orforbund" in one.name.lower()
    )

    assert recipient.what_for["nb"].startswith("bruker navn og fødselsdato")
    assert recipient.what_for["en"].startswith("uses names and dates")


def test_against_the_register_asks_for_no_agreement_that_cannot_be() -> None:
    said_only = read(CHOIR.encode(), "koret.txt")
    register = choir().register.model_copy(update={"recipients": [], "processors": []})

    found = {
        finding.title: finding
        for finding in compare(said_only, register, "en")
        if "names" in finding.title
    }

    [vipps] = [one for title, one in found.items() if "Vipps" in title]
    [mailmojo] = [one for title, one in found.items() if "Mailmojo" in title]
    assert "agreement" not in vipps.instead + vipps.explanation
    assert vipps.law == ("gdpr-30",)
    assert mailmojo.law == ("gdpr-28-3",)


def test_every_reason_on_the_list_has_its_words_or_is_an_ordinary_task() -> None:
    reasons = {one.because for one in suppliers() if one.role != "processor"}

    assert reasons - set(texts()["own"]) <= {"own", "federation"}
    assert not [one.name for one in suppliers() if bool(one.because) != (one.role != "processor")]
    assert {one.role for one in suppliers()} == {"processor", "controller", "joint"}


def test_what_is_told_of_them_has_words_in_the_three_languages() -> None:
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            for point in choir().points:
                assert title(point), point
                assert "{" not in title(point) + to_do(point), point
