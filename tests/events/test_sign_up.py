"""Signing up: the form asks what the event has chosen, and nothing else is kept."""

from __future__ import annotations

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.events.conftest import NEEDS, register_changes
from tests.factories import at
from tillit.events import actions
from tillit.events.models import Event, Registration
from tillit.events.views import keeping
from tillit.kernel import clock as time
from tillit.organisations.models import Organisation
from tillit.privacy.gate.models import Delivery
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference

KARI = {"first_name": "Kari", "last_name": "Fjellro", "email": " Kari@Post.example "}


def in_english(organisation: Organisation) -> None:
    """The organisation's own language is English, so that the test reads its sentences."""
    organisation.language = "en"
    organisation.save(update_fields=["language"])


def sign_up(event: Event, **values: str) -> Any:
    address = at(event.organisation, "events:register", event.slug)
    return Client().post(address, {**KARI, **values})


@pytest.mark.promise("N11")
def test_the_form_asks_the_chosen_fields_each_with_its_need_and_nothing_else_is_stored(
    organisation: Organisation,
) -> None:
    event = factories.event(
        organisation,
        fields=[
            {"field": "first_name", "required": True, "need": ""},
            {"field": "email", "required": True, "need": ""},
            {"field": "workplace", "required": False, "need": "Vi bytter kort."},
        ],
    )
    address = at(organisation, "events:register", event.slug)

    page = unescape(Client().get(address).content.decode())
    for name in ("first_name", "email", "workplace"):
        assert f'name="{name}"' in page
    for name in ("last_name", "phone", "position"):
        assert f'name="{name}"' not in page
    assert NEEDS["first_name"] in page
    assert NEEDS["email"] in page
    assert "Vi bytter kort." in page

    answer = sign_up(
        event, workplace="Nesbygg", phone="41234567", position="leder", answer_q1="ja", vip="ja"
    )
    assert answer.status_code == 302
    stored = Registration.objects.get(event=event)
    assert (stored.first_name, stored.email, stored.workplace) == (
        "Kari", "kari@post.example", "Nesbygg",
    )  # fmt: skip
    assert (stored.last_name, stored.phone, stored.position, stored.answers) == ("", "", "", {})


def test_a_sign_up_is_stored_logged_and_confirmed_in_one_transaction(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = factories.event(organisation)

    sign_up(event)

    stored = Registration.objects.get(event=event)
    entry = LedgerEntry.objects.get(subject=reference(stored))
    delivery = Delivery.objects.get(reference=reference(stored))
    assert (entry.kind, entry.actor) == ("registered", "person")
    assert "kari" not in str(entry.content).lower()
    assert (delivery.message.kind, delivery.email) == ("registration_confirmed", stored.email)
    assert (delivery.activity, delivery.rule) == ("events", "registrations")
    assert delivery.clock_at == event.ends_at

    monkeypatch.setattr("tillit.events.actions.take_part.record", _fails)
    with pytest.raises(RuntimeError):
        sign_up(event, email="ola@post.example")
    assert Registration.objects.filter(event=event).count() == 1
    assert Delivery.objects.count() == 1


def _fails(*_args: Any, **_details: Any) -> None:
    raise RuntimeError


def test_who_is_registered_from_before_gets_the_same_page_and_a_mail_that_says_so(
    organisation: Organisation,
) -> None:
    event = factories.event(organisation)
    first = sign_up(event)
    with time.moved(by=dt.timedelta(hours=1)):
        second = sign_up(event, email="KARI@post.example", first_name="Else")

    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert Registration.objects.get(event=event).first_name == "Kari"
    kinds = list(Delivery.objects.order_by("pk").values_list("message__kind", flat=True))
    assert kinds == ["registration_confirmed", "registration_repeated"]


def test_repeating_oneself_at_once_sends_no_second_mail(organisation: Organisation) -> None:
    event = factories.event(organisation)

    for _ in range(3):
        sign_up(event)

    assert Delivery.objects.count() == 1


def test_a_full_event_says_so_to_everyone_alike(organisation: Organisation) -> None:
    in_english(organisation)
    event = factories.event(organisation, capacity=1)
    sign_up(event)
    address = at(organisation, "events:register", event.slug)

    stranger = Client().post(address, {**KARI, "email": "ola@post.example"})
    known = Client().post(address, KARI)

    assert "t-facts" in stranger.content.decode(), stranger.content.decode()
    assert "All places are taken" in stranger.content.decode()
    assert stranger.content == known.content
    assert Registration.objects.filter(event=event).count() == 1


@pytest.mark.parametrize(
    ("fields", "taken"),
    [
        ({"registration_closes_at": -1}, False),
        ({"starts_at": -2}, False),
        ({"state": "cancelled", "cancelled_at": 0}, False),
        ({}, True),
    ],
)
def test_an_event_is_signed_up_for_only_while_it_is_open(
    organisation: Organisation, fields: dict[str, Any], taken: bool
) -> None:
    now = time.now()
    moments = {
        key: now + dt.timedelta(hours=value) if isinstance(value, int) else value
        for key, value in fields.items()
    }
    if "starts_at" in moments:
        moments["ends_at"] = now + dt.timedelta(hours=1)
    event = factories.event(organisation, **moments)

    sign_up(event)

    assert Registration.objects.filter(event=event).exists() is taken


def test_a_draft_is_not_there(organisation: Organisation) -> None:
    event = factories.event(organisation, state=Event.State.DRAFT)

    for view in ("detail", "register", "done", "calendar"):
        assert Client().get(at(organisation, f"events:{view}", event.slug)).status_code == 404
    assert sign_up(event).status_code == 404


def test_another_organisations_address_does_not_reach_the_event(
    organisation: Organisation,
) -> None:
    event = factories.event(organisation)
    other = factories.organisation("andre")

    assert Client().get(at(other, "events:detail", event.slug)).status_code == 404
    assert Client().post(at(other, "events:register", event.slug), KARI).status_code == 404


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"first_name": ""}, "first_name"),
        ({"email": "kari(at)post"}, "email"),
        ({"email": ""}, "email"),
        ({"phone": "12"}, "phone"),
        ({"first_name": "Kari 29029600013"}, "first_name"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    organisation: Organisation, values: dict[str, str], what: str
) -> None:
    event = factories.event(
        organisation,
        fields=[{"field": key, "required": True, "need": ""} for key in NEEDS if key != "answers"],
    )

    answer = sign_up(event, workplace="Nesbygg", **values)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="id_{what}_error"' in page
    assert 'value="Nesbygg"' in page
    assert not Registration.objects.exists()


@pytest.mark.promise("C18")
def test_the_form_says_what_is_required_and_what_happens_without(
    organisation: Organisation,
) -> None:
    event = factories.event(
        organisation,
        fields=[
            {"field": "email", "required": True, "need": ""},
            {"field": "phone", "required": True, "need": ""},
        ],
    )

    page = Client().get(at(organisation, "events:register", event.slug)).content.decode()

    assert "Uten opplysningene kan vi ikke gjøre det." in page
    assert f'href="{at(organisation, "site:statement")}#events"' in page
    email, _, phone = page.partition('for="id_phone"')
    assert "(nødvendig)" not in phone.split("</label>")[0]
    assert "(nødvendig)" in email.partition('for="id_email"')[2].split("</label>")[0]
    assert "checked" not in page


@pytest.mark.promise("P01")
def test_the_form_carries_the_notice_of_its_own_activity_made_from_the_register(
    organisation: Organisation,
) -> None:
    event = factories.event(organisation)
    address = at(organisation, "events:register", event.slug)

    before = unescape(Client().get(address).content.decode())
    changes = register_changes(
        organisation,
        retention={"registrations": {"period": "P14D", "end": "delete"}},
        without={"nb": "Uten adresse, ingen plass."},
    )
    factories.adopted_register(organisation, **changes)
    after = unescape(Client().get(address).content.decode())

    for page in (before, after):
        assert "Fjordnettverket" in page.partition("notice-title")[2]
        assert f'href="{at(organisation, "site:statement")}#events"' in page
    assert "60" in before.partition("notice-title")[2].partition("</aside>")[0]
    notice = after.partition("notice-title")[2].partition("</aside>")[0]
    assert "14" in notice
    assert "60" not in notice
    assert "Uten adresse, ingen plass." in notice


def test_a_place_that_tries_without_end_is_stopped(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = factories.event(organisation)
    monkeypatch.setattr("tillit.organisations.limits._one_more", lambda *_: False)

    answer = sign_up(event)

    assert answer.status_code == 429
    assert not Registration.objects.exists()


def test_an_event_cannot_ask_what_the_register_no_longer_does(organisation: Organisation) -> None:
    event = factories.event(
        organisation,
        fields=[{"field": key, "required": True, "need": ""} for key in ("email", "phone")],
        questions=[{"key": "q1", "question": "Hvilken økt?", "need": "", "choices": ["A", "B"]}],
    )
    fields = [{"field": "email", "required": True, "need": {"nb": "Bekreftelse."}}]
    factories.adopted_register(organisation, **register_changes(organisation, fields=fields))

    page = Client().get(at(organisation, "events:register", event.slug)).content.decode()
    sign_up(event, phone="41234567", answer_q1="A")

    assert 'name="phone"' not in page
    assert "Hvilken økt?" not in page
    stored = Registration.objects.get()
    assert (stored.phone, stored.answers) == ("", {})


def test_questions_of_the_event_are_asked_and_answered(organisation: Organisation) -> None:
    event = factories.event(
        organisation,
        questions=[
            {"key": "q1", "question": "Hvilken økt?", "need": "Rommene er små.", "required": True,
             "choices": ["Fjell", "Fjord"]},
            {"key": "q2", "question": "Noe å ta opp?", "need": "", "required": False},
        ],
    )  # fmt: skip
    address = at(organisation, "events:register", event.slug)

    page = Client().get(address).content.decode()
    refused = Client().post(address, {**KARI, "answer_q1": "Vidde"})
    sign_up(event, answer_q1="Fjord", answer_q2="Ja, budsjettet")

    assert "Rommene er små." in page
    assert 'id="id_answer_q1_error"' in refused.content.decode()
    assert Registration.objects.get().answers == {"q1": "Fjord", "q2": "Ja, budsjettet"}


@pytest.mark.django_db
def test_without_a_register_in_force_nobody_can_sign_up() -> None:
    event = factories.event(factories.organisation("ny", adopted=False))

    sign_up(event)

    assert not Registration.objects.exists()


def test_the_public_pages_take_few_queries(
    organisation: Organisation, django_assert_max_num_queries: Any
) -> None:
    event = factories.event(organisation, capacity=50)
    for _ in range(12):
        factories.registration(factories.event(organisation))
        factories.registration(event)
    client = Client()
    client.get(at(organisation, "events:list"))

    for view, where in (("list", ()), ("detail", (event.slug,)), ("register", (event.slug,))):
        with django_assert_max_num_queries(4):
            client.get(at(organisation, f"events:{view}", *where))
    with django_assert_max_num_queries(13):
        client.post(at(organisation, "events:register", event.slug), KARI)


def test_a_field_the_event_has_not_chosen_is_dropped_by_the_action_too(
    organisation: Organisation,
) -> None:
    from tillit.privacy.register.queries import in_force

    event = factories.event(organisation)

    outcome = actions.register_for(
        event,
        {**KARI, "email": "kari@post.example", "phone": "+4741234567"},
        answers={"q9": "hm"},
        register=in_force(organisation),
        language="nb",
    )

    assert outcome.registration is not None
    stored = Registration.objects.get(pk=outcome.registration.pk)
    assert (stored.phone, stored.answers) == ("", {})


def test_a_page_that_is_kept_shows_what_has_changed_at_once(organisation: Organisation) -> None:
    event = factories.event(organisation, capacity=3)
    address = at(organisation, "events:detail", event.slug)
    client = Client()

    first = client.get(address).content
    again = client.get(address).content
    sign_up(event)
    after_sign_up = client.get(address).content
    client.cookies["language"] = "en"
    in_english = client.get(address).content
    client.cookies["language"] = "nb"
    actions.cancel_event(event, reason="Taleren er syk.", by="system")
    cancelled = client.get(address).content.decode()

    assert first == again
    assert len({first, after_sign_up, in_english}) == 3
    assert "Taleren er syk." in cancelled


def test_a_page_for_someone_who_is_logged_in_is_not_kept(organisation: Organisation) -> None:
    event = factories.event(organisation)

    factories.desk(organisation).get(at(organisation, "events:detail", event.slug))

    assert not keeping._pages


def test_the_thanks_say_that_one_is_registered_whether_the_address_was_known_or_not(
    organisation: Organisation,
) -> None:
    event = factories.event(organisation, fields=[{"field": "email", "required": True, "need": ""}])
    address = at(organisation, "events:register", event.slug)

    first = Client().post(address, {"email": "ase@post.example"}, follow=True).text
    again = Client().post(address, {"email": "ase@post.example"}, follow=True).text

    for page in (first, again):
        assert "Du er påmeldt" in page
        assert "En bekreftelse er på vei" in page


def test_a_cancelled_event_tells_of_no_deadline_and_no_places_left(
    organisation: Organisation,
) -> None:
    event = factories.event(
        organisation, state="cancelled", cancelled_at=time.now(), capacity=10,
        registration_closes_at=time.now() + dt.timedelta(days=1),
    )  # fmt: skip

    public = Client().get(at(organisation, "events:detail", event.slug)).text
    desk = factories.desk(organisation).get(at(organisation, "events_desk:detail", event.uuid)).text

    for page in (public, desk):
        assert "Påmeldingsfrist" not in page
        assert "Plasser igjen" not in page
