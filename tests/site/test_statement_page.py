"""The public statement, its history, the list of activities and the files, as anyone reads them."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from tests.factories import at, organisation
from tillit.kernel import clock as time
from tillit.kernel import law
from tillit.kernel.countries import country_name
from tillit.kernel.law.acts import COMPLAINT_URL
from tillit.kernel.period import Period
from tillit.privacy.declare import declarations
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.register import actions, profiles
from tillit.privacy.register.difference import Kind
from tillit.privacy.register.difference import changes as register_changes
from tillit.privacy.register.schema import Register, words
from tillit.privacy.statement import wording
from tillit.privacy.statement.models import StatementVersion
from tillit.privacy.statement.terms import TERMS

pytestmark = pytest.mark.django_db
LANGUAGES = ("nb", "nn", "en")
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def of_kind(kind="business-network"):
    """An organisation with a ready register in force, and so with a published statement."""
    made = organisation(adopted=False)
    actions.save_draft(made, profiles.load(kind), None)
    actions.adopt(made, None)
    return made


def register_of(made):
    return Register.model_validate(made.registers.get(state="in_force").document)


def adopt(made, **changes):
    actions.save_draft(made, register_of(made).model_copy(update=changes), None)
    actions.adopt(made, None)


def shorter(register, days):
    """The register's activities, with sign-ups kept so many days."""
    return [
        entry.model_copy(
            update={
                "retention": {
                    "registrations": entry.retention["registrations"].model_copy(
                        update={"period": Period(days=days)}
                    )
                }
            }
        )
        if entry.activity == "events"
        else entry
        for entry in register.activities
    ]


def read(made, view="site:statement_in", *args):
    """The page's text as a person reads it."""
    page = Client().get(at(made, view, *args))
    assert page.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text)))


@pytest.fixture(params=list(profiles.KINDS))
def made(request):
    return of_kind(request.param)


@pytest.mark.promise("N01")
@in_each_language
def test_the_public_site_serves_the_statement_of_each_kind_of_organisation(made, language):
    register = register_of(made)

    page = Client().get(at(made, "site:statement_in", language))
    text = read(made, "site:statement_in", language)

    assert page.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in page.text
    for entry in register.activities:
        assert f'id="{entry.activity}"' in page.text
    for other in set(declarations.activities) - {entry.activity for entry in register.activities}:
        assert f'id="{other}"' not in page.text
    for part in (*register.processors, *register.recipients):
        assert part.name in text


@pytest.mark.promise("N01")
def test_what_is_taken_out_of_the_register_is_no_longer_in_the_statement():
    made = of_kind()
    register = register_of(made)
    before = read(made, "site:statement_in", "nb")
    left = [
        entry.model_copy(update={"recipients": [], "fields": entry.fields[:3]})
        if entry.activity == "events"
        else entry
        for entry in register.activities
    ]
    gone = [*register.recipients, *register.sources[1:]]

    adopt(made, recipients=[], activities=[
        entry.model_copy(update={"sources": ["self"]}) for entry in left
    ], sources=register.sources[:1])  # fmt: skip

    after = read(made, "site:statement_in", "nb")
    for text in (gone[0].name, words(gone[1].name, "nb"), "Det står på navneskiltet ditt."):
        assert text in before
        assert text not in after


def test_each_language_has_an_address_of_its_own_that_the_others_lead_to():
    page = Client().get(at(of_kind(), "site:statement_in", "nn")).text

    assert {code for code in LANGUAGES if f'hreflang="{code}"' in page} == set(LANGUAGES)


@pytest.mark.promise("N02")
@in_each_language
def test_anyone_reads_every_activity_with_all_that_belongs_to_it(made, language):
    register = register_of(made)

    client = Client()
    client.cookies["language"] = language
    text = unescape(client.get(at(made, "site:processing")).text)

    with translation.override(language):
        for entry in register.activities:
            declared = declarations.activities[entry.activity]
            assert str(declared.name) in text
            for purpose in entry.purposes:
                assert wording.capital(str(declared.purpose(purpose.purpose).name)) in text
                assert wording.capital(wording.basis(purpose.basis)) in text
            for key, kept in entry.retention.items():
                assert wording.period(kept.period) in text or not kept.period, key
            for asked in entry.fields:
                assert str(declared.asks[asked.field].category.label) in text.lower(), asked.field
            for source in register.sources:
                if source.key in entry.sources and source.key != "self":
                    assert words(source.name, language).lower() in text.lower(), source.key
        for part in (*register.processors, *register.recipients):
            assert part.name in text
    assert "%(" not in text


@pytest.mark.promise("N06")
@pytest.mark.promise("F37")
@in_each_language
def test_each_version_is_kept_with_its_date_and_two_show_as_a_difference(language, clock):
    clock.stop(at=dt.datetime(2027, 1, 10, 12, tzinfo=dt.UTC))
    made = of_kind()
    clock.forward(days=40)
    adopt(made, activities=shorter(register_of(made), 30))
    client = Client()
    client.cookies["language"] = language

    history = client.get(at(made, "site:statement_history")).text
    first = client.get(at(made, "site:statement_version_in", 1, language)).text
    now = client.get(at(made, "site:statement_in", language)).text
    difference = client.get(at(made, "site:difference", 1, 2)).text

    with translation.override(language):
        days = [wording.period(Period(days=count)) for count in (60, 30)]
        dates = {"nb": "19. februar 2027", "nn": "19. februar 2027", "en": "19 February 2027"}
    assert "2027-01-10" in history
    assert "2027-02-19" in history
    assert dates[language] in now
    assert days[0] in first
    assert days[1] in now
    assert days[0] not in now
    assert 'data-kind="narrowing"' in difference
    assert re.search(r"<del>.*60", difference)
    assert re.search(r"<ins>.*30", difference)


def test_the_difference_says_what_each_change_is_and_where_its_sentences_stand():
    made = of_kind()
    register = register_of(made)
    new = register.processors[0].model_copy(
        update={"key": "mailhund", "name": "MailHund", "organisation_number": "359083017"}
    )
    activity = register.activities[0]
    asked = [each.model_copy(update={"required": False}) for each in activity.fields]
    adopt(
        made,
        processors=[*register.processors, new],
        activities=[activity.model_copy(update={"fields": asked}), *register.activities[1:]],
    )
    client = Client()

    page = client.get(at(made, "site:difference", 1, 2)).text
    history = client.get(at(made, "site:statement_history")).text

    versions = made.registers.order_by("number")
    old, now = (Register.model_validate(each.document) for each in versions)
    register_says = [change.kind.value for change in register_changes(old, now)]
    assert "Ny databehandler: MailHund" in page
    assert "Hva vi gjør med personopplysninger › " in page
    assert page.count('data-kind="widening"') == register_says.count("widening")
    assert page.count('data-kind="narrowing"') == register_says.count("narrowing")
    for kind in Kind:
        if count := register_says.count(kind.value):
            assert re.search(rf"{kind.label}.*?s-version__count\">{count}<", history, re.DOTALL)


def test_what_was_published_is_never_altered():
    made = of_kind()
    before = StatementVersion.objects.get(organisation=made)
    adopt(made, promised_answer_days=12)

    after = StatementVersion.objects.get(organisation=made, number=1)

    assert (after.digest, after.content) == (before.digest, before.content)


@pytest.mark.promise("N09")
@in_each_language
def test_a_processor_is_named_with_task_place_link_and_agreement(language):
    made = of_kind()
    page = unescape(Client().get(at(made, "site:statement_in", language)).text)

    for part in register_of(made).processors:
        part_of_page = page[page.index(f'id="processor-{part.key}"') :][:4000]
        assert wording.sentence(words(part.what_for, language)) in part_of_page
        assert all(country_name(code, language) in part_of_page for code in part.countries)
        assert f'href="{part.privacy_url}"' in part_of_page
        assert str(part.agreement.signed_on.year) in part_of_page


@pytest.mark.promise("N10")
@in_each_language
def test_the_foot_of_the_page_leads_to_the_source_of_the_running_version(language, settings):
    settings.SOURCE_URL = "https://code.example/tillit/tree/abc123"
    made = of_kind()

    page = Client().get(at(made, "site:statement_in", language)).text

    assert 'href="https://code.example/tillit/tree/abc123"' in page[page.index("<footer") :]


@pytest.mark.promise("N31")
@in_each_language
def test_sub_processors_stand_under_their_processor_with_country_and_ground(made, language):
    page = unescape(Client().get(at(made, "site:statement_in", language)).text)

    with translation.override(language):
        for part in register_of(made).processors:
            below = page[page.index(f'id="processor-{part.key}"') :]
            for sub in part.sub_processors:
                below = below[below.index(sub.name) :]
                assert all(country_name(code, language) in below[:1500] for code in sub.countries)
                if sub.transfer:
                    assert wording.transfer_basis(sub.transfer) in below[:1500]


@in_each_language
def test_the_controller_is_named_with_address_and_organisation_number(made, language):
    controller = register_of(made).controller
    text = read(made, "site:statement_in", language)

    number = controller.organisation_number
    assert controller.name in text
    assert f"{number[:3]} {number[3:6]} {number[6:]}" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert controller.address in text


@pytest.mark.promise("C20")
@in_each_language
def test_processors_are_grouped_by_what_they_do(language):
    made = of_kind("cloud-supplier")
    page = Client().get(at(made, "site:statement_in", language)).text

    register = register_of(made)
    groups = {}
    for piece in page.split('id="role-')[1:]:
        groups[piece.split('"')[0]] = piece.split('<section class="s-part"')[0]
    assert groups.keys() == {part.role for part in register.processors}
    with translation.override(language):
        for role, group in groups.items():
            assert wording.role(role) in group
            here = {p.key for p in register.processors if f'id="processor-{p.key}"' in group}
            assert here == {p.key for p in register.processors if p.role == role}


@in_each_language
def test_it_says_whether_data_leaves_the_eea(made, language):
    text = read(made, "site:statement_in", language)

    stays = {
        "nb": "Vi sender ikke personopplysninger til land utenfor EU/EØS.",
        "nn": "Vi sender ikkje personopplysningar til land utanfor EU/EØS.",
        "en": "We do not send personal data to countries outside the EU/EEA.",
    }[language]
    outside = any(
        "US" in party.countries
        for part in register_of(made).processors
        for party in (part, *part.sub_processors)
    )
    assert (stays in text) != outside


@pytest.mark.promise("C27")
@in_each_language
def test_each_rule_is_cited_with_its_source_and_date(language):
    made = of_kind()
    client = Client()
    client.cookies["language"] = language
    page = unescape(client.get(at(made, "site:rules")).text)
    statement = read(made, "site:statement_in", language)

    assert "1970" not in page, "an organisation's own promise is no law with a date"
    for rule in law.in_force(time.today()):
        assert rule.text[language] in page
        assert wording.capital(rule.law.name[language]) in page
        if rule.url:
            assert f'href="{rule.url}"' in page
    for key in ("personopplysningsloven", "ekomloven", "markedsforingsloven", "bokforingsloven"):
        known = next(rule.law for rule in law.SOURCES.values() if rule.law.key == key)
        assert wording.capital(known.name[language]) in statement
        assert str(known.in_force_from.year) in statement


@pytest.mark.promise("P12")
@in_each_language
def test_the_public_part_of_the_register_can_be_taken_along(made, language):
    client = Client()
    client.cookies["language"] = language
    page = client.get(at(made, "site:processing")).text
    register = register_of(made)

    files = {
        suffix: client.get(at(made, "site:statement_file", "protokoll", language, suffix))
        for suffix in ("pdf", "json", "xlsx")
    }

    assert all(f".{suffix}" in page for suffix in files)
    assert files["pdf"].content.startswith(b"%PDF")
    rows = json.loads(files["json"].content)["rows"]
    assert {row["activity"] for row in rows} == {e.activity for e in register.activities}
    assert len(rows) == sum(len(entry.purposes) for entry in register.activities)
    sheet = load_workbook(io.BytesIO(files["xlsx"].content)).active
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert {row["purpose"] for row in rows} <= cells
    assert register.controller.name in cells


@pytest.mark.promise("R23")
@in_each_language
def test_the_reader_is_asked_to_write_first_and_told_where_to_complain(made, language):
    page = Client().get(at(made, "site:statement_in", language)).text

    first = {"nb": "Skriv til oss først.", "nn": "Skriv til oss først.", "en": "Write to us first."}
    assert page.index(first[language]) < page.index(f'href="{COMPLAINT_URL}"')
    assert "Datatilsynet" in page
    point = register_of(made).privacy_contact()
    assert f'href="mailto:{point.email}"' in page


@pytest.mark.promise("F01")
@in_each_language
def test_the_short_version_comes_first_and_the_rest_on_demand(made, language):
    page = Client().get(at(made, "site:statement_in", language)).text

    short, rest = page.split('class="s-whole"')
    assert 'id="short-who"' in short
    assert 'id="short-contact"' in short
    assert "<details" in rest
    assert rest.count('<details class="ds-details s-fold">') >= len(register_of(made).activities)


@pytest.mark.promise("F03")
@in_each_language
def test_words_are_explained_where_they_are_used(made, language):
    page = unescape(Client().get(at(made, "site:statement_in", language)).text)

    with translation.override(language):
        explained = {key for key, (_word, meaning) in TERMS.items() if str(meaning) in page}
        first = str(TERMS["personal_data"][1])
    assert {"personal_data", "controller", "purpose", "basis", "retention"} <= explained
    assert page.index(first) < page.index('class="s-whole"')
    for key in explained:
        with translation.override(language):
            assert page.index(str(TERMS[key][0])) < page.index(str(TERMS[key][1]))


@pytest.mark.promise("F07")
@in_each_language
def test_an_activity_shows_all_its_purposes_each_with_its_own_basis(language):
    made = of_kind("business-network")
    page = unescape(Client().get(at(made, "site:statement_in", language)).text)

    membership = register_of(made).activity("membership")
    assert len({purpose.basis for purpose in membership.purposes}) > 1
    with translation.override(language):
        for purpose in membership.purposes:
            sentence = page[page.index(f'id="s-membership.purposes.{purpose.purpose}"') :][:700]
            assert str(declarations.activities["membership"].purpose(purpose.purpose).sentence) in (
                sentence
            )
            assert wording.article(purpose.basis) in sentence


@pytest.mark.promise("N30")
@pytest.mark.promise("F38")
@in_each_language
def test_one_can_write_by_e_mail_and_by_post(made, language):
    text = read(made, "site:statement_in", language)
    point = register_of(made).privacy_contact()

    assert point.email in text
    assert (point.address or register_of(made).controller.address) in text


def test_a_sentence_shows_by_a_light_whether_it_is_kept():
    made = of_kind()
    at_once = Client()
    url = at(made, "site:statement_in", "en")

    def light():
        page = at_once.get(url).text
        sentence = page[page.index('id="s-events.retention.registrations"') :]
        return re.search(r'data-light="(\w+)"', sentence).group(1)

    before = light()
    row = Measurement.objects.create(
        organisation=made, probe="retention", about="events.registrations",
        outcome="kept", measured_at=time.now(),
    )  # fmt: skip
    kept = light()
    row.outcome = "broken"
    row.save()

    assert (before, kept, light()) == ("grey", "green", "red")


def test_an_old_measurement_does_not_show_a_promise_as_kept(clock):
    made = of_kind()
    Measurement.objects.create(
        organisation=made, probe="retention", about="events.registrations",
        outcome="kept", measured_at=time.now(),
    )  # fmt: skip
    clock.forward(days=3)

    page = Client().get(at(made, "site:statement_in", "en")).text

    assert 'data-light="green"' not in page[page.index('id="s-events.retention') :]


def test_the_page_is_read_with_few_queries():
    made = of_kind()
    url = at(made, "site:statement_in", "nb")
    client = Client()
    client.get(url)

    with CaptureQueriesContext(connection) as seen:
        client.get(url)

    assert len(seen) <= 5, [query["sql"][:120] for query in seen]


def test_text_from_the_register_is_never_markup():
    made = of_kind()
    register = register_of(made)
    nasty = "<script>alert(1)</script> *b* #strong[x] [a](http://x.example) =1+1"
    first = register.measures[0].model_copy(update={"text": {"nb": nasty}})
    adopt(made, measures=[first, *register.measures[1:]])

    page = Client().get(at(made, "site:statement_in", "nb")).text
    markdown = Client().get(at(made, "site:statement_file", "erklaering", "nb", "md")).text
    pdf = Client().get(at(made, "site:statement_file", "erklaering", "nb", "pdf"))

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "[a](http://x.example)" not in markdown
    assert "<script>" not in markdown
    assert pdf.status_code == 200


def test_there_is_no_statement_before_there_is_a_register():
    made = organisation(adopted=False)

    assert Client().get(at(made, "site:statement")).status_code == 404
    assert Client().get(at(made, "site:processing")).status_code == 404
    assert (
        Client().get(at(made, "site:statement_file", "erklaering", "nb", "pdf")).status_code == 404
    )


def test_a_register_in_force_that_was_never_published_says_so():
    made = organisation()

    assert "Not published yet" in read(made, "site:statement_in", "en")


@pytest.mark.parametrize(("older", "newer"), [(2, 1), (1, 1), (1, 9)])
def test_versions_that_do_not_follow_each_other_have_no_difference(older, newer):
    made = of_kind()
    adopt(made, promised_answer_days=12)

    assert Client().get(at(made, "site:difference", older, newer)).status_code == 404


def test_another_organisations_versions_are_not_shown():
    first, second = of_kind(), of_kind("federation")

    page = read(second, "site:statement_history")

    assert register_of(first).controller.name not in page
    assert Client().get(at(second, "site:statement_version", 2)).status_code == 404
