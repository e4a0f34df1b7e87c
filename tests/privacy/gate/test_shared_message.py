"""Confirmations of one event share a message; whom each went to stays apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction

from tests import factories as make
from tillit.events.actions import register_for
from tillit.events.models import Event
from tillit.events.queries import RULE, register_of
from tillit.kernel import clock as kernel_clock
from tillit.privacy.gate.actions import Recipient, queue_one
from tillit.privacy.gate.models import Delivery, Message
from tillit.privacy.gate.sending import send_waiting
from tillit.privacy.holds import removal
from tillit.privacy.holds.actions import sweep
from tillit.privacy.holds.removal import Gone, delete_still_due
from tillit.privacy.rights.erasure import erase
from tillit.privacy.rights.held import held_on

pytestmark = pytest.mark.django_db
KARI, OLA = "kari@post.example", "ola@post.example"
with_two_writers = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event() -> Event:
    """An event with a place taken by Kari, and one by Ola."""
    organisation = make.organisation()
    made = make.event(organisation)
    for address in (KARI, OLA):
        sign_up(made, address)
    return made


def sign_up(event: Event, address: str) -> None:
    register = register_of(event.organisation)
    assert register is not None
    register_for(event, {"email": address}, register=register, language="nb")


def confirm(event: Event, address: str, about: str = "event:1") -> None:
    to = Recipient(address, "nb")
    queue_one(event.organisation, "registration_confirmed", to,
              rule=RULE, clock_at=event.ends_at, about=about)  # fmt: skip


def addresses() -> list[str]:
    return sorted(Delivery.objects.values_list("email", flat=True))


def test_two_who_sign_up_share_a_message_and_each_gets_a_mail_of_their_own(event: Event) -> None:
    send_waiting()

    assert Message.objects.count() == 1
    assert sorted(sent.to for sent in mail.outbox) == [[KARI], [OLA]]
    assert len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 2


def test_other_events_kinds_and_written_messages_have_their_own(event: Event) -> None:
    of = event.organisation
    written = Message.objects.create(
        organisation=of, kind="registration_confirmed", about="event:9", subject="Hei",
        sender="system", created_at=kernel_clock.now(),
    )  # fmt: skip
    confirm(event, KARI, "event:9")
    confirm(event, KARI, "event:10")
    confirm(make.event(make.organisation()), KARI, "event:9")

    assert written.deliveries.count() == 0
    assert Message.objects.count() == 5


def test_each_finds_their_own_alone(event: Event) -> None:
    held = held_on(event.organisation, KARI)

    assert [row.email for row in held.rows[Delivery]] == [KARI]
    assert len(held.rows[Message]) == 1


def test_erasing_one_takes_nothing_from_the_other(event: Event) -> None:
    request = make.request(event.organisation, kind="erasure", email=KARI, proven=True)

    erase(request, "Gjort.", by="user:x")
    Delivery.objects.filter(activity="accountability").delete()
    sweep(event.organisation)

    assert addresses() == [OLA]
    assert Delivery.objects.get().message.kind == "registration_confirmed"


def test_the_message_goes_with_the_last_who_got_it(event: Event, clock: Any) -> None:
    clock.stop(at=event.ends_at + dt.timedelta(days=400))

    sweep(event.organisation)

    assert (Delivery.objects.count(), Message.objects.count()) == (0, 0)


def test_two_made_at_the_same_time_do_no_harm(event: Event) -> None:
    first = Message.objects.get()
    Message.objects.create(
        organisation=event.organisation, kind=first.kind, about=first.about, sender="system",
        created_at=kernel_clock.now(),
    )  # fmt: skip

    sign_up(event, "anne@post.example")
    sweep(event.organisation)

    assert list(Message.objects.all()) == [first]
    assert first.deliveries.count() == 3


def in_another_connection(do: Callable[[], None]) -> Callable[[], None]:
    def alone() -> None:
        try:
            do()
        finally:
            connection.close()

    return alone


@with_two_writers
def test_a_sweep_leaves_a_message_that_someone_is_just_tied_to(event: Event) -> None:
    """A sign-up ties itself to the message while the sweep has found it to be held by nobody."""
    Delivery.objects.all().delete()
    tied, may_end = Signal(), Signal()

    def signing_up() -> None:
        with transaction.atomic():
            confirm(event, OLA, Message.objects.get().about)
            tied.set()
            assert may_end.wait(20)

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(in_another_connection(signing_up))
        assert tied.wait(20)
        if connection.vendor == "sqlite":  # the sweep would wait: there is one writer
            may_end.set()
        sweep(event.organisation)
        may_end.set()
        running.result()
    sweep(event.organisation)

    assert addresses() == [OLA]


@with_two_writers
def test_a_message_that_got_someone_before_it_was_locked_stays(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found to be held by nobody, then tied to and committed, then locked by the sweep."""
    Delivery.objects.all().delete()
    found = Message.objects.get()
    orphans = Message.objects.order_by().exclude(deliveries__isnull=False)
    still_due = removal.still_due
    asked: list[int] = []

    def tied_once_it_was_asked(rows: Any, keys: Any) -> Any:
        asked.append(len(asked))
        if len(asked) > 1:
            return still_due(rows, keys)
        # As the first look saw it: by the row alone.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(in_another_connection(lambda: confirm(event, OLA, found.about))).result()
        return Message.objects.order_by().filter(pk__in=keys)

    if connection.vendor == "sqlite":
        confirm(event, OLA, found.about)  # nobody writes between a look and what follows from it
    else:
        monkeypatch.setattr(removal, "still_due", tied_once_it_was_asked)
    with transaction.atomic():
        delete_still_due(orphans, [found.pk], Gone())

    assert addresses() == [OLA]


@with_two_writers
def test_who_meets_a_message_that_is_being_deleted_gets_a_new_one(event: Event) -> None:
    Delivery.objects.all().delete()
    gone = Message.objects.get()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Message.objects.filter(pk=gone.pk).delete()
            running = pool.submit(in_another_connection(lambda: confirm(event, OLA, gone.about)))
        running.result()

    assert addresses() == [OLA]
    assert Delivery.objects.get().message_id != gone.pk
