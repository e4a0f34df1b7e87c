"""Staff make events: drafted, published, changed, copied, called off."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.events.conftest import NEEDS
from tests.factories import at, desk
from tillit.events.actions import EventDetails, change_event
from tillit.events.models import Event, Registration
from tillit.events.queries import kept_until
from tillit.kernel import clock as time
from tillit.organisations.models import Organisation
from tillit.privacy.gate.models import Delivery
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force


def in_english(organisation: Organisation) -> None:
    """The organisation's own language is English, so that the test reads its sentences."""
    organisation.language = "en"
    organisation.save(update_fields=["language"])


def typed(days: int, clock_time: str = "18:00") -> str:
    return f"{time.today() + dt.timedelta(days=days)}T{clock_time}"


def filled_in(**values: Any) -> dict[str, Any]:
    """The form of a new event as it is posted."""
    return {
        "title": "Årsmøte på Ås",
        "starts_at": typed(20),
        "ends_at": typed(20, "20:00"),
        "place": "Lysbuen 1",
        "ask_first_name": "on",
        "required_first_name": "on",
        "need_first_name": NEEDS["first_name"],
        "need_email": NEEDS["email"],
        "questions-TOTAL_FORMS": "1",
        "questions-INITIAL_FORMS": "0",
        **values,
    }


def test_an_event_is_drafted_published_and_seen(organisation: Organisation) -> None:
    client = desk(organisation, "event_host")

    drafted = client.post(at(organisation, "events_desk:create"), filled_in(capacity="30"))
    event = Event.objects.get()
    hidden = Client().get(at(organisation, "events:detail", event.slug))
    client.post(at(organisation, "events_desk:publish", event.uuid))
    seen = Client().get(at(organisation, "events:detail", "arsmote-pa-as"))

    assert drafted.url == at(organisation, "events_desk:detail", event.uuid)
    assert hidden.status_code == 404
    assert seen.status_code == 200
    event.refresh_from_db()
    assert event.capacity == 30
    assert event.starts_at.astimezone(time.OSLO).strftime("%H.%M") == "18.00"
    assert [each["field"] for each in event.fields] == ["first_name", "email"]


def test_the_need_is_the_registers_until_the_organiser_gives_another(
    organisation: Organisation,
) -> None:
    client = desk(organisation, "event_host")

    page = client.get(at(organisation, "events_desk:create")).content.decode()
    client.post(
        at(organisation, "events_desk:create"),
        filled_in(ask_workplace="on", need_workplace="Vi bytter kort."),
    )

    assert all(f'value="{need}"' in page for key, need in NEEDS.items() if key != "answers")
    assert 'name="ask_position"' not in page
    needs = {each["field"]: each["need"] for each in Event.objects.get().fields}
    assert needs == {"first_name": "", "email": "", "workplace": "Vi bytter kort."}


def test_an_event_cannot_require_what_the_register_calls_optional(
    organisation: Organisation,
) -> None:
    client = desk(organisation, "event_host")

    client.post(
        at(organisation, "events_desk:create"), filled_in(ask_phone="on", required_phone="on")
    )

    phone = next(each for each in Event.objects.get().fields if each["field"] == "phone")
    assert phone["required"] is False


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_at": typed(19)}, "ends_at"),
        ({"registration_closes_at": typed(21)}, "registration_closes_at"),
        ({"registration_closes_at": typed(-1)}, "registration_closes_at"),
        ({"starts_at": typed(-1)}, "starts_at"),
        ({"starts_at": "2027-03-28T02:30", "ends_at": "2027-03-28T04:00"}, "starts_at"),
        ({"starts_at": "i morgen"}, "starts_at"),
        ({"starts_at": "2207-03-28T02:30"}, "starts_at"),
        ({"starts_at": "2027-02-30T12:00"}, "starts_at"),
        ({"title": ""}, "title"),
        ({"capacity": "0"}, "capacity"),
        ({"description": "Ring Ola, 29029600013"}, "description"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    organisation: Organisation, values: dict[str, str], field: str
) -> None:
    client = desk(organisation, "event_host")

    answer = client.post(at(organisation, "events_desk:create"), filled_in(**values))

    page = answer.content.decode()
    assert f'id="id_{field}_error"' in page
    assert 'value="Lysbuen 1"' in page
    assert not Event.objects.exists()


@pytest.mark.promise("C16")
@pytest.mark.parametrize(
    ("question", "choices"),
    [
        ("Har du allergier?", ""),
        ("Kva kosthald har du?", ""),
        ("Any dietary needs?", ""),
        ("Velg meny", "Kjøtt\nHalal\nFisk"),
        ("Er du medlem av en fagforening?", ""),
        ("Which religion do you belong to?", ""),
        ("Treng du tilrettelegging?", ""),
        ("Fødselsnummer", ""),
    ],
)
def test_a_question_about_a_special_category_is_refused_with_the_reason(
    organisation: Organisation, question: str, choices: str
) -> None:
    in_english(organisation)
    client = desk(organisation, "event_host")

    answer = client.post(
        at(organisation, "events_desk:create"),
        filled_in(
            **{
                "questions-0-question": question,
                "questions-0-need": "Vi vil vite det.",
                "questions-0-choices": choices,
            }
        ),
    )

    page = answer.content.decode()
    assert 'id="id_questions-0-question_error"' in page
    assert ("personopplysningsloven" if "nummer" in question else "article 9") in page
    assert not Event.objects.exists()


def test_an_innocent_question_passes_and_needs_a_need(organisation: Organisation) -> None:
    client = desk(organisation, "event_host")
    question = {"questions-0-question": "Hvilken økt?", "questions-0-choices": "Fjell\nFjord"}

    without = client.post(at(organisation, "events_desk:create"), filled_in(**question))
    client.post(
        at(organisation, "events_desk:create"),
        filled_in(**question, **{"questions-0-need": "Rommene er små."}),
    )

    assert 'id="id_questions-0-need_error"' in without.content.decode()
    (kept,) = Event.objects.get().questions
    assert kept == {
        "key": "q1", "question": "Hvilken økt?", "need": "Rommene er små.", "required": False,
        "choices": ["Fjell", "Fjord"],
    }  # fmt: skip


def test_room_for_another_question_keeps_what_is_typed_and_judges_nothing(
    organisation: Organisation,
) -> None:
    client = desk(organisation, "event_host")

    answer = client.post(
        at(organisation, "events_desk:create"),
        filled_in(more="1", title="", **{"questions-0-question": "Hvilken økt?"}),
    )

    page = answer.content.decode()
    assert 'name="questions-1-question"' in page
    assert 'value="Hvilken økt?"' in page
    assert "_error" not in page
    assert not Event.objects.exists()


def test_a_change_raises_the_sequence_and_tells_those_who_take_part(
    organisation: Organisation,
) -> None:
    event = factories.event(organisation)
    factories.registration(event)
    factories.registration(event, cancelled_at=time.now())
    client = desk(organisation, "event_host")

    client.post(
        at(organisation, "events_desk:edit", event.uuid),
        filled_in(place="Nytt sted", tell="on", note="Rommet var for lite."),
    )

    event.refresh_from_db()
    assert (event.place, event.sequence) == ("Nytt sted", 1)
    delivery = Delivery.objects.get()
    assert (delivery.message.kind, delivery.message.body) == (
        "event_changed", "Rommet var for lite.",
    )  # fmt: skip
    assert delivery.clock_at == event.ends_at


def test_a_new_place_is_not_saved_before_it_is_said_whether_to_tell(
    organisation: Organisation,
) -> None:
    event = factories.event(organisation)
    factories.registration(event)
    client = desk(organisation, "event_host")
    edit, before = at(organisation, "events_desk:edit", event.uuid), event.place

    asked = client.post(edit, filled_in(place="Nytt sted"))
    event.refresh_from_db()
    assert 'id="id_tell_error"' in asked.content.decode()
    assert event.place == before

    client.post(edit, filled_in(place="Nytt sted", tell="no"))
    event.refresh_from_db()
    assert event.place == "Nytt sted"
    assert not Delivery.objects.exists()


def test_another_title_needs_no_answer_about_telling(organisation: Organisation) -> None:
    event = factories.event(organisation, title="Fagdag")
    factories.registration(event)
    client = desk(organisation, "event_host")
    edit = at(organisation, "events_desk:edit", event.uuid)
    client.post(edit, filled_in(tell="no"))

    client.post(edit, filled_in(title="En annen tittel"))

    event.refresh_from_db()
    assert event.title == "En annen tittel"


def test_a_draft_shows_its_number_of_places(organisation: Organisation) -> None:
    event = factories.event(organisation, state="draft", capacity=37)

    page = desk(organisation, "event_host").get(at(organisation, "events_desk:detail", event.uuid))

    assert ": 37</p>" in page.content.decode()


def test_saving_without_a_change_changes_nothing(organisation: Organisation) -> None:
    client = desk(organisation, "event_host")
    client.post(at(organisation, "events_desk:create"), filled_in())
    event = Event.objects.get()
    client.post(at(organisation, "events_desk:publish", event.uuid))

    client.post(at(organisation, "events_desk:edit", event.uuid), filled_in())

    event.refresh_from_db()
    assert event.sequence == 0


def test_what_is_no_longer_asked_is_emptied_and_logged(organisation: Organisation) -> None:
    event = factories.event(
        organisation,
        fields=[{"field": key, "required": False, "need": ""} for key in ("first_name", "phone")],
        questions=[
            {"key": key, "question": key, "need": "n", "required": False, "choices": []}
            for key in ("q1", "q2")
        ],
    )
    row = factories.registration(event, phone="+4741234567", answers={"q1": "ja", "q2": "nei"})
    client = desk(organisation, "event_host")

    client.post(
        at(organisation, "events_desk:edit", event.uuid),
        filled_in(
            tell="no",
            **{
                "questions-TOTAL_FORMS": "2",
                "questions-INITIAL_FORMS": "2",
                "questions-0-question": "",
                "questions-1-question": "q2",
                "questions-1-need": "n",
            },
        ),
    )

    row.refresh_from_db()
    assert (row.phone, row.answers) == ("", {"q2": "nei"})
    entry = organisation.ledger.get(kind="changed")
    assert (entry.subject, entry.content["fields"]) == (reference(row), ["answers", "phone"])


def test_the_capacity_cannot_go_below_those_who_are_there(organisation: Organisation) -> None:
    event = factories.event(organisation)
    factories.registration(event)
    factories.registration(event)
    client = desk(organisation, "event_host")

    answer = client.post(at(organisation, "events_desk:edit", event.uuid), filled_in(capacity="1"))

    assert 'id="id_capacity_error"' in answer.content.decode()


@pytest.mark.promise("N15")
def test_calling_off_tells_everyone_and_starts_the_clock(organisation: Organisation) -> None:
    event = factories.event(organisation)
    row = factories.registration(event)
    Client().post(
        at(organisation, "events:register", event.slug),
        {"first_name": "Kari", "last_name": "Li", "email": "kari@post.example"},
    )
    client = desk(organisation, "event_host")

    client.post(at(organisation, "events_desk:cancel", event.uuid), {"reason": "Taleren er syk."})

    event.refresh_from_db()
    assert (event.state, event.cancel_reason, event.sequence) == (
        "cancelled", "Taleren er syk.", 1,
    )  # fmt: skip
    told = Delivery.objects.filter(message__kind="event_cancelled")
    assert {each.email for each in told} == {row.email, "kari@post.example"}
    assert set(Delivery.objects.values_list("clock_at", flat=True)) == {event.cancelled_at}
    page = Client().get(at(organisation, "events:detail", event.slug)).content.decode()
    assert "Taleren er syk." in page


@pytest.mark.parametrize("state", ["draft", "cancelled", "held"])
def test_only_what_is_announced_and_to_come_is_called_off(
    organisation: Organisation, state: str
) -> None:
    now = time.now()
    fields: dict[str, Any] = {"state": state}
    if state == "held":
        fields = {"starts_at": now - dt.timedelta(days=2)}
    if state == "cancelled":
        fields["cancelled_at"] = now
    event = factories.event(organisation, **fields)

    desk(organisation).post(at(organisation, "events_desk:cancel", event.uuid), {"reason": "Nei."})

    event.refresh_from_db()
    assert event.cancel_reason == ""


def test_a_copy_is_a_draft_at_the_same_hour_without_people(organisation: Organisation) -> None:
    # Across the end of summer time, 31 October 2027.
    start = dt.datetime(2027, 10, 20, 18, 0, tzinfo=time.OSLO)
    with time.moved(to=dt.datetime(2027, 10, 1, tzinfo=time.OSLO)):
        event = factories.event(organisation, starts_at=start)
        factories.registration(event)
        desk(organisation).post(at(organisation, "events_desk:copy", event.uuid))

    copy = Event.objects.exclude(pk=event.pk).get()
    assert copy.state == Event.State.DRAFT
    assert copy.starts_at.astimezone(time.OSLO).isoformat() == "2027-11-17T18:00:00+01:00"
    assert copy.fields == event.fields
    assert not Registration.objects.filter(event=copy).exists()


def test_a_draft_can_be_thrown_away_and_an_announced_event_cannot(
    organisation: Organisation,
) -> None:
    draft = factories.event(organisation, state="draft")
    event = factories.event(organisation)
    client = desk(organisation)

    for each in (draft, event):
        client.post(at(organisation, "events_desk:delete", each.uuid))

    assert list(Event.objects.all()) == [event]


def test_two_events_with_one_title_have_an_address_each(organisation: Organisation) -> None:
    client = desk(organisation)

    for title in ("Lunsj", "Lunsj", "Kalender", "123"):
        client.post(at(organisation, "events_desk:create"), filled_in(title=title))

    slugs = set(Event.objects.values_list("slug", flat=True))
    assert len(slugs) == 4
    assert "kalender" not in slugs


def test_the_list_is_searched_sorted_and_told_apart(organisation: Organisation) -> None:
    factories.event(organisation, title="Årets vinterlunsj")
    factories.event(organisation, title="Avslutning", starts_at=time.now() - dt.timedelta(days=9))
    factories.event(organisation, title="Utkastet", state="draft")
    client = desk(organisation)
    address = at(organisation, "events_desk:list")

    upcoming, past, drafts, found, none = (
        client.get(f"{address}?{query}").content.decode()
        for query in ("", "which=past", "which=drafts", "q=årets+VINTER", "q=sommer")
    )

    assert "vinterlunsj" in upcoming
    assert "Utkastet" not in upcoming
    assert "Avslutning" in past
    assert "Utkastet" in drafts
    assert "vinterlunsj" in found
    assert "vinterlunsj" not in none


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    organisation: Organisation, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        factories.registration(factories.event(organisation))
    client = desk(organisation)

    with django_assert_max_num_queries(10):
        client.get(at(organisation, "events_desk:list"))


def test_an_organisation_without_events_in_its_register_is_told_what_to_do(
    organisation: Organisation,
) -> None:
    document = factories.register_document(organisation)
    others = [each for each in document["activities"] if each["activity"] != "events"]
    factories.adopted_register(organisation, activities=others)
    in_english(organisation)

    answer = desk(organisation).get(at(organisation, "events_desk:create"))

    assert answer.status_code == 409
    assert b"Events are not in your register" in answer.content


VIEWS = [
    "detail", "edit", "preview", "publish", "cancel", "delete", "participants",
    "add_participant", "message",
]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_each_page_opens_for_those_who_need_it_and_for_nobody_else(
    organisation: Organisation, view: str
) -> None:
    event = factories.event(
        organisation, state="draft" if view in ("publish", "delete") else "published"
    )
    other = factories.organisation("andre")
    address = at(organisation, f"events_desk:{view}", event.uuid)

    assert desk(organisation, "event_host").get(address).status_code == 200
    assert Client().get(address).status_code == 302
    assert desk(other).get(address).status_code == 404
    assert desk(other).get(at(other, f"events_desk:{view}", event.uuid)).status_code == 404
    assert desk(organisation, "treasurer").get(address).status_code == 403


@pytest.mark.parametrize("view", ["list", "create"])
def test_lists_open_for_those_who_need_them_and_for_nobody_else(
    organisation: Organisation, view: str
) -> None:
    other = factories.organisation("andre")
    address = at(organisation, f"events_desk:{view}")

    assert desk(organisation, "event_host").get(address).status_code == 200
    assert Client().get(address).status_code == 302
    assert desk(other).get(address).status_code == 404
    assert desk(organisation, "treasurer").get(address).status_code == 403


def test_an_editor_makes_events_and_sees_no_participants(organisation: Organisation) -> None:
    event = factories.event(organisation)
    factories.registration(event, first_name="Torborg", email="torborg@post.example")
    client = desk(organisation, "editor")

    assert client.get(at(organisation, "events_desk:edit", event.uuid)).status_code == 200
    assert b"orborg" not in client.get(at(organisation, "events_desk:detail", event.uuid)).content
    for view in ("participants", "message", "add_participant"):
        assert client.get(at(organisation, f"events_desk:{view}", event.uuid)).status_code == 403


def test_enter_in_a_field_saves_and_does_not_add_a_question(organisation: Organisation) -> None:
    client = desk(organisation, "event_host")

    page = client.get(at(organisation, "events_desk:create")).text

    form = page[page.index('<form method="post" novalidate data-guard') :]
    first = re.search(r"<button[^>]*>", form[: form.index("</form>")])
    assert first
    assert 'type="submit"' in first[0]
    assert "name=" not in first[0]


def test_an_event_that_is_over_cannot_be_prolonged_so_that_nobody_is_kept_longer(
    organisation: Organisation,
) -> None:
    over = time.now() - dt.timedelta(days=1)
    event = factories.event(organisation, starts_at=over, ends_at=over + dt.timedelta(hours=2))
    before = event.ends_at
    address = at(organisation, "events_desk:edit", event.uuid)
    start = before.astimezone(time.OSLO) - dt.timedelta(hours=2)

    page = desk(organisation, "event_host").post(
        address, filled_in(starts_at=f"{start:%Y-%m-%dT%H:%M}", ends_at=typed(1600))
    )

    event.refresh_from_db()
    assert event.ends_at == before
    assert page.context["form"].errors["ends_at"]
    with pytest.raises(ValueError, match="ends_at"):
        change_event(event, EventDetails("X", start, time.now() + dt.timedelta(1)), by="system")


def test_an_event_of_years_is_refused(organisation: Organisation) -> None:
    client = desk(organisation, "event_host")

    page = client.post(at(organisation, "events_desk:create"), filled_in(ends_at=typed(600)))

    assert page.context["form"].errors["ends_at"]
    assert not Event.objects.exists()


@pytest.mark.parametrize("field", ["starts_at", "ends_at", "registration_closes_at"])
@pytest.mark.parametrize("written", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_time_on_the_first_or_last_day_there_is_is_refused(
    field: str, written: str, organisation: Organisation
) -> None:
    client = desk(organisation, "event_host")

    answer = client.post(at(organisation, "events_desk:create"), filled_in(**{field: written}))

    assert answer.status_code in (200, 422)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("clocks", "days"), [([], 30), (["event_ended"], 65), (["event_cancelled"], 30)]
)
def test_the_day_that_is_promised_is_by_the_clocks_in_force(
    clocks: list[str], days: int, organisation: Organisation
) -> None:
    document = factories.register_document(organisation)
    for entry in document["activities"]:
        if entry["activity"] == "events":
            entry["retention"]["registrations"]["clocks"] = clocks
    factories.adopted_register(organisation, activities=document["activities"])
    now = time.now()
    event = factories.event(
        organisation, starts_at=now + dt.timedelta(days=5), ends_at=now + dt.timedelta(days=5)
    )
    event.cancelled_at = now - dt.timedelta(days=30)

    assert kept_until(event, in_force(organisation)) == time.today() + dt.timedelta(days=days)


def test_no_day_is_promised_when_the_clock_has_not_started(organisation: Organisation) -> None:
    document = factories.register_document(organisation)
    for entry in document["activities"]:
        if entry["activity"] == "events":
            entry["retention"]["registrations"]["clocks"] = ["event_cancelled"]
    factories.adopted_register(organisation, activities=document["activities"])

    assert kept_until(factories.event(organisation), in_force(organisation)) is None
