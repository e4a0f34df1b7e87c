"""A draft says no more than the statement does."""

from __future__ import annotations

import pytest

from tillit.privacy.reader import read
from tillit.privacy.reader.adopt import Adoption, draft

HEAD = """Personvernerklæring for Bakken vel

Bakken vel er behandlingsansvarlig for personopplysninger. E-post: post@bakken.example.

Når du melder deg inn, lagrer vi navn, adresse og e-post. Grunnlaget for medlemmer er avtalen med
deg. Medlemmer slettes ett år etter utmelding. Du har rett til innsyn, retting og sletting, og du
kan klage til Datatilsynet.

"""


def made_of(text: str, **also: str) -> Adoption:
    """The draft of the head with this after it."""
    return draft(read((HEAD + text).encode(), "erklaering.txt"), **also)


def codes(adoption: Adoption, path: str) -> set[str]:
    """What there is to say of that place."""
    return {point.code for point in adoption.points if point.path == path}


def test_a_draft_is_in_the_languages_the_statement_is_in() -> None:
    assert made_of("").register.languages == ["nb"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Personvernombudet vårt er Nora Vik, ombud@bakken.example.", "Nora Vik"),
        ("Personvernombud: Jan-Erik A. Moen. Skriv til ombud@bakken.example.", "Jan-Erik A. Moen"),
        ("Nora Vik er personvernombud hos oss. Skriv til ombud@bakken.example.", "Nora Vik"),
        ("Personvernombudet er Lysbrua Advokater AS, ombud@bakken.example.", "Bakken vel"),
        ("Vi har ikke personvernombud.", "Bakken vel"),
    ],
)
def test_the_officer_who_is_named_answers(said: str, name: str) -> None:
    adoption = made_of(said)

    assert name in {point.name for point in adoption.register.contact_points}


TABLE = """<h2>Leverandører</h2><table>
<tr><th>Leverandør</th><th>Brukes til</th><th>Land</th><th>Grunnlag for overføring</th></tr>
<tr><td>Dropbox</td><td>Filer</td><td>USA</td><td>EU-US Data Privacy Framework</td></tr>
<tr><td>Typeform</td><td>Skjemaer</td><td>Spania</td><td>–</td></tr>
<tr><td>Zoom</td><td>Møter</td><td>USA</td><td>EU-US Data Privacy Framework</td></tr>
<tr><td>Mailchimp</td><td>Nyhetsbrev</td><td>USA</td><td>standard personvernbestemmelser</td></tr>
</table>"""


def test_each_row_of_suppliers_has_its_own_country_and_basis() -> None:
    page = "".join(f"<p>{line}</p>" for line in HEAD.split("\n\n"))
    adoption = draft(read(f"<html><body>{page}{TABLE}</body></html>".encode(), "e.html"))

    by_name = {one.name: (one.countries, one.transfer) for one in adoption.register.processors}
    assert by_name == {
        "Dropbox": (["US"], "dpf"),
        "Typeform": (["ES"], None),
        "Zoom": (["US"], "dpf"),
        "Mailchimp": (["US"], "scc"),
    }
    assert codes(adoption, "processors.zoom.countries") == {"taken"}
    assert codes(adoption, "processors.typeform.transfer") == set()


@pytest.mark.parametrize(
    "said",
    [
        "E-post ligger hos Microsoft 365 med lagring i EU.",
        "E-post ligger hos Microsoft 365. Vi sender ikke opplysninger ut av EØS.",
    ],
)
def test_what_is_said_to_stay_within_is_not_drafted_as_sent_out(said: str) -> None:
    adoption = made_of(said)

    (supplier,) = adoption.register.processors
    assert "US" not in supplier.countries
    assert supplier.transfer is None


@pytest.mark.parametrize(
    ("said", "recipients", "processors"),
    [
        (
            "Medlemsregisteret ligger hos Lysbrua Landslag AS, som er egen behandlingsansvarlig.",
            ["Lysbrua Landslag"],
            [],
        ),
        ("Medlemslista ligg hos Landslaget, som er eigen behandlingsansvarleg.", None, []),
        ("Mailchimp er selvstendig behandlingsansvarlig for nyhetsbrevet.", ["Mailchimp"], []),
        ("Mailchimp er vår databehandler, og vi er selv behandlingsansvarlige.", [], ["Mailchimp"]),
    ],
)
def test_a_controller_of_its_own_gets_data_and_processes_none(
    said: str, recipients: list[str] | None, processors: list[str]
) -> None:
    register = made_of(said).register

    assert [one.name for one in register.processors] == processors
    assert recipients is None or [one.name for one in register.recipients] == recipients


@pytest.mark.parametrize(
    ("said", "processors"),
    [
        ("Vi bruker Matomo på egen server, etter ja i banneret fra Cookiebot.", ["Cookiebot"]),
        ("Nettsiden er bygd med WordPress og ligger hos Domeneshop.", ["Domeneshop"]),
        ("Nettsiden ligger hos Domeneshop og bygger på WordPress.", ["Domeneshop"]),
        ("På serveren vår kjører Nextcloud. Nyhetsbrevet sendes med Mailchimp.", ["Mailchimp"]),
        ("Nettsiden er laget med Squarespace.", ["Squarespace"]),
        ("Statistikken ligger hos Matomo.", ["Matomo"]),
    ],
)
def test_a_program_one_runs_oneself_is_no_supplier(said: str, processors: list[str]) -> None:
    adoption = made_of(said)

    assert [one.name for one in adoption.register.processors] == processors
    left_out = "own_software" in codes(adoption, "processors")
    assert left_out == ("Squarespace" not in said and "hos Matomo" not in said)


def test_pictures_on_the_website_are_no_list_of_members() -> None:
    register = made_of("Vi legger ut bilder fra dugnaden på nettsiden.").register

    (membership,) = [one for one in register.activities if one.activity == "membership"]
    assert membership.published == []
    assert "picture" not in {one.field for one in membership.fields}


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("Adressen til nye huseiere henter vi fra utbyggeren.", "other"),
        ("Adressen til nye huseiere henter vi fra grunnboken.", "public_register"),
    ],
)
def test_a_source_without_a_place_is_never_left_at_the_person_alone(said: str, source: str) -> None:
    adoption = made_of(f"Nesten alt får vi fra deg selv. {said}")

    (membership,) = [one for one in adoption.register.activities if one.activity == "membership"]
    assert set(membership.sources) == {"self", source}
    assert all(not one.sure for one in adoption.origins if one.path.endswith(".sources"))
    assert ("source_unnamed" in codes(adoption, "sources")) == (source == "other")


@pytest.mark.parametrize(
    "said",
    [
        "Vi henter ingen opplysninger om deg fra andre.",
        "Vi sender deg e-post fra oss.",
        "Opplysningene henter vi fra deg.",
    ],
)
def test_nobody_is_a_source_who_is_not_said_to_be(said: str) -> None:
    assert codes(made_of(said), "sources") == set()
