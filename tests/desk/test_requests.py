"""Requests in the desk: entered, shown with what is held, met, refused, extended, told of."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from tests import factories
from tests.mail_server import mail_server
from tillit.events.models import Registration
from tillit.kernel import clock as now
from tillit.organisations.models import Organisation
from tillit.people.models import Person
from tillit.privacy.gate.sending import send_waiting
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference
from tillit.privacy.rights import actions
from tillit.privacy.rights.models import Request
from tillit.privacy.rights.rules import OF_RIGHT
from tillit.privacy.sharing.models import DisclosedSubject, Disclosure

pytestmark = pytest.mark.django_db
EMAIL = "kari@post.example"
PRINTER = {
    "key": "printer", "name": "Trykkeriet Fjellro", "what_for": {"nb": "trykke medlemsblad"},
    "email": "trykk@fjellro.example",
}  # fmt: skip


@pytest.fixture
def organisation() -> Organisation:
    made = factories.organisation(language="en")
    factories.adopted_register(made, recipients=[PRINTER])
    return made


@pytest.fixture
def desk(organisation: Organisation) -> Client:
    return factories.desk(organisation, "privacy_officer")


def card_given_out(organisation: Organisation) -> Person:
    """A member whose name has been given to the printer."""
    card: Person = factories.member(organisation, email=EMAIL, first_name="Kari").relation.person
    given = Disclosure.objects.create(
        organisation=organisation, recipient="printer", activity="membership", purpose="bladet",
        fields=["first_name", "last_name"], count=1, made_at=now.now(),
    )  # fmt: skip
    DisclosedSubject.objects.create(
        organisation=organisation, disclosure=given, email=EMAIL, reference=reference(card),
        activity="membership", rule="correspondence", clock_at=now.now(),
    )  # fmt: skip
    return card


def enter(desk: Client, organisation: Organisation, **fields: str) -> Request | None:
    data = {
        "kind": "erasure", "channel": "letter", "received_on": str(now.today()), "name": "Kari",
        "email": EMAIL, "details": "Slett alt", "language": "nb", "proven": "on",
        "how": "Ringte tilbake", **fields,
    }  # fmt: skip
    answer = desk.post(factories.at(organisation, "desk:request_new"), data)
    assert answer.status_code in (302, 422)
    return Request.objects.filter(organisation=organisation).first()


@pytest.mark.promise("N32")
@pytest.mark.parametrize("channel", ["email", "phone", "letter", "in_person"])
def test_request_entered_by_staff_runs_on_the_same_clock(
    desk: Client, organisation: Organisation, channel: str
) -> None:
    received = now.today() - dt.timedelta(days=3)

    made = enter(desk, organisation, channel=channel, received_on=str(received))

    assert made is not None
    assert made.channel == channel
    month = (received.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    assert made.due_on <= min(received + dt.timedelta(days=30), month + dt.timedelta(days=30))
    assert made.due_on > received + dt.timedelta(days=27)
    page = desk.get(factories.at(organisation, "desk:requests")).content.decode()
    assert "Kari" in page
    send_waiting()
    assert mail.outbox[-1].to == [EMAIL]


def test_request_cannot_be_received_in_the_future(desk: Client, organisation: Organisation) -> None:
    assert enter(desk, organisation, received_on=str(now.today() + dt.timedelta(days=1))) is None


def test_request_needs_somewhere_to_answer_to(desk: Client, organisation: Organisation) -> None:
    assert enter(desk, organisation, email="", postal_address="") is None


def test_late_request_is_on_top_and_said_to_be_late(
    desk: Client, organisation: Organisation
) -> None:
    today = now.today()
    factories.request(organisation, name="Sen", due_on=today - dt.timedelta(days=2))
    factories.request(organisation, name="Tidlig")

    page = desk.get(factories.at(organisation, "desk:requests")).content.decode()

    assert page.index("Sen<") < page.index("Tidlig<")
    assert 'data-color="danger"' in page


def test_opening_a_request_shows_what_is_held_and_is_logged(
    desk: Client, organisation: Organisation
) -> None:
    card = card_given_out(organisation)
    made = enter(desk, organisation)
    assert made is not None

    page = desk.get(factories.at(organisation, "desk:request", made.uuid)).content.decode()

    assert card.last_name in page
    assert "Trykkeriet Fjellro" in page
    assert "Ringte tilbake" in page
    opened = LedgerEntry.objects.filter(kind="opened").values_list("subject", flat=True)
    assert set(opened) == {reference(card), reference(made)}


@pytest.mark.promise("N04")
def test_erasure_is_shown_first_then_carried_out_and_person_and_recipient_are_told(
    desk: Client, organisation: Organisation
) -> None:
    card_given_out(organisation)
    factories.registration(factories.event(organisation), email=EMAIL)
    made = enter(desk, organisation)
    assert made is not None
    address = factories.at(organisation, "desk:request_erase", made.uuid)

    shown = desk.get(address).content.decode()
    assert "Trykkeriet Fjellro" in shown
    assert Person.objects.filter(email=EMAIL).exists()

    assert desk.post(address, {"text": "Det er gjort."}).status_code == 302

    assert not Person.objects.filter(email=EMAIL).exists()
    assert not Registration.objects.filter(email=EMAIL).exists()
    send_waiting()
    by_address = {sent.to[0]: sent.body for sent in mail.outbox}
    assert "Det er gjort." in by_address[EMAIL]
    assert "Trykkeriet Fjellro" in by_address[EMAIL]
    assert "datatilsynet.no" in by_address[EMAIL]
    assert EMAIL in by_address["trykk@fjellro.example"]


def test_recipients_confirmation_is_noted(desk: Client, organisation: Organisation) -> None:
    card_given_out(organisation)
    made = enter(desk, organisation, kind="rectification")
    assert made is not None

    desk.post(factories.at(organisation, "desk:request_tell", made.uuid))
    desk.post(factories.at(organisation, "desk:request_confirmed", made.uuid, "printer"))

    made.refresh_from_db()
    assert made.receipt["recipients"] == ["printer"]
    assert made.receipt["confirmed"] == {"printer": now.today().isoformat()}


def test_nothing_is_deleted_before_identity_is_proven(
    desk: Client, organisation: Organisation
) -> None:
    card_given_out(organisation)
    made = enter(desk, organisation, proven="")
    assert made is not None
    address = factories.at(organisation, "desk:request_erase", made.uuid)

    answer = desk.post(address, {"text": "Det er gjort."})

    assert answer.status_code == 422
    assert Person.objects.filter(email=EMAIL).exists()


@pytest.mark.promise("R23")
def test_refusal_gives_provision_reason_and_where_to_complain(
    desk: Client, organisation: Organisation
) -> None:
    made = enter(desk, organisation)
    assert made is not None

    desk.post(
        factories.at(organisation, "desk:request_refuse", made.uuid),
        {"provision": "17(3)(e)", "text": "Saken er ikke avgjort."},
    )
    send_waiting()

    body = mail.outbox[-1].body
    assert "artikkel 17 nr. 3 bokstav e" in body
    assert "Saken er ikke avgjort." in body
    assert "datatilsynet.no" in body
    assert Request.objects.get().state == "refused"


def test_more_time_is_announced_with_its_reason(desk: Client, organisation: Organisation) -> None:
    factories.adopted_register(organisation, promised_answer_days=None)
    made = enter(desk, organisation)
    assert made is not None
    before = made.due_on

    desk.post(factories.at(organisation, "desk:request_extend", made.uuid), {"reason": "Mye."})
    send_waiting()

    made.refresh_from_db()
    assert (made.due_on - before).days in range(58, 63)
    assert "Mye." in mail.outbox[-1].body


def test_why_more_time_cannot_be_taken_is_said(desk: Client, organisation: Organisation) -> None:
    made = enter(desk, organisation)
    assert made is not None
    address = factories.at(organisation, "desk:request", made.uuid)
    longer = factories.at(organisation, "desk:request_extend", made.uuid)

    promised = desk.get(address).content.decode()
    factories.adopted_register(organisation, promised_answer_days=None)
    lawful = desk.get(address).content.decode()

    assert longer not in promised
    assert str(actions.REASONS["promised"]) in promised
    assert longer in lawful


@pytest.mark.parametrize("kind", Request.Kind.values)
def test_a_right_is_refused_only_on_what_belongs_to_it(
    desk: Client, organisation: Organisation, kind: str
) -> None:
    made = enter(desk, organisation, kind=kind)
    assert made is not None
    address = factories.at(organisation, "desk:request_refuse", made.uuid)
    others = {key for key, of in OF_RIGHT.items() if key != kind for key in of}

    page = desk.get(address).content.decode()
    assert not any(f'value="{key}"' in page for key in others)
    for key in sorted(others):
        assert desk.post(address, {"provision": key, "text": "Nei."}).status_code == 422
    own = desk.post(address, {"provision": OF_RIGHT[kind][0], "text": "Nei."})

    assert own.status_code == 302


def test_a_request_entered_too_late_promises_no_day_that_has_passed(
    desk: Client, organisation: Organisation
) -> None:
    received = now.today() - dt.timedelta(days=40)

    made = enter(desk, organisation, received_on=str(received))
    send_waiting()

    assert made is not None
    body = mail.outbox[-1].body
    assert "Du får svaret vårt innen" not in body
    assert "datatilsynet.no" in body
    page = desk.get(factories.at(organisation, "desk:request", made.uuid)).content.decode()
    assert 'data-color="danger"' in page
    assert 'data-color="warning"' in page


def test_answered_request_is_not_answered_again(desk: Client, organisation: Organisation) -> None:
    made = enter(desk, organisation, kind="access")
    assert made is not None
    address = factories.at(organisation, "desk:request_answer", made.uuid)

    assert desk.post(address, {"text": "Svar"}).status_code == 302
    assert desk.post(address, {"text": "Svar igjen"}).status_code == 422


def test_copy_for_the_post_is_logged_and_needs_identity(
    desk: Client, organisation: Organisation
) -> None:
    card = card_given_out(organisation)
    made = enter(desk, organisation, kind="access")
    unproven = factories.request(organisation, email=EMAIL)
    assert made is not None

    answer = desk.post(factories.at(organisation, "desk:request_copy", made.uuid, "pdf"))
    refused = desk.post(factories.at(organisation, "desk:request_copy", unproven.uuid, "pdf"))

    assert answer.content.startswith(b"%PDF")
    assert refused.status_code == 404
    assert LedgerEntry.objects.get(kind="exported").subject == reference(card)


def test_each_step_is_in_the_ledger_and_names_nobody(
    desk: Client, organisation: Organisation
) -> None:
    card_given_out(organisation)
    made = enter(desk, organisation)
    assert made is not None
    desk.post(
        factories.at(organisation, "desk:request_erase", made.uuid), {"text": "Det er gjort."}
    )

    entries = LedgerEntry.objects.filter(organisation=organisation)

    assert {"request", "deleted", "answered"} <= {entry.kind for entry in entries}
    assert not any("kari" in str(entry.content).lower() for entry in entries)


@pytest.mark.promise("N30")
def test_answer_arrives_by_a_real_mail_server_with_whom_to_write_to(
    desk: Client, organisation: Organisation, settings: LazySettings
) -> None:
    made = enter(desk, organisation, kind="access")
    assert made is not None
    desk.post(factories.at(organisation, "desk:request_answer", made.uuid), {"text": "Her er det."})
    with mail_server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = box.port
        send_waiting()

    received = [mail for to, mail in zip(box.to, box.received, strict=True) if to == [EMAIL]]
    text = received[-1].get_body(("plain",))
    assert text is not None
    said = text.get_content()
    assert "Her er det." in said
    assert f"personvern@{organisation.slug}.example" in said
    assert "Lysbuen 1" in said
    assert "min-side" in said
