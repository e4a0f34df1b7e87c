"""Every kind of message carries the contact point; every answer says where to complain."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.test import Client

from tests import factories
from tests.conftest import Clock
from tests.portal.conftest import log_in
from tillit.kernel import clock
from tillit.kernel.law.acts import COMPLAINT_URL
from tillit.memberships.models import Application
from tillit.organisations.models import Organisation
from tillit.portal.models import OneTimeCode
from tillit.privacy.declare import declarations
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.gate.sending import send_waiting
from tillit.privacy.references import reference
from tillit.privacy.rights.models import Request
from tillit.privacy.rights.tasks import remind_of_requests
from tillit.privacy.sharing.models import DisclosedSubject, Disclosure

pytestmark = pytest.mark.django_db
EMAIL = "kari@post.example"
PERSON = "personvern@{slug}.example"
POST = "Lysbuen 1, 0150 Oslo"


@pytest.fixture
def organisation() -> Organisation:
    return factories.organisation(language="en")


def subject_of(kind: str, organisation: Organisation) -> object:
    """A row that a message of this kind is made from."""
    if kind in ("application_confirm", "application_waiting", "application_declined"):
        return Application.objects.create(
            organisation=organisation, type=factories.membership_type(organisation),
            email=EMAIL, created_at=clock.now(),
        )  # fmt: skip
    if kind.startswith("membership_"):
        return factories.member(organisation, email=EMAIL)
    if kind in ("request_received", "request_extended", "request_closed", "request_reminder",
                "recipient_notice"):  # fmt: skip
        return factories.request(organisation, email=EMAIL)
    if kind == "recipient_corrected":
        return factories.person(organisation, email=EMAIL)
    if kind.startswith("staff_"):
        return factories.staff_user(organisation, email=EMAIL)
    if kind == "portal_code":
        return OneTimeCode.objects.create(
            organisation=organisation, email=EMAIL, created_at=clock.now(),
            expires_at=clock.now() + dt.timedelta(minutes=15),
        )  # fmt: skip
    event = factories.event(organisation)
    gone = clock.now() if kind == "registration_cancelled" else None
    return factories.registration(event, email=EMAIL, cancelled_at=gone)


@pytest.mark.promise("N30")
@pytest.mark.promise("F38")
@pytest.mark.parametrize("kind", sorted(declarations.messages))
def test_every_kind_of_message_says_whom_to_write_to_by_e_mail_and_by_post(
    organisation: Organisation, kind: str
) -> None:
    row = subject_of(kind, organisation)
    declared = declarations.messages[kind]
    rule = declarations.activities[declared.activity].rules[0].key

    queue(
        organisation, kind, [Recipient(EMAIL, "en", reference(row))], rule=rule,  # type: ignore[arg-type]
        clock_at=clock.now(), about=reference(row), subject="News", body="The room is another.",  # type: ignore[arg-type]
    )  # fmt: skip
    send_waiting()

    [sent] = mail.outbox
    html = str(sent.alternatives[0][0])
    email = PERSON.format(slug=organisation.slug)
    for text in (sent.body, html):
        assert email in text
        assert POST in text
        assert "/personvern/" in text
    assert sent.reply_to == [email]


@pytest.mark.promise("N30")
@pytest.mark.promise("F38")
def test_a_contact_point_without_a_postal_address_is_reached_at_the_controllers(
    organisation: Organisation,
) -> None:
    point = {"role": "privacy", "name": "Ingrid", "email": "ingrid@post.example"}
    factories.adopted_register(organisation, contact_points=[point])

    Client().post(factories.at(organisation, "portal:login"), {"email": EMAIL})
    send_waiting()

    assert "Ingrid, ingrid@post.example, Lysbuen 1, 0150 Oslo" in mail.outbox[0].body


@pytest.mark.promise("N30")
@pytest.mark.promise("F38")
@pytest.mark.parametrize("view", ["front", "log", "requests", "request_new"])
def test_every_page_of_the_portal_says_whom_to_write_to(
    organisation: Organisation, view: str
) -> None:
    browser = log_in(organisation, EMAIL)

    page = browser.get(factories.at(organisation, f"portal:{view}")).content.decode()

    foot = page[page.index("<footer") :]
    assert f'href="mailto:{PERSON.format(slug=organisation.slug)}"' in foot
    assert POST in foot


STEPS = {
    "request_answer": {"text": "Here it is."},
    "request_erase": {"text": "It is gone."},
    "request_refuse": {"provision": "17(3)(e)", "text": "The case is not decided."},
    "request_extend": {"reason": "There is much to look through."},
}


@pytest.mark.promise("R23")
@pytest.mark.parametrize("step", STEPS)
def test_every_answer_asks_to_be_told_first_and_leads_to_the_authority(
    organisation: Organisation, step: str
) -> None:
    factories.adopted_register(organisation, promised_answer_days=None)
    browser = log_in(organisation, EMAIL)
    browser.post(
        factories.at(organisation, "portal:request_ask", "erasure"), {"details": "All of it"}
    )
    asked = Request.objects.get()

    answer = factories.desk(organisation, "privacy_officer").post(
        factories.at(organisation, f"desk:{step}", asked.uuid), STEPS[step]
    )
    send_waiting()
    shown = browser.get(factories.at(organisation, "portal:request", asked.uuid)).content.decode()

    assert answer.status_code == 302
    said = mail.outbox[-1]
    assert said.to == [EMAIL]
    assert "please tell us first" in said.body
    assert COMPLAINT_URL in said.body
    assert PERSON.format(slug=organisation.slug) in said.body
    assert "Please tell us first" in shown
    assert f'href="{COMPLAINT_URL}"' in shown


@pytest.mark.promise("N05")
def test_a_request_runs_on_its_clock_with_reminders_and_escalation_for_all_to_see(
    organisation: Organisation, request: pytest.FixtureRequest
) -> None:
    hands: Clock = request.getfixturevalue("clock")
    browser = log_in(organisation, EMAIL)
    browser.post(
        factories.at(organisation, "portal:request_ask", "access"), {"details": "All of it"}
    )
    asked = Request.objects.get()
    send_waiting()
    assert "It is free of charge." in mail.outbox[-1].body
    assert 27 < (asked.due_on - asked.received_on).days <= 30

    mail.outbox.clear()
    hands.forward(days=(asked.due_on - clock.today()).days - 5)
    assert remind_of_requests(clock.today()) == 1
    send_waiting()
    ahead = [sent.to[0] for sent in mail.outbox]
    mail.outbox.clear()
    hands.forward(days=6)
    assert remind_of_requests(clock.today()) == 1
    send_waiting()
    late = {sent.to[0] for sent in mail.outbox}

    privacy, post = PERSON.format(slug=organisation.slug), f"post@{organisation.slug}.example"
    assert ahead == [privacy]
    assert late == {privacy, post}
    page = factories.desk(organisation, "privacy_officer").get(
        factories.at(organisation, "desk:requests")
    )
    assert 'data-color="danger"' in page.content.decode()


@pytest.mark.promise("N04")
def test_who_asks_in_the_portal_is_corrected_by_staff_and_told_and_so_is_the_recipient(
    organisation: Organisation,
) -> None:
    printer = {"key": "printer", "name": "Trykkeriet Fjellro", "what_for": {"en": "print"},
               "email": "trykk@fjellro.example"}  # fmt: skip
    factories.adopted_register(organisation, recipients=[printer])
    card = factories.member(organisation, email=EMAIL, first_name="Kari").relation.person
    given = Disclosure.objects.create(
        organisation=organisation, recipient="printer", activity="membership", purpose="bladet",
        fields=["first_name"], count=1, made_at=clock.now(),
    )  # fmt: skip
    DisclosedSubject.objects.create(
        organisation=organisation, disclosure=given, email=EMAIL, reference=reference(card),
        activity="membership", rule="correspondence", clock_at=clock.now(),
    )  # fmt: skip
    log_in(organisation, EMAIL).post(
        factories.at(organisation, "portal:request_ask", "rectification"), {"details": "Karianne"}
    )
    asked = Request.objects.get()
    desk = factories.desk(organisation, "secretary")

    desk.post(
        factories.at(organisation, "people:edit", card.uuid),
        {"first_name": "Karianne", "last_name": card.last_name, "email": EMAIL, "source": "self"},
    )
    desk.post(
        factories.at(organisation, "desk:request_answer", asked.uuid), {"text": "It is corrected."}
    )
    send_waiting()

    card.refresh_from_db()
    assert card.first_name == "Karianne"
    told = {sent.to[0]: sent.body for sent in mail.outbox}
    assert "It is corrected." in told[EMAIL]
    assert "Karianne" in told["trykk@fjellro.example"]
