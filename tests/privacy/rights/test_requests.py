"""A request runs on its clock, and the person is told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from tests import factories
from tillit.privacy.gate.sending import send_waiting
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.rights.actions import NotAllowed, answer, extend, open_request, refuse
from tillit.privacy.rights.models import Request
from tillit.privacy.rights.tasks import remind_of_requests

pytestmark = pytest.mark.django_db
RECEIVED = dt.date(2027, 1, 31)


@pytest.fixture
def waiting(clock: object) -> Request:
    clock.stop(dt.datetime(2027, 1, 31, 12, tzinfo=dt.UTC))  # type: ignore[attr-defined]
    return open_request(
        factories.organisation(),
        Request.Kind.ACCESS,
        channel=Request.Channel.LETTER,
        received_on=RECEIVED,
        by="user:x",
        email="kari@post.example",
    )


def test_request_by_letter_is_due_when_the_stricter_of_month_and_promise_runs_out(
    waiting: Request,
) -> None:
    assert waiting.due_on == dt.date(2027, 2, 28)


def test_person_gets_a_receipt_with_the_day(waiting: Request) -> None:
    send_waiting()

    assert "kari@post.example" in mail.outbox[0].to
    assert "28" in mail.outbox[0].body


def test_answer_reaches_the_person_with_the_right_to_complain(waiting: Request) -> None:
    answer(waiting, "Her er alt vi har.", by="user:x")
    send_waiting()

    sent = mail.outbox[-1].body
    assert "Her er alt vi har." in sent
    assert "datatilsynet.no" in sent
    assert waiting.state == "answered"


def test_refusal_needs_a_known_provision(waiting: Request) -> None:
    with pytest.raises(NotAllowed, match="unknown_provision"):
        refuse(waiting, "99", "Nei.", by="user:x")

    assert Request.objects.get().state == "open"


def test_refusal_cites_its_provision(waiting: Request) -> None:
    refuse(waiting, "15(4)", "Den gjelder andre også.", by="user:x")
    send_waiting()

    assert "artikkel 15 nr. 4" in mail.outbox[-1].body


def test_extension_is_refused_after_the_first_month(waiting: Request, clock: object) -> None:
    clock.forward(days=40)  # type: ignore[attr-defined]

    with pytest.raises(NotAllowed, match="too_late"):
        extend(waiting, "Mye å lete gjennom", by="user:x")


def test_closed_request_is_not_answered_again(waiting: Request) -> None:
    answer(waiting, "Svar", by="user:x")

    with pytest.raises(NotAllowed, match="closed"):
        answer(waiting, "Nytt svar", by="user:x")


def test_each_step_is_in_the_ledger_without_names(waiting: Request) -> None:
    answer(waiting, "Svar", by="user:x")

    entries = LedgerEntry.objects.filter(organisation=waiting.organisation)
    assert {entry.kind for entry in entries} == {"request", "answered"}
    assert not any("kari" in str(entry.content) for entry in entries)


def test_those_who_answer_are_reminded_ahead_and_once_a_day(
    waiting: Request, clock: object
) -> None:
    clock.forward(days=23)  # type: ignore[attr-defined]
    day = waiting.due_on - dt.timedelta(days=5)

    assert [remind_of_requests(day), remind_of_requests(day)] == [1, 0]

    send_waiting()
    assert mail.outbox[-1].to == [f"personvern@{waiting.organisation.slug}.example"]


def test_overdue_request_goes_to_the_controller_as_well(waiting: Request) -> None:
    remind_of_requests(waiting.due_on + dt.timedelta(days=1))
    send_waiting()

    addressed = {message.to[0].partition("@")[0] for message in mail.outbox[-2:]}
    assert addressed == {"personvern", "post"}
