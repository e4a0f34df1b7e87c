"""Who is named as a supplier, what for, and who is not; and the catalogue of suppliers."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.privacy.reader.claimed import claimed
from tillit.privacy.reader.claims import catalogue
from tillit.privacy.reader.claims.whatfor import CODES

ROOT = Path(__file__).resolve().parents[3]

NAMED = [
    ("nb", "Vi bruker Mailchimp til å sende ut nyhetsbrev.", {("Mailchimp", "mail")}),
    ("nb", "Nettsiden vår driftes av Domeneshop AS.", {("Domeneshop", "it_platform")}),
    (
        "nb",
        "Medlemsregisteret ligger i StyreWeb, og regnskapet føres i Tripletex.",
        {("StyreWeb", "it_platform"), ("Tripletex", "invoicing")},
    ),
    (
        "nb",
        "Vår databehandler er Snøfnugg Data AS, som drifter medlemssystemet.",
        {("Snøfnugg Data", "it_platform")},
    ),
    ("nb", "Påmelding skjer via Checkin.no.", {("Checkin", "ticketing")}),
    (
        "nb",
        "Vi benytter Google Analytics for å analysere bruken av nettstedet.",
        {("Google Analytics", "statistics")},
    ),
    ("nb", "Vi har en side på Facebook der vi publiserer bilder.", {("Facebook", "marketing")}),
    (
        "nb",
        "Betaling skjer via Vipps eller kort gjennom Stripe.",
        {("Stripe", "invoicing"), ("Vipps", "invoicing")},
    ),
    ("nb", "E-post og dokumenter lagres i Microsoft 365.", {("Microsoft 365", "storage")}),
    (
        "nb",
        "Møter på nett holdes i Teams eller Zoom.",
        {("Microsoft Teams", "chat"), ("Zoom", "chat")},
    ),
    (
        "nb",
        "Systemet leveres av Brukås Programvare AS, som er vår databehandler.",
        {("Brukås Programvare", "other")},
    ),
    (
        "en",
        "We use Stripe for card payments and Intercom for support chat.",
        {("Intercom", "chat"), ("Stripe", "invoicing")},
    ),
    (
        "en",
        "Our website is hosted by Bluefjord Hosting Ltd.",
        {("Bluefjord Hosting", "it_platform")},
    ),
    (
        "nb",
        "Opplysningene deles med Norges idrettsforbund og forsikringsselskapet Tryg.",
        {("Norges idrettsforbund", "other"), ("Tryg", "other")},
    ),
    ("nb", "Nyhetsbrevet sendes ut gjennom Make.", {("Make", "mail")}),
    (
        "nb",
        "Undersøkelser gjennomføres i SurveyMonkey eller Microsoft Forms.",
        {("Microsoft Forms", "other"), ("SurveyMonkey", "other")},
    ),
    ("nb", "Vi bruker Facebook Pixel til markedsføring.", {("Facebook", "marketing")}),
    ("nb", "Medlemsbladet trykkes av Snarøya Trykkeri AS.", {("Snarøya Trykkeri", "other")}),
    (
        "nn",
        "Vi nyttar Spond til innkalling og Rubic til medlemsregisteret.",
        {("Rubic", "it_platform"), ("Spond", "it_platform")},
    ),
    (
        "nb",
        "Vi har databehandleravtale med Rubic AS (medlemssystem) og Fjordfaktura (faktura).",
        {("Rubic", "it_platform"), ("Fjordfaktura", "invoicing")},
    ),
    ("nb", "Romlisten går til Quality Hotel Sognefjord.", {("Quality Hotel Sognefjord", "other")}),
    (
        "nb",
        "Lista ser våre databehandlere, Norvik AS og ITfolk AS.",
        {("Norvik", "other"), ("ITfolk", "other")},
    ),
    (
        "nb",
        "Vi bruker Google og Facebook til sporing, annonser og statistikk.",
        {("Google", "marketing"), ("Facebook", "marketing")},
    ),
    (
        "nb",
        "Våre databehandlere er Lågdal Regnskap, Norvik og Mailchimp.",
        {("Lågdal Regnskap", "invoicing"), ("Norvik", "other"), ("Mailchimp", "mail")},
    ),
]
NOT_NAMED = [
    ("nb", "Vi bruker ikke Google Analytics."),
    ("nb", "Les mer om Facebooks personvernerklæring her."),
    ("nb", "Følg oss på Facebook og Instagram."),
    ("nb", "Regnskapsfører er sertifisert i Tripletex og Visma."),
    ("nb", "Klager kan rettes til Datatilsynet."),
    ("nb", "Overføringen skjer i samsvar med EU-US Data Privacy Framework."),
    ("nb", "Personopplysningsloven og personvernforordningen gjelder."),
    ("en", "Make sure that your address is right."),
    ("nb", "Vi samler inn navn, e-post og IP-adresse."),
    ("nb", "Opplysningene lagres i Norge og Irland."),
    ("nb", "Du kan slette informasjonskapsler i Chrome, Safari og Firefox."),
    ("nb", "Vi henter navn fra Brønnøysundregistrene og Proff.no."),
    ("nb", "Daglig leder Kari Nordmann har ansvaret."),
    ("nb", "Ingen opplysninger om deg sendes til tredjeparter som Google Fonts."),
    ("nn", "Me oppfyller avtalen med Siva (forvaltar av statleg tilskot)."),
]


@pytest.mark.parametrize(("language", "text", "tuples"), NAMED, ids=[one[1][:60] for one in NAMED])
def test_a_supplier_is_found_with_what_it_is_for(language, text, tuples):
    found = claimed(text, language, "supplier")

    assert {(one.value, one.what_for) for one in found} == tuples


@pytest.mark.parametrize(("language", "text"), NOT_NAMED, ids=[one[1][:60] for one in NOT_NAMED])
def test_a_link_a_law_a_place_or_what_is_not_used_is_no_supplier(language, text):
    assert claimed(text, language, "supplier") == []


BESIDE = [
    ("nb", "Hver måned sender Brevfugl ut ukebrevet for oss.", {("Brevfugl", "mail")}),
    ("nb", "Det er Lommerud IT AS som drifter nettsiden.", {("Lommerud IT", "it_platform")}),
    ("nb", "Vi teller besøk med Sporfinn.", {("Sporfinn", "statistics")}),
    ("nb", "Kameraene over døra styres av Portvokter.", {("Portvokter", "other")}),
    (
        "nb",
        "To firma har noe av dette: Tallmo (fakturaene) og Skyrud (nettsiden).",
        {("Tallmo", "invoicing"), ("Skyrud", "it_platform")},
    ),
    (
        "nb",
        "Våre databehandlere (Tallmo, Skyrud og Mailchimp) holder til i Norge.",
        {("Tallmo", "other"), ("Skyrud", "other"), ("Mailchimp", "mail")},
    ),
    ("nn", "Kontingenten krev vi inn gjennom Bygdegiro.", {("Bygdegiro", "invoicing")}),
    ("nn", "Medlemslista vert drifta av Lommerud Data.", {("Lommerud Data", "it_platform")}),
    ("en", "Our books are kept by Tallmore Ltd.", {("Tallmore", "invoicing")}),
    ("en", "Seats are booked with Seatwell.", {("Seatwell", "ticketing")}),
]


@pytest.mark.parametrize(
    ("language", "text", "tuples"), BESIDE, ids=[one[1][:60] for one in BESIDE]
)
def test_a_name_nobody_knows_is_found_by_what_is_said_beside_it(language, text, tuples):
    opening = {"en": "This is new. We wrote it. It is short. Read it. "}.get(
        language, "Dette er nytt. Teksten er kort. Les den. Vi er her. "
    )

    found = claimed(opening + text, language, "supplier")

    assert {(one.value, one.what_for) for one in found} == tuples


NOBODY = [
    ("nb", "Kasserer Kari Moen fører listen, og Ola Berg tar seg av nettsiden."),
    ("nb", "Du kan logge inn med Google-konto om du vil."),
    ("nb", "Vi tar imot Visa og Mastercard."),
    ("nb", "Samtykket kan trekkes tilbake via Min side."),
    ("nb", "Turprogrammet trykkes hos Sørnes Kopi, men vi deler det ut selv."),
    ("en", "We thank Fjordlight Energy for supporting the festival."),
]


@pytest.mark.parametrize(("language", "text"), NOBODY, ids=[one[1][:60] for one in NOBODY])
def test_a_person_a_card_an_account_or_a_sponsor_is_no_supplier(language, text):
    opening = "Dette er nytt. Teksten er kort. Les den. Vi er her. " if language != "en" else ""

    assert claimed(opening + text, language, "supplier") == []


def test_the_column_of_suppliers_is_looked_for_in_all_of_a_table():
    text = (
        "# Personvern\n\n## Hvem hjelper oss\n\n| Tjeneste | Leverandør | Land |\n|---|---|---|\n"
        "| Nyhetsbrev | Brevfugl | Norge |\n| Regnskap | Tallmo AS | Norge |\n"
    )

    found = claimed(text, "nb", "supplier", name="a.md")

    assert {(one.value, one.what_for) for one in found} == {
        ("Brevfugl", "mail"),
        ("Tallmo", "invoicing"),
    }


def test_the_controller_is_not_its_own_supplier():
    text = "Behandlingsansvarlig er Lysbrua Nett AS. Opplysningene lagres hos Lysbrua Nett AS."

    assert claimed(text, "nb", "supplier") == []


def test_a_row_of_a_table_of_suppliers_names_one():
    text = (
        "# Personvern\n\n## Databehandlere\n\n| Leverandør | Formål |\n|---|---|\n"
        "| Snøfnugg Data | regnskap |\n| Tripletex | fakturering |\n"
    )

    found = claimed(text, "nb", "supplier", name="a.md")

    assert {(one.value, one.what_for) for one in found} == {
        ("Snøfnugg Data", "invoicing"),
        ("Tripletex", "invoicing"),
    }


def test_a_product_that_is_no_more_is_also_out_of_date():
    [one] = claimed("Vi holder webinarer på Skype.", "nb", "outdated")

    assert (one.reference, one.value, one.condition) == ("retired_product", "Skype", "2025-05-05")


def test_the_catalogue_has_two_hundred_suppliers_or_more_each_name_once():
    names = [name.casefold() for one in catalogue.suppliers() for name in (one.name, *one.aliases)]

    assert len(catalogue.suppliers()) >= 200
    assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize("one", catalogue.suppliers(), ids=lambda one: one.name)
def test_a_supplier_of_the_catalogue_is_whole(one):
    assert one.what_for in CODES
    assert set(one.also) <= set(CODES)
    assert one.countries
    assert all(len(country) == 2 and country.isupper() for country in one.countries)
    assert one.transfer in ("dpf", "adequacy", "none", "check")
    assert (one.transfer == "none") == (not one.outside_eea) or one.transfer == "check"
    assert not one.url or one.url.startswith("https://")
    assert catalogue.named(one.name) is not None


@pytest.mark.parametrize("one", catalogue.suppliers(), ids=lambda one: one.name)
def test_what_was_seen_of_a_supplier_has_the_page_and_the_day(one):
    assert one.seen <= set(catalogue.FACTS)
    assert bool(one.seen) == bool(one.sources) == bool(one.checked_on)
    assert all(source.startswith("https://") for source in one.sources)
    assert one.transfer != "check" or not one.is_confirmed("transfer")
    assert one.retired_on or not one.is_confirmed("retired_on")


def test_a_line_that_was_looked_up_names_no_ground_nobody_has_seen():
    listed = {one.name for one in catalogue.suppliers() if one.checked_on}
    named = {one.name for one in catalogue.suppliers() if one.transfer == "dpf"}
    seen = {one.name for one in catalogue.suppliers() if one.is_confirmed("transfer")}

    assert named & listed <= seen


def test_the_page_about_the_reader_says_no_more_is_looked_up_than_there_is():
    page = " ".join((ROOT / "docs/les-en-erklaering.md").read_text("utf-8").split())
    [said] = re.findall(
        r"Av over (\d+) leverandører har minst (\d+) noe som er slått opp: eieren hos (\d+), "
        r"landene hos (\d+), overføringsgrunnlaget hos (\d+) og dagen det ble lagt ned hos (\d+)",
        page,
    )
    known = catalogue.suppliers()
    there = [len(known), sum(bool(one.seen) for one in known)]
    there += [sum(one.is_confirmed(fact) for one in known) for fact in catalogue.FACTS]

    assert all(int(number) <= count for number, count in zip(said, there, strict=True))


def test_a_day_of_closing_nobody_has_seen_is_not_told_for_sure():
    [known] = claimed("Vi holder webinarer på Skype.", "nb", "outdated")
    [believed] = claimed("Vi deler artikler med AddThis.", "nb", "outdated")

    assert (known.sure, believed.sure) == (True, False)


def supplier(**known):
    given = {"name": "Skrubbeli", "owner": "", "what_for": "mail", "url": ""} | known
    return catalogue.Supplier(**given)


def test_a_ground_nobody_has_seen_is_something_to_ask_about():
    believed = supplier(countries=("US",), transfer="dpf", seen=frozenset(("countries",)))
    seen = supplier(countries=("US",), transfer="dpf", seen=frozenset(("countries", "transfer")))

    assert (believed.ground, seen.ground) == ("check", "dpf")


def test_an_adequacy_decision_holds_where_the_country_is_known():
    believed = supplier(countries=("CH",), transfer="adequacy")
    seen = supplier(countries=("CH",), transfer="adequacy", seen=frozenset(("countries",)))

    assert (believed.ground, seen.ground) == ("check", "adequacy")


def test_the_catalogue_says_when_it_was_checked():
    assert catalogue.checked_on() >= dt.date(2026, 11, 28)


def test_more_suppliers_than_any_statement_has_are_not_all_gone_through():
    said = "".join(f"Vi deler opplysninger med Firma{number} AS.\n\n" for number in range(400))

    assert len(claimed(said, "nb", "supplier")) == 300


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "## Leverandører\n\nKontaktperson hos leverandører:\n\nNavn, telefon og e-post\n"),
        ("nb", "## Historikk\n\nEndringsloggen til denne erklæringen ligger på GitHub.\n"),
        ("en", "## Changes\n\nThe change log of this notice is stored on GitHub.\n"),
    ],
)
def test_what_is_asked_for_and_where_the_text_lies_is_no_supplier(language, text):
    assert claimed(f"# Personvern\n\n{text}", language, "supplier", name="a.md") == []
