"""The participants list as a file: asked why, noted for each person."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests import factories
from tests.events.conftest import register_changes
from tests.factories import at, desk
from tillit.events.models import Event
from tillit.organisations.models import Organisation
from tillit.privacy.references import reference
from tillit.privacy.sharing.models import DisclosedSubject, Disclosure

KITCHEN = {
    "key": "kitchen", "name": "Kjøkkenet på Nes", "what_for": {"nb": "Maten."},
}  # fmt: skip
WHY = {"purpose": "Bordkort til lunsjen", "recipient": "", "form": "csv"}


@pytest.fixture
def event(organisation: Organisation) -> Event:
    changes = register_changes(organisation, recipients=["kitchen"])
    factories.adopted_register(organisation, recipients=[KITCHEN], **changes)
    return factories.event(
        organisation,
        questions=[{"key": "q1", "question": "Hvilken økt?", "need": "n", "choices": []}],
    )


def export(event: Event, client: Client | None = None, **values: Any) -> Any:
    client = client or desk(event.organisation, "event_host")
    address = at(event.organisation, "events_desk:export", event.uuid)
    return client.post(address, {**WHY, "fields_out": ["first_name", "answer_q1"], **values})


def table(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_file_has_the_chosen_fields_of_those_who_take_part(event: Event) -> None:
    factories.registration(event, first_name="=1+1", answers={"q1": "Fjord"})
    factories.registration(event, first_name="Ola", cancelled_at=event.created_at)

    rows = table(export(event))

    assert rows[0][1] == "Hvilken økt?"
    assert rows[1:] == [["'=1+1", "Fjord"]]


def test_it_comes_as_a_spreadsheet_too(event: Event) -> None:
    factories.registration(event, first_name="Åse")

    answer = export(event, form="xlsx")

    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet[2][0].value == "Åse"


def test_it_is_noted_for_each_person_as_long_as_the_registration_is_kept(event: Event) -> None:
    row = factories.registration(event)

    export(event, recipient="kitchen")

    made = Disclosure.objects.get()
    given = DisclosedSubject.objects.get()
    assert (made.recipient, made.fields, made.count) == (
        "kitchen", ["first_name", "answer_q1"], 1,
    )  # fmt: skip
    assert (given.reference, given.email, given.activity, given.rule, given.clock_at) == (
        reference(row), row.email, "events", "registrations", event.ends_at,
    )  # fmt: skip
    assert event.organisation.ledger.get(kind="disclosed").subject == reference(row)


def test_when_the_event_is_called_off_the_note_is_kept_from_then(event: Event) -> None:
    factories.registration(event)
    export(event)

    desk(event.organisation).post(
        at(event.organisation, "events_desk:cancel", event.uuid), {"reason": "Ingen kokk."}
    )

    event.refresh_from_db()
    assert DisclosedSubject.objects.get().clock_at == event.cancelled_at


@pytest.mark.parametrize(
    "values",
    [{"purpose": ""}, {"purpose": "29029600013 bord"}, {"recipient": "stranger"},
     {"fields_out": []}, {"fields_out": ["phone"]}],
)  # fmt: skip
def test_without_a_reason_a_named_recipient_and_asked_fields_there_is_no_file(
    event: Event, values: dict[str, Any]
) -> None:
    factories.registration(event)

    answer = export(event, **values)

    assert answer["Content-Type"].startswith("text/html")
    assert not Disclosure.objects.exists()


def test_it_opens_for_those_who_need_it_and_for_nobody_else(event: Event) -> None:
    other = factories.organisation("andre")
    address = at(event.organisation, "events_desk:export", event.uuid)

    assert desk(event.organisation, "event_host").get(address).status_code == 200
    assert Client().get(address).status_code == 302
    assert desk(event.organisation, "editor").get(address).status_code == 403
    assert desk(other).get(address).status_code == 404
    assert desk(other).post(at(other, "events_desk:export", event.uuid), WHY).status_code == 404


def test_many_are_noted_in_few_queries(event: Event, django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        factories.registration(event)
    client = desk(event.organisation)

    with django_assert_max_num_queries(25):
        export(event, client)
