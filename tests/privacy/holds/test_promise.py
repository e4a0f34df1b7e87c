"""Sign-ups go on time, and anyone can see that they do; ending a relation leaves the others."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from django.core.management import call_command

from tests import factories as make
from tillit.events.models import Registration
from tillit.kernel import clock as kernel_clock
from tillit.privacy.ledger.chain import chain
from tillit.privacy.register.queries import version_in_force
from tillit.privacy.statement.actions import publish

pytestmark = pytest.mark.django_db
ENGLISH = {"cookie": "language=en"}


@pytest.fixture
def org(clock, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    clock.stop(at=dt.datetime(2026, 6, 15, 9, 0, tzinfo=dt.UTC))
    made = make.organisation("lysbuen")
    publish(made, make.sealed(version_in_force(made)))
    return made


def evidence(client, org) -> dict:
    """The public evidence as anyone reads it, measured anew."""
    chain(org)
    with suppress(SystemExit):  # its way to say that something is not kept
        call_command("evidence", organisation="lysbuen")
    return client.get("/lysbuen/personvern/bevis.json", headers=ENGLISH).json()


def of_registrations(found: dict) -> dict:
    [line] = [line for line in found["evidence"] if line["about"] == "events.registrations"]
    return line


@pytest.mark.promise("N15")
def test_sign_ups_are_deleted_sixty_days_after_the_event_was_held_or_cancelled(org, client, clock):
    held = make.event(org, starts_at=kernel_clock.now())
    ahead = make.event(org, starts_at=kernel_clock.now() + dt.timedelta(days=200),
                       state="cancelled", cancelled_at=kernel_clock.now())  # fmt: skip
    for event in (held, ahead):
        for _ in range(3):
            make.registration(event)

    clock.forward(days=59)
    call_command("sweep")
    assert Registration.objects.count() == 6
    line = of_registrations(evidence(client, org))
    assert line["kept"]
    assert (line["measured"]["days"], line["limit"]) == (59, "60 days")
    assert "59 days ago" in line["finding"]

    clock.forward(days=1)
    call_command("sweep")
    assert Registration.objects.count() == 0
    found = evidence(client, org)
    assert of_registrations(found)["kept"]
    assert found["kept"], found["evidence"]


@pytest.mark.promise("N15")
def test_a_sign_up_kept_too_long_turns_the_public_page_red_until_it_is_gone(org, client):
    event = make.event(org, starts_at=kernel_clock.now() - dt.timedelta(days=75))
    make.registration(event, email="kari@post.example")

    assert not of_registrations(evidence(client, org))["kept"]
    page = client.get("/lysbuen/personvern/bevis/", headers=ENGLISH).content.decode()
    assert "Promises not shown to be kept: 1 of" in page
    assert "75 days ago" in page
    assert "kari@post.example" not in page

    call_command("sweep")
    assert of_registrations(evidence(client, org))["kept"]
    page = client.get("/lysbuen/personvern/bevis/", headers=ENGLISH).content.decode()
    assert "Every promise is kept" in page


@pytest.mark.promise("F05")
def test_ending_one_relation_takes_its_fields_and_leaves_the_others(org, client, clock):
    made = kernel_clock.now()
    card = make.person(org, "member", created_at=made, street="Lysbuen 1", city="Oslo",
                       email="kari@post.example")  # fmt: skip
    make.relation(card, "company_contact")
    make.relation(card, "supplier")
    for kind in ("member", "company_contact"):
        card.relations.filter(kind=kind).update(ended_on=made.date())

    clock.forward(days=366)
    call_command("sweep")

    card.refresh_from_db()
    assert [relation.kind for relation in card.relations.all()] == ["supplier"]
    assert (card.email, card.street, card.city) == ("kari@post.example", "", "")
    [line] = [one for one in evidence(client, org)["evidence"] if one["check"] == "released"]
    assert line["kept"]


def test_the_evidence_page_of_an_organisation_without_a_register_is_not_there(client):
    make.organisation("tomt", adopted=False)

    assert client.get("/tomt/personvern/bevis/").status_code == 404
    assert client.get("/tomt/personvern/bevis.json").status_code == 404


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_evidence_page_reads_in_each_language_and_sets_no_cookie(org, client, language):
    response = client.get("/lysbuen/personvern/bevis/", headers={"cookie": f"language={language}"})

    assert response.status_code == 200
    assert response.headers["Content-Language"] == language
    assert not response.cookies
