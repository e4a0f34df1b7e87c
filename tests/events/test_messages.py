"""What participants are written, and by what a message to them is bound."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tests import factories
from tests.factories import at, desk
from tillit.events.links import own_address
from tillit.events.models import Event, Registration
from tillit.kernel import clock as time
from tillit.organisations.models import Organisation
from tillit.privacy.declare import MessageKind, declarations
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.gate.models import Delivery, Message
from tillit.privacy.gate.sending import send_waiting
from tillit.privacy.references import reference

TEXT = {"subject": "Nytt rom", "body": "Vi er i tredje etasje."}


@pytest.fixture
def event(organisation: Organisation) -> Event:
    return factories.event(organisation, title="Årsmøte", place="Lysbuen 1")


def message_page(event: Event) -> str:
    return at(event.organisation, "events_desk:message", event.uuid)


@pytest.mark.promise("N14")
def test_a_message_reaches_those_who_take_part_in_its_event_and_nobody_else(event: Event) -> None:
    here = {factories.registration(event).email for _ in range(3)}
    factories.registration(event, cancelled_at=time.now())
    factories.registration(factories.event(event.organisation))
    factories.member(event.organisation)
    client = desk(event.organisation, "event_host")

    answer = client.post(
        message_page(event),
        {**TEXT, "send": "1", "kind": "newsletter", "marketing": "on", "to": "everyone",
         "recipients": "fremmed@post.example", "event": "other"},
    )  # fmt: skip
    send_waiting()

    assert answer.status_code == 302
    assert {each.to[0] for each in mail.outbox} == here
    assert len(mail.outbox) == 3
    message = Message.objects.get()
    assert (message.kind, message.about) == ("event_message", reference(event))
    assert not declarations.messages[message.kind].marketing
    assert all("Årsmøte" in each.body for each in mail.outbox)


@pytest.mark.promise("N14")
def test_a_marketing_message_addressed_to_participants_does_not_leave_the_house(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = factories.registration(event)
    offer = MessageKind("offer", "events", "Offer", lambda _: ("Kjøp!", "Nå!"), marketing=True)
    monkeypatch.setitem(declarations.messages, "offer", offer)

    queue(
        event.organisation,
        "offer",
        [Recipient(row.email, "nb", reference(row))],
        rule="registrations",
        clock_at=event.ends_at,
        about=reference(event),
    )
    send_waiting()

    assert mail.outbox == []
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.reason) == ("stopped", "marketing")


def test_no_kind_of_message_of_events_is_marketing() -> None:
    kinds = [kind for kind in declarations.messages.values() if kind.activity == "events"]

    assert len(kinds) >= 6
    assert not any(kind.marketing for kind in kinds)


def test_a_message_is_looked_at_before_it_is_sent(event: Event) -> None:
    factories.registration(event)
    factories.registration(event)
    client = desk(event.organisation, "event_host")

    looked_at = client.post(message_page(event), TEXT).content.decode()
    again = client.post(message_page(event), {**TEXT, "edit": "1"}).content.decode()

    assert not Message.objects.exists()
    assert "Vi er i tredje etasje." in looked_at
    assert ">2<" in looked_at or " 2 " in looked_at
    assert 'name="send"' in looked_at
    assert "Vi er i tredje etasje." in again
    assert 'name="send"' not in again


def test_two_clicks_send_one_message(event: Event) -> None:
    factories.registration(event)
    client = desk(event.organisation, "event_host")

    first = client.post(message_page(event), {**TEXT, "send": "1"})
    second = client.post(message_page(event), {**TEXT, "send": "1"})

    assert first.url == second.url
    assert Delivery.objects.count() == 1


def test_its_way_can_be_followed(event: Event) -> None:
    factories.registration(event)
    client = desk(event.organisation, "event_host")
    address = client.post(message_page(event), {**TEXT, "send": "1"}).url

    on_its_way = client.get(address, headers={"HX-Request": "true"}).content.decode()
    send_waiting()
    there = client.get(address).content.decode()

    assert "hx-get" in on_its_way
    assert 'value="0"' in on_its_way
    assert 'value="1"' in there
    assert 'hx-trigger="every' not in there


def test_another_events_message_is_not_shown_under_this_one(event: Event) -> None:
    factories.registration(event)
    client = desk(event.organisation, "event_host")
    client.post(message_page(event), {**TEXT, "send": "1"})
    message = Message.objects.get()
    elsewhere = factories.event(event.organisation)

    address = at(event.organisation, "events_desk:message_sent", elsewhere.uuid, message.uuid)
    own = at(event.organisation, "events_desk:message_sent", event.uuid, message.uuid)

    assert client.get(address).status_code == 404
    assert Client().get(own).status_code == 302
    assert desk(event.organisation, "editor").get(own).status_code == 403
    assert desk(factories.organisation("andre")).get(own).status_code == 404


def test_when_the_time_to_keep_is_out_nobody_is_written_to(event: Event) -> None:
    factories.registration(event)
    client = desk(event.organisation, "event_host")

    with time.moved(to=event.ends_at + dt.timedelta(days=59)):
        in_time = desk(event.organisation).get(message_page(event))
    with time.moved(to=event.ends_at + dt.timedelta(days=61)):
        client = desk(event.organisation, "event_host")
        too_late = client.post(message_page(event), {**TEXT, "send": "1"})

    assert in_time.status_code == 200
    assert too_late.status_code == 409
    assert not Message.objects.exists()


def test_an_identity_number_is_not_sent_to_everyone(event: Event) -> None:
    factories.registration(event)
    client = desk(event.organisation, "event_host")

    answer = client.post(
        message_page(event), {"subject": "Hei", "body": "29029600013", "send": "1"}
    )

    assert 'id="id_body_error"' in answer.content.decode()
    assert not Message.objects.exists()


def signed_up(event: Event, language: str = "nb") -> Registration:
    client = Client()
    client.cookies["language"] = language
    client.post(
        at(event.organisation, "events:register", event.slug),
        {"first_name": "Kari", "last_name": "Li", "email": "kari@post.example"},
    )
    return Registration.objects.get(email="kari@post.example", cancelled_at=None)


@pytest.mark.promise("N30")
def test_the_confirmation_has_what_one_needs_and_the_contact_point(event: Event) -> None:
    row = signed_up(event)
    send_waiting()

    (sent,) = mail.outbox
    assert "Årsmøte" in sent.subject
    assert own_address(event.organisation, row) in sent.body
    assert "Lysbuen 1" in sent.body
    assert "kalender.ics" in sent.body
    assert "personvern@fjordnettverket.example" in sent.body
    assert "/personvern" in sent.body


def test_who_was_registered_from_before_is_told_so_with_the_link(event: Event) -> None:
    row = signed_up(event)
    send_waiting()
    with time.moved(by=dt.timedelta(hours=1)):
        signed_up(event)
        send_waiting()

    assert len(mail.outbox) == 2
    assert mail.outbox[0].subject != mail.outbox[1].subject
    assert own_address(event.organisation, row) in mail.outbox[1].body


def test_those_of_a_cancelled_event_get_the_reason(event: Event) -> None:
    signed_up(event)
    desk(event.organisation).post(
        at(event.organisation, "events_desk:cancel", event.uuid), {"reason": "Taleren er syk."}
    )
    send_waiting()

    assert any("Taleren er syk." in each.body for each in mail.outbox)


def test_one_added_by_staff_is_told_where_the_data_is_from(event: Event) -> None:
    desk(event.organisation).post(
        at(event.organisation, "events_desk:add_participant", event.uuid),
        {"first_name": "Ola", "last_name": "Li", "email": "ola@post.example",
         "source": "colleague"},
    )  # fmt: skip
    send_waiting()

    assert "en kollega" in mail.outbox[0].body


def test_what_is_gone_when_it_is_sent_is_not_sent(event: Event) -> None:
    row = signed_up(event)
    row.delete()

    send_waiting()

    assert mail.outbox == []
    assert Delivery.objects.get().reason == "gone"


def test_many_are_queued_in_few_queries(event: Event, django_assert_max_num_queries: Any) -> None:
    for _ in range(40):
        factories.registration(event)
    client = desk(event.organisation, "event_host")

    with django_assert_max_num_queries(20):
        client.post(message_page(event), {**TEXT, "send": "1"})

    assert Delivery.objects.count() == 40
