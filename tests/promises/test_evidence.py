"""Each of these promises shows red on the public evidence when broken, and green when kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import factories as make
from tests.conftest import Clock
from tillit.kernel import clock as kernel_clock
from tillit.organisations.models import Organisation
from tillit.privacy.declare import MessageKind, declarations
from tillit.privacy.evidence.actions import measure
from tillit.privacy.gate.models import Delivery, Message
from tillit.privacy.register.queries import version_in_force
from tillit.privacy.statement.actions import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def org() -> Organisation:
    made = make.organisation("lysbuen", language="en")
    publish(made, version_in_force(made))
    return made


def evidence(org: Organisation, check: str) -> dict[str, Any]:
    """What anyone reads of one check, measured anew."""
    measure(org)
    found = Client().get(make.at(org, "site:evidence_json")).json()["evidence"]
    [line] = [line for line in found if line["check"] == check]
    return dict(line)


def sent(org: Organisation, kind: str, activity: str, state: str) -> Delivery:
    now = kernel_clock.now()
    message = Message.objects.create(organisation=org, kind=kind, created_at=now)
    return Delivery.objects.create(
        organisation=org, message=message, email="kari@post.example", state=state, queued_at=now,
        activity=activity, rule=declarations.activities[activity].rules[0].key, clock_at=now,
    )  # fmt: skip


def test_a_register_that_the_law_no_longer_accepts(org: Organisation) -> None:
    assert evidence(org, "lawful")["kept"]

    document = make.register_document(org)
    document["controller"]["organisation_number"] = "310000435"
    document["activities"][0]["purposes"][0]["basis"] = "6(1)(f)"
    document["activities"][0]["purposes"][0]["balancing_test"] = None
    make.adopted_register(org, **document)

    line = evidence(org, "lawful")
    assert not line["kept"]
    assert {each["rule"] for each in line["measured"]["bad"]} >= {"gdpr-6-1-f"}


def test_an_answer_that_does_not_arrive(org: Organisation, clock: Clock) -> None:
    clock.stop(at=kernel_clock.now())
    waiting = sent(org, "request_closed", "accountability", "queued")
    assert evidence(org, "told")["kept"]

    clock.forward(hours=25)
    assert not evidence(org, "told")["kept"]
    Delivery.objects.filter(pk=waiting.pk).update(state="sent")
    assert evidence(org, "told")["kept"]
    sent(org, "recipient_notice", "accountability", "failed")
    assert not evidence(org, "told")["kept"]


def test_marketing_sent_to_participants(org: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(org, "event_message", "events", "sent")
    assert evidence(org, "participant_messages")["kept"]

    offer = MessageKind("offer", "events", "Offer", lambda _: ("Buy", "Now"), marketing=True)
    monkeypatch.setitem(declarations.messages, "offer", offer)
    sent(org, "offer", "events", "sent")

    line = evidence(org, "participant_messages")
    assert (line["kept"], line["measured"]["other"]) == (False, 1)


def test_a_joining_form_that_does_not_say_why_it_asks(org: Organisation) -> None:
    assert evidence(org, "joining_form")["kept"]

    document = make.register_document(org)
    [membership] = [e for e in document["activities"] if e["activity"] == "membership"]
    membership["fields"][0]["need"] = {}
    make.adopted_register(org, **document)

    line = evidence(org, "joining_form")
    assert not line["kept"]
    assert line["measured"]["silent"] == [membership["fields"][0]["field"]]


def test_public_pages_that_leave_something_out(org: Organisation) -> None:
    assert evidence(org, "public_pages")["kept"]

    document = make.register_document(org)
    activities = [e for e in document["activities"] if e["activity"] != "suppliers"]
    make.adopted_register(org, **{**document, "activities": activities})
    publish(org, version_in_force(org))
    assert evidence(org, "public_pages")["kept"]
    make.adopted_register(org, **document)

    line = evidence(org, "public_pages")
    assert not line["kept"]
    assert line["measured"]["missing"] == ["activities", "purposes", "record"]


def test_the_page_of_one_without_an_organisation_number_is_whole_and_does_not_speak_of_it(
    org: Organisation,
) -> None:
    document = make.register_document(org)
    document["controller"]["organisation_number"] = ""
    make.adopted_register(org, **document)
    publish(org, version_in_force(org))

    assert evidence(org, "public_pages")["kept"]
    page = Client().get(f"/{org.slug}/personvern/en/").content.decode()
    assert org.name in page
    assert "Organisation number" not in page


def test_a_page_that_does_not_say_where_to_complain(
    org: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tillit.site.probes.COMPLAINT_URL", "https://elsewhere.example/")

    assert evidence(org, "public_pages")["measured"]["missing"] == ["complaint"]
