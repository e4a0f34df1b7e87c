"""Messages leave by one door, one by one, and say whom to write to."""

from __future__ import annotations

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from tests import factories
from tillit.kernel import clock
from tillit.organisations.models import Organisation
from tillit.privacy.declare import MessageKind, declarations
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.gate.models import Delivery
from tillit.privacy.gate.sending import send_waiting
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.rights.actions import open_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> str:
    made = MessageKind(
        "test_kind", "events", "test", lambda delivery: ("Emne", f"Hei {delivery.reference}")
    )
    monkeypatch.setitem(declarations.messages, made.key, made)
    return made.key


def put(organisation: Organisation, kind: str, *addresses: str) -> None:
    queue(
        organisation,
        kind,
        [Recipient(address, "nb", "event:x") for address in addresses],
        rule="registrations",
        clock_at=clock.now(),
    )


def test_message_carries_the_contact_point_and_the_way_to_my_page(kind: str) -> None:
    organisation = factories.organisation("nordlys")
    put(organisation, kind, "kari@post.example")

    assert send_waiting() == 1

    body = mail.outbox[0].body
    assert "personvern@nordlys.example" in body
    assert "Lysbuen 1" in body
    assert "/nordlys/personvern/" in body
    assert "/nordlys/min-side/" in body


def test_message_is_sent_once(kind: str) -> None:
    put(factories.organisation(), kind, "kari@post.example")

    assert [send_waiting(), send_waiting()] == [1, 0]


def test_message_of_an_activity_that_is_off_is_stopped(kind: str) -> None:
    organisation = factories.organisation()
    document = factories.register_document(organisation)
    factories.adopted_register(
        organisation,
        activities=[a for a in document["activities"] if a["activity"] != "events"],
    )
    put(organisation, kind, "kari@post.example")

    send_waiting()

    assert mail.outbox == []
    assert Delivery.objects.get().reason == "activity_off"


def test_nothing_is_sent_without_a_register_in_force(kind: str) -> None:
    organisation = factories.organisation()
    put(organisation, kind, "kari@post.example")
    RegisterVersion.objects.all().delete()

    send_waiting()

    assert mail.outbox == []
    assert Delivery.objects.get().reason == "no_register"


def test_marketing_is_stopped(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    marketing = MessageKind("ad", "events", "ad", lambda _: ("Kjøp", "Nå"), marketing=True)
    monkeypatch.setitem(declarations.messages, "ad", marketing)
    put(factories.organisation(), "ad", "kari@post.example")

    send_waiting()

    assert Delivery.objects.get().reason == "marketing"


class Down(EmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, messages: object) -> int:
        raise smtplib.SMTPServerDisconnected("down")


class Refuses(EmailBackend):
    """A mail server that knows no such mailbox."""

    def send_messages(self, messages: object) -> int:
        raise smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")})


def test_message_waits_when_the_server_is_down_and_is_sent_when_it_is_up(
    kind: str, settings: object, clock: object
) -> None:
    clock.stop(dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC))  # type: ignore[attr-defined]
    put(factories.organisation(), kind, "kari@post.example")
    works = settings.EMAIL_BACKEND  # type: ignore[attr-defined]
    settings.EMAIL_BACKEND = f"{__name__}.Down"  # type: ignore[attr-defined]
    assert send_waiting() == 0
    settings.EMAIL_BACKEND = works  # type: ignore[attr-defined]
    assert send_waiting() == 0

    clock.forward(minutes=2)  # type: ignore[attr-defined]

    assert send_waiting() == 1


def test_message_is_given_up_after_its_tries(kind: str, settings: object, clock: object) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Down"  # type: ignore[attr-defined]
    put(factories.organisation(), kind, "kari@post.example")

    for _ in range(7):
        send_waiting()
        clock.forward(days=2)  # type: ignore[attr-defined]

    assert Delivery.objects.get().state == "failed"
    assert Delivery.objects.get().reason == "given_up"


def test_message_to_an_address_the_server_refuses_fails_at_once(
    kind: str, settings: object
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refuses"  # type: ignore[attr-defined]
    put(factories.organisation(), kind, "kari@post.example")

    send_waiting()

    assert Delivery.objects.get().reason == "refused_by_server"


def test_message_left_by_a_killed_worker_is_taken_up_again(kind: str, clock: object) -> None:
    put(factories.organisation(), kind, "kari@post.example")
    Delivery.objects.update(state="sending", claimed_at=factories.clock.now())
    assert send_waiting() == 0

    clock.forward(minutes=20)  # type: ignore[attr-defined]

    assert send_waiting() == 1


@pytest.mark.parametrize("state", ["queued", "sending"])
def test_a_clock_set_back_keeps_no_message_waiting(kind: str, state: str) -> None:
    put(factories.organisation(), kind, "kari@post.example")
    ahead = clock.now() + dt.timedelta(days=300)
    claimed_at = ahead if state == "sending" else None
    Delivery.objects.update(state=state, queued_at=ahead, claimed_at=claimed_at)

    assert send_waiting() == 1


def test_message_about_a_row_that_is_gone_is_stopped() -> None:
    organisation = factories.organisation()
    request = open_request(
        organisation,
        "access",
        channel="email",
        received_on=clock.today(),
        by="system",
        email="kari@post.example",
    )
    request.delete()

    send_waiting()

    assert Delivery.objects.get().reason == "gone"


def test_undeclared_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        put(factories.organisation(), "no_such_kind", "kari@post.example")


def test_a_message_that_cannot_be_made_holds_up_no_other(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls_over(delivery: Delivery) -> tuple[str, str]:
        raise ValueError(delivery.email)

    monkeypatch.setitem(
        declarations.messages, "odd", MessageKind("odd", "events", "odd", falls_over)
    )
    organisation = factories.organisation()
    put(organisation, "odd", "kari@post.example")
    put(organisation, kind, "ola@post.example")

    assert send_waiting() == 1

    odd = Delivery.objects.get(email="kari@post.example")
    assert [message.to for message in mail.outbox] == [["ola@post.example"]]
    assert (odd.state, odd.tries) == ("queued", 1)
    assert odd.queued_at > clock.now()
