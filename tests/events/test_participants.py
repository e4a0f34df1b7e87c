"""Staff look after those who take part; every opening is logged."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.factories import at, desk
from tillit.events.actions.take_part import derived
from tillit.events.models import Event, Registration
from tillit.kernel import clock as time
from tillit.organisations.models import Organisation
from tillit.privacy.gate.models import Delivery
from tillit.privacy.references import reference


def named(event: Event, first: str, last: str, **fields: Any) -> Registration:
    names = {"first_name": first, "last_name": last}
    return factories.registration(event, **{**names, **derived(names), **fields})


@pytest.fixture
def event(organisation: Organisation) -> Event:
    keys = ("first_name", "last_name", "email", "phone")
    return factories.event(
        organisation, fields=[{"field": key, "required": False, "need": ""} for key in keys]
    )


def names_in(page: str) -> list[str]:
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [part.partition("</a>")[0].rpartition(">")[2] for part in body.split('scope="row"')[1:]]


def test_the_list_is_in_norwegian_order_and_searched(event: Event) -> None:
    for first, last in (("Åse", "Ås"), ("Ærle", "Ødegård"), ("Kari", "Aas"), ("Nils", "Zorn")):
        named(event, first, last, phone="+4741234567" if first == "Nils" else "")
    client = desk(event.organisation)
    address = at(event.organisation, "events_desk:participants", event.uuid)

    def shown(query: str) -> list[str]:
        return names_in(client.get(f"{address}?{query}").content.decode())

    assert shown("") == ["Nils Zorn", "Ærle Ødegård", "Kari Aas", "Åse Ås"]
    assert shown("sort=-name")[0] == "Åse Ås"
    assert shown("q=ås") == ["Kari Aas", "Åse Ås"]
    assert shown("q=41+23+45+67") == ["Nils Zorn"]
    assert shown("q=ødeg") == ["Ærle Ødegård"]
    assert shown("q=degård") == []
    assert shown("sort=no_such_order")[0] == "Nils Zorn"


def test_those_who_have_cancelled_stand_apart(event: Event) -> None:
    named(event, "Kari", "Li")
    named(event, "Ola", "Li", cancelled_at=time.now())
    client = desk(event.organisation)
    address = at(event.organisation, "events_desk:participants", event.uuid)

    assert names_in(client.get(address).content.decode()) == ["Kari Li"]
    assert names_in(client.get(f"{address}?which=cancelled").content.decode()) == ["Ola Li"]


def test_opening_the_list_and_a_registration_is_logged(event: Event) -> None:
    row = named(event, "Kari", "Li")
    user = factories.staff_user(event.organisation)
    client = factories.logged_in(user)

    client.get(at(event.organisation, "events_desk:participants", event.uuid))
    client.get(at(event.organisation, "events_desk:participant", event.uuid, row.uuid))

    opened = event.organisation.ledger.filter(kind="opened")
    assert {(each.subject, each.actor) for each in opened} == {
        (reference(event), reference(user)), (reference(row), reference(user)),
    }  # fmt: skip


def test_someone_is_added_by_hand_with_the_source_and_told(event: Event) -> None:
    user = factories.staff_user(event.organisation)
    client = factories.logged_in(user)
    address = at(event.organisation, "events_desk:add_participant", event.uuid)
    values = {"first_name": "Ola", "last_name": "Li", "email": "ola@post.example"}

    without = client.post(address, values)
    client.post(address, {**values, "source": "colleague"})
    twice = client.post(address, {**values, "source": "colleague"})

    assert 'id="id_source_error"' in without.content.decode()
    assert 'id="id_email_error"' in twice.content.decode()
    row = Registration.objects.get()
    assert row.source == "colleague"
    assert event.organisation.ledger.get(kind="registered").actor == reference(user)
    assert Delivery.objects.get().email == "ola@post.example"


def test_staff_may_add_after_the_deadline_and_never_past_the_capacity(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(
        capacity=1, registration_closes_at=time.now() - dt.timedelta(days=1)
    )
    client = desk(event.organisation)
    address = at(event.organisation, "events_desk:add_participant", event.uuid)

    for name in ("kari", "ola"):
        values = {"first_name": name, "last_name": "Li", "email": f"{name}@post.example"}
        client.post(address, {**values, "source": "colleague"})

    assert [each.first_name for each in Registration.objects.all()] == ["kari"]


def test_a_registration_is_corrected_by_staff(event: Event) -> None:
    row = named(event, "Kari", "Li")
    taken = named(event, "Ola", "Li")
    client = desk(event.organisation)
    address = at(event.organisation, "events_desk:participant", event.uuid, row.uuid)
    values = {"first_name": "Kari", "last_name": "Lie", "phone": "412 34 567"}

    refused = client.post(address, {**values, "email": taken.email})
    client.post(address, {**values, "email": "kari@post.example"})

    assert 'id="id_email_error"' in refused.content.decode()
    row.refresh_from_db()
    assert (row.last_name, row.phone, row.email) == ("Lie", "+4741234567", "kari@post.example")


def test_a_place_is_taken_back_and_the_person_told(event: Event) -> None:
    row = named(event, "Kari", "Li")
    client = desk(event.organisation)
    address = at(event.organisation, "events_desk:cancel_participant", event.uuid, row.uuid)

    assert client.get(address).status_code == 200
    row.refresh_from_db()
    assert row.cancelled_at is None
    client.post(address)

    row.refresh_from_db()
    assert row.cancelled_at is not None
    assert Delivery.objects.get().message.kind == "registration_cancelled"


@pytest.mark.parametrize("view", ["participant", "cancel_participant"])
def test_a_registration_opens_for_those_who_need_it_and_for_nobody_else(
    event: Event, view: str
) -> None:
    row = named(event, "Kari", "Li")
    organisation, other = event.organisation, factories.organisation("andre")
    elsewhere = factories.event(organisation)
    address = at(organisation, f"events_desk:{view}", event.uuid, row.uuid)

    assert desk(organisation, "event_host").get(address).status_code == 200
    assert Client().get(address).status_code == 302
    assert desk(organisation, "editor").get(address).status_code == 403
    assert desk(other).get(address).status_code == 404
    wrong = at(organisation, f"events_desk:{view}", elsewhere.uuid, row.uuid)
    assert desk(organisation).get(wrong).status_code == 404


def test_a_long_list_takes_as_many_queries_as_a_short_one(
    event: Event, django_assert_max_num_queries: Any
) -> None:
    for _ in range(60):
        factories.registration(event)
    client = desk(event.organisation)
    address = at(event.organisation, "events_desk:participants", event.uuid)
    client.get(address)

    with django_assert_max_num_queries(11):
        page = client.get(f"{address}?page=2").content.decode()

    assert len(names_in(page)) == 10


def test_one_who_cancelled_is_signed_off_and_the_event_not_called_off(event: Event) -> None:
    organisation = event.organisation
    organisation.language = "nb"
    organisation.save(update_fields=["language"])
    page = desk(organisation).get(at(organisation, "events_desk:participants", event.uuid))
    assert "Avmeldt" in page.content.decode()
    assert "Avlyst" not in page.content.decode()


def test_staff_are_told_the_person_is_the_source_and_not_themselves(event: Event) -> None:
    organisation = event.organisation
    organisation.language = "nb"
    organisation.save(update_fields=["language"])
    page = desk(organisation).get(at(organisation, "events_desk:add_participant", event.uuid))
    assert '<option value="self">personen selv</option>' in page.content.decode()
