"""The author's view of the statement in the desk."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.factories import at, desk, organisation, staff_user
from tests.factories import logged_in as browser
from tillit.kernel import clock
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.register import actions, profiles
from tillit.privacy.register.schema import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    made = organisation("nettverket", adopted=False)
    actions.save_draft(made, profiles.load("business-network"), None)
    actions.adopt(made, None)
    return made


def drafted(made, **changes):
    register = Register.model_validate(made.registers.get(state="in_force").document)
    actions.save_draft(made, register.model_copy(update=changes), None)


def test_a_stranger_is_sent_to_log_in(network):
    answer = Client().get(at(network, "desk:statement"))

    assert answer.status_code == 302


def test_someone_who_works_for_another_organisation_sees_nothing(network):
    other = organisation()

    answer = browser(staff_user(other, "secretary")).get(at(network, "desk:statement"))

    assert answer.status_code == 404


@pytest.mark.promise("F01")
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_author_sees_how_the_short_version_and_each_part_reads(network, language):
    page = desk(network, "privacy_officer").get(
        at(network, "desk:statement"), {"language": language}
    )

    readings = page.context["readings"]
    assert page.status_code == 200
    assert "LIX" in page.text
    assert 0 < readings[0]["score"] < 45
    assert len(readings) > 10
    for reading in readings:
        assert f"<strong>{reading['score']}</strong>" in page.text


def test_each_sentence_shows_the_entry_it_comes_from_and_its_light(network):
    Measurement.objects.create(
        organisation=network, probe="retention", about="events.registrations",
        outcome="kept", measured_at=clock.now(),
    )  # fmt: skip

    page = desk(network, "privacy_officer").get(at(network, "desk:statement"))

    assert "Arrangementer › påmeldinger til arrangementer" in page.text
    assert "activities." not in unescape(re.sub(r"<[^>]+>", " ", page.text))
    assert 'data-light="green"' in page.text


def test_a_draft_is_previewed_before_anyone_outside_sees_it(network):
    drafted(network, promised_answer_days=11)
    office = desk(network, "privacy_officer")

    preview = office.get(at(network, "desk:statement"), {"language": "en"})
    public = Client().get(at(network, "site:statement_in", "en"))

    assert "within 11 days" in preview.text
    assert "within 11 days" not in public.text


def test_the_author_sees_what_the_draft_changes_and_in_which_direction(network):
    drafted(network, promised_answer_days=11)

    page = desk(network, "privacy_officer").get(at(network, "desk:statement_changes"))

    assert 'data-kind="narrowing"' in page.text
    assert "11" in page.text


def test_the_author_is_told_of_texts_missing_in_a_language(network):
    register = Register.model_validate(network.registers.get(state="in_force").document)
    first = register.measures[0].model_copy(update={"text": {"nb": "Vi låser døra."}})
    drafted(network, measures=[first, *register.measures[1:]])

    page = desk(network, "privacy_officer").get(at(network, "desk:statement"))

    assert page.context["missing"] == 2


def test_without_a_register_the_author_is_told_where_to_start():
    made = organisation(adopted=False)

    page = desk(made, "privacy_officer").get(at(made, "desk:statement"))

    assert page.status_code == 200
    assert page.context["organisation"] == made
