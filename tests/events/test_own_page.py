"""A participant's own page: by the link in the mail, and by nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.factories import at
from tillit.events.links import token
from tillit.events.models import Event, Registration
from tillit.kernel import clock as time
from tillit.organisations.models import Organisation
from tillit.privacy.gate.models import Delivery
from tillit.privacy.references import reference

FIELDS = [{"field": key, "required": True, "need": ""} for key in ("first_name", "workplace")]


@pytest.fixture
def event(organisation: Organisation) -> Event:
    return factories.event(
        organisation,
        fields=FIELDS,
        questions=[{"key": "q1", "question": "Hvilken økt?", "need": "n", "choices": ["A", "B"]}],
    )


@pytest.fixture
def registration(event: Event) -> Registration:
    return factories.registration(
        event, first_name="Kari", last_name="", workplace="Nesbygg", answers={"q1": "A"}
    )


def own(registration: Registration, view: str = "registration") -> str:
    return at(registration.organisation, f"events:{view}", token(registration.uuid))


def test_it_shows_what_is_held_and_until_when(registration: Registration) -> None:
    answer = Client().get(own(registration))

    page = answer.content.decode()
    for text in ("Kari", registration.email, "Nesbygg", "Hvilken økt?"):
        assert text in page
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Robots-Tag"] == "noindex"


def test_values_are_corrected_and_the_ledger_says_which(registration: Registration) -> None:
    Client().post(
        own(registration),
        {"first_name": "Karin", "workplace": "", "answer_q1": "B", "email": "ny@post.example"},
    )

    row = Registration.objects.get()
    assert (row.first_name, row.workplace, row.answers) == ("Karin", "", {"q1": "B"})
    assert row.email == registration.email
    assert row.search == " karin"
    entry = row.organisation.ledger.get(kind="changed")
    assert (entry.subject, entry.actor) == (reference(row), "person")
    assert entry.content["fields"] == ["answers", "first_name", "workplace"]
    assert "Karin" not in str(entry.content)


def test_saving_what_is_there_is_no_change(registration: Registration) -> None:
    Client().post(
        own(registration), {"first_name": "Kari", "workplace": "Nesbygg", "answer_q1": "A"}
    )

    assert not registration.organisation.ledger.filter(kind="changed").exists()


def test_following_the_link_to_cancel_cancels_nothing(registration: Registration) -> None:
    answer = Client().get(own(registration, "cancel_registration"))

    assert answer.status_code == 200
    registration.refresh_from_db()
    assert registration.cancelled_at is None


def test_a_place_given_up_is_free_for_another_and_told(registration: Registration) -> None:
    event = registration.event
    Event.objects.filter(pk=event.pk).update(capacity=1)
    client = Client()
    values = {"first_name": "Ola", "workplace": "Li", "email": "ola@post.example"}
    sign_up = at(event.organisation, "events:register", event.slug)

    client.post(sign_up, values)
    before = Registration.objects.filter(email="ola@post.example").count()
    client.post(own(registration, "cancel_registration"))
    client.post(own(registration, "cancel_registration"))
    client.post(sign_up, values)

    registration.refresh_from_db()
    assert registration.cancelled_at is not None
    assert before == 0
    assert Registration.objects.filter(email="ola@post.example").count() == 1
    told = Delivery.objects.filter(message__kind="registration_cancelled")
    assert [each.email for each in told] == [registration.email]


def test_one_who_has_cancelled_can_register_again(registration: Registration) -> None:
    event = registration.event
    Client().post(own(registration, "cancel_registration"))

    Client().post(
        at(event.organisation, "events:register", event.slug),
        {"first_name": "Kari", "workplace": "Nesbygg", "email": registration.email},
    )

    assert Registration.objects.filter(cancelled_at=None).count() == 1


def test_after_the_event_there_is_nothing_to_cancel(registration: Registration) -> None:
    with time.moved(by=dt.timedelta(days=8)):
        Client().post(own(registration, "cancel_registration"))
        page = Client().get(own(registration)).content.decode()

    registration.refresh_from_db()
    assert registration.cancelled_at is None
    assert own(registration, "cancel_registration") not in page


@pytest.mark.parametrize("view", ["registration", "cancel_registration"])
@pytest.mark.parametrize("how", ["made up", "another's end", "bare key", "garbage"])
def test_a_link_that_was_not_sent_opens_nothing(
    registration: Registration, view: str, how: str
) -> None:
    right = token(registration.uuid)
    other = token(factories.registration(registration.event).uuid)
    wrong = {
        "made up": f"{registration.uuid.hex}.{'x' * 43}",
        "another's end": f"{registration.uuid.hex}.{other.partition('.')[2]}",
        "bare key": str(registration.uuid),
        "garbage": f"{right}%00",
    }[how]

    for method in ("get", "post"):
        address = at(registration.organisation, f"events:{view}", wrong)
        assert getattr(Client(), method)(address).status_code == 404


def test_a_link_works_at_its_own_organisation_only(registration: Registration) -> None:
    other = factories.organisation("andre")

    assert (
        Client().get(at(other, "events:registration", token(registration.uuid))).status_code == 404
    )


def test_what_is_deleted_is_gone_for_the_link_too(registration: Registration) -> None:
    address = own(registration)
    registration.delete()

    assert Client().get(address).status_code == 404


def test_the_page_takes_few_queries(
    registration: Registration, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        Client().get(own(registration))
