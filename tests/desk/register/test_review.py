"""Going through a draft that was made from a statement, step by step."""

from __future__ import annotations

import html
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests import factories
from tests.desk.register.forms_sent import filled_in
from tillit.desk.register.named import Names
from tillit.desk.register.review import step_of, steps_of, waiting
from tillit.organisations.models import Organisation
from tillit.privacy.register import actions, profiles
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.points import Point
from tillit.privacy.register.points.actions import keep
from tillit.privacy.register.points.models import DraftPoint
from tillit.privacy.register.points.queries import points_of
from tillit.privacy.register.schema import Register

pytestmark = pytest.mark.django_db
PERIOD = "activities.events.retention.registrations.period"
SAID = "Påmeldinger slettes senest 60 dager etter turen."
POINTS = (
    Point("origin", "processors.brevlauget", "taken", "Brevlauget", {}, "Vi bruker Brevlauget."),
    Point("origin", "processors.brevlauget.countries", "catalogue", "NO"),
    Point("origin", "activities.events", "read_as", "events", {}, "Vi holder turer.", sure=False),
    Point("origin", "activities.events.fields.email", "taken", "email", {}, "Vi ber om e-post."),
    Point("origin", PERIOD, "taken", "P60D", {}, SAID),
    Point("origin", "contact_points.privacy.email", "taken", "post@turlag.example", {}, "Skriv."),
    Point("gap", "controller.address", "no_address"),
    Point("conflict", PERIOD, "two_periods", "P60D",
          {"data": "events/registrations", "said": "P90D", "kept": "P60D"}, "Etter 90 dager."),
    Point("unplaced", "", "needs", "", {}, "Vi spør om allergier."),
)  # fmt: skip


def read_draft(organisation: Organisation, points: tuple[Point, ...] = POINTS) -> list[DraftPoint]:
    """A draft with the points it was made from."""
    return keep(actions.save_draft(organisation, profiles.load("business-network"), None), points)


@pytest.fixture
def own() -> Organisation:
    made = factories.organisation(adopted=False, language="en")
    read_draft(made)
    return made


def at(organisation: Organisation, view: str, *args: Any) -> str:
    return factories.at(organisation, f"desk:register_{view}", *args)


def test_what_stands_in_the_way_comes_first_then_the_steps(own: Organisation) -> None:
    page = factories.desk(own, "privacy_officer").get(at(own, "review"))

    assert page.status_code == 200
    assert [step.key for step, _address in page.context["steps"]] == [
        "parties", "activities", "fields", "periods", "contact", "gaps", "conflicts",
    ]  # fmt: skip
    assert [point.code for point, _place in page.context["gaps"]] == ["no_address"]
    assert page.text.index('id="gaps"') < page.text.index('id="steps"')
    assert (page.context["done"], page.context["total"]) == (0, len(POINTS))


def test_what_cannot_stand_is_told_with_its_place_before_the_steps(own: Organisation) -> None:
    document = profiles.load("business-network").model_dump(mode="json")
    document["controller"]["name"] = ""
    actions.save_draft(own, Register.model_validate(document), None)

    page = factories.desk(own, "privacy_officer").get(at(own, "review"))

    [(finding, place, where)] = page.context["errors"]
    assert page.status_code == 200
    assert f"{where}:</strong>" in page.text
    assert place in page.text
    assert str(finding.message) in page.text


def test_an_answer_within_the_month_of_the_law_is_not_called_taken_out(own: Organisation) -> None:
    said = "Vi svarer innen en måned."
    read_draft(own, (Point("origin", "promised_answer_days", "law_month", "", {}, said),))

    page = factories.desk(own, "privacy_officer").get(at(own, "review_step", "periods"))

    [row] = page.context["rows"]
    assert not row.is_gone
    assert row.point.title in page.text


@pytest.mark.parametrize(
    ("said", "clock", "words"),
    [("PT72H", "", "72 hours"), ("P0D", "withdrawn", "at once, counted from: the consent was"),
     ("P1D", "event_ended", "1 day, counted from: the event was held"), ("P2Y", "", "2 years")],
)  # fmt: skip
def test_a_time_without_a_place_is_told_in_words(
    own: Organisation, said: str, clock: str, words: str
) -> None:
    read_draft(own, (Point("unplaced", "", "needs", "", {"said": said, "clock": clock}, "Så."),))

    page = factories.desk(own, "privacy_officer").get(at(own, "review_step", "conflicts"))

    assert words in page.text


def test_every_point_stands_in_one_step(own: Organisation) -> None:
    numbers = {step.key: [point.number for point in step.points] for step in steps_of(own)}

    assert numbers == {
        "parties": [0, 1], "activities": [2], "fields": [3], "periods": [4], "contact": [5],
        "gaps": [6], "conflicts": [7, 8],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "step"),
    [("recipients.kitchen", "parties"), ("sources.website", "parties"),
     ("controller.name", "contact"), ("languages", "contact"), ("promised_answer_days", "periods"),
     ("activities.membership.published", "fields"),
     ("activities.membership.purposes.x", "activities"),
     ("activities", "activities"), ("", "activities")],
)  # fmt: skip
def test_a_value_belongs_to_the_step_of_its_place(path: str, step: str) -> None:
    assert step_of(DraftPoint(kind="origin", path=path)) == step


def test_each_value_stands_with_the_sentence_it_came_from(own: Organisation) -> None:
    page = factories.desk(own, "privacy_officer").get(at(own, "review_step", "periods"))

    [row] = page.context["rows"]
    assert SAID in page.text
    assert row.stands in page.text
    assert not row.read
    assert at(own, "activity", "events") in row.change_at


def test_a_value_that_was_changed_since_is_shown_as_it_stands_beside_what_was_read(
    own: Organisation,
) -> None:
    document = profiles.load("business-network").model_dump(mode="json")
    entry = next(each for each in document["activities"] if each["activity"] == "events")
    entry["retention"]["registrations"]["period"] = "P30D"
    document["processors"] = []
    actions.save_draft(own, Register.model_validate(document), None)
    browser = factories.desk(own, "privacy_officer")

    [period] = browser.get(at(own, "review_step", "periods")).context["rows"]
    gone = browser.get(at(own, "review_step", "parties")).context["rows"]

    assert "30" in period.stands
    assert "60" in period.read
    assert all(row.is_gone for row in gone)
    assert gone[0].change_at.startswith(f"{at(own, 'parties')}?point=")


def test_what_has_no_place_is_counted_and_what_to_do_is_said_once(own: Organisation) -> None:
    read_draft(own, (*POINTS, Point("unplaced", "", "pictures", "", {}, "Vi tar bilder.")))

    page = factories.desk(own).get(at(own, "review_step", "conflicts")).content.decode()

    assert "2 things have no place in the register" in page
    assert page.count("people must be told elsewhere") == 1
    assert "Step 7 of 7" in page


@pytest.mark.parametrize("path", ["controller.kind", "processors.brevlauget.transfer"])
def test_a_guess_and_what_is_from_our_list_are_never_among_the_sure(
    own: Organisation, path: str
) -> None:
    read_draft(own, (Point("origin", path, "catalogue", "dpf", {}, "", sure=False),))

    assert [point for step in steps_of(own) for point in step.sure] == []


@pytest.mark.parametrize("step", ["parties", "activities", "gaps", "conflicts"])
def test_a_step_asks_little_of_the_database(own: Organisation, step: str) -> None:
    browser = factories.desk(own)
    browser.get(at(own, "review_step", step))

    with CaptureQueriesContext(connection) as asked:
        browser.get(at(own, "review_step", step))

    assert len(asked) <= 15


def test_one_is_right_and_one_is_looked_at_again(own: Organisation) -> None:
    browser = factories.desk(own, "privacy_officer")
    point = points_of(own)[4]

    answer = browser.post(at(own, "review_point", point.uuid), {"to": "right"})
    assert answer.headers["Location"] == f"{at(own, 'review_step', 'periods')}#point-4"
    assert waiting(own) == {"total": 9, "waiting": 8}

    browser.post(at(own, "review_point", point.uuid), {"to": "again"})
    assert waiting(own)["waiting"] == 9


def test_those_that_are_sure_are_taken_together_and_the_next_step_follows(
    own: Organisation,
) -> None:
    browser = factories.desk(own, "privacy_officer")

    answer = browser.post(at(own, "review_right", "parties"))
    unsure = browser.post(at(own, "review_right", "activities"))

    assert answer.headers["Location"] == at(own, "review_step", "activities")
    assert unsure.status_code == 302
    # The second is from our list of suppliers and not from the statement: looked at by itself.
    assert set(points_of(own).exclude(reviewed_at=None).values_list("number", flat=True)) == {0}


def test_gaps_and_conflicts_are_never_taken_together(own: Organisation) -> None:
    browser = factories.desk(own, "privacy_officer")

    for step in ("gaps", "conflicts"):
        browser.post(at(own, "review_right", step))

    assert waiting(own)["waiting"] == 9


def test_it_is_left_and_taken_up_again_where_one_was(own: Organisation) -> None:
    factories.desk(own, "privacy_officer").post(at(own, "review_right", "parties"))

    page = factories.desk(own, "privacy_officer").get(at(own, "review"))

    assert page.context["following"].key == "parties"
    assert (page.context["done"], page.context["total"]) == (1, 9)
    register = factories.desk(own, "privacy_officer").get(at(own, "parties"))
    assert at(own, "review") in register.text


def test_today_leads_there_until_all_is_gone_through(own: Organisation) -> None:
    browser = factories.desk(own, "privacy_officer")

    first = browser.get(factories.at(own, "desk:today")).context["todo"]
    points_of(own).order_by().update(reviewed_at="2026-01-01T00:00Z")
    then = browser.get(factories.at(own, "desk:today")).context["todo"]

    assert [card.url for card in first if card.icon == "shield"] == [at(own, "review")]
    assert first[0].count == 9
    assert [card.url for card in then if card.icon == "shield"] == [
        factories.at(own, "desk:register")
    ]


def test_at_the_end_it_leads_to_putting_it_in_force(own: Organisation) -> None:
    points_of(own).order_by().update(reviewed_at="2026-01-01T00:00Z")
    browser = factories.desk(own, "privacy_officer")

    for view, args in (("review", ()), ("review_step", ("contact",))):
        assert at(own, "adopt") in browser.get(at(own, view, *args)).text


def test_what_nobody_read_can_still_be_read_when_the_register_is_in_force(
    own: Organisation,
) -> None:
    left = DraftPoint.objects.count()
    actions.adopt(own, None)

    page = factories.desk(own, "privacy_officer").get(at(own, "review"))

    assert page.status_code == 200
    assert page.context["total"] == 0
    assert len(page.context["unread"]) + len(page.context["left_out"]) == left
    assert 'method="post" action="/' not in page.text.partition("<main")[2]  # read-only


def test_a_step_that_is_not_there_is_not_found(own: Organisation) -> None:
    browser = factories.desk(own, "privacy_officer")

    assert browser.get(at(own, "review_step", "hemmelig")).status_code == 404
    assert browser.post(at(own, "review_right", "hemmelig")).status_code == 404
    assert browser.post(at(own, "review_point", uuid4())).status_code == 404


def test_a_stranger_is_sent_to_log_in(own: Organisation, client: Client) -> None:
    for answer in _all(client, own):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/")


def test_another_organisations_user_does_not_learn_that_it_is_there(own: Organisation) -> None:
    other = factories.organisation()
    theirs = read_draft(other)[0]

    for answer in _all(factories.desk(other, "privacy_officer"), own):
        assert answer.status_code == 404
    browser = factories.desk(own, "privacy_officer")
    assert browser.post(at(own, "review_point", theirs.uuid)).status_code == 404
    theirs.refresh_from_db()
    assert theirs.reviewed_at is None


def test_a_role_that_reads_only_changes_nothing(own: Organisation) -> None:
    browser = factories.desk(own, "auditor")

    answers = _all(browser, own)

    assert [answer.status_code for answer in answers] == [200, 200, 403, 403]
    assert b"<form" not in answers[1].content.split(b"<main")[1].split(b"</main")[0]
    assert waiting(own)["waiting"] == 9


def test_a_role_without_the_register_is_refused(own: Organisation) -> None:
    for answer in _all(factories.desk(own, "event_host"), own):
        assert answer.status_code == 403


def _all(browser: Client, own: Organisation) -> list[Any]:
    point = points_of(own)[0]
    return [
        browser.get(at(own, "review")),
        browser.get(at(own, "review_step", "parties")),
        browser.post(at(own, "review_right", "parties")),
        browser.post(at(own, "review_point", point.uuid)),
    ]


@pytest.mark.parametrize(
    ("path", "crumbs"),
    [
        (PERIOD, ["Events", "registrations for events", "Kept for"]),
        ("activities.events.fields.email", ["Events", "e-mail"]),
        ("controller.email", ["E-mail"]),
        ("contact_points.privacy.email", ["Privacy contact", "E-mail"]),
        ("processors.brevlauget.countries", ["Processor", "Brevlauget AS", "Data is in"]),
        ("processors.brevlauget.what_for", ["Processor", "Brevlauget AS", "What they do for you"]),
        ("promised_answer_days", ["We promise to answer requests within so many days"]),
        ("activities.ukjent.retention.x", ["ukjent"]),
        ("processors.borte", ["Processor", "borte"]),
        ("activities", ["Activities"]),
    ],
)
def test_a_place_is_told_in_words(path: str, crumbs: list[str]) -> None:
    with translation.override("en"):
        assert Names(profiles.load("business-network")).crumbs(path) == crumbs


# ------------------------------------------------------------------ changed, and back again


def test_a_value_is_changed_and_one_is_back_where_one_came_from(own: Organisation) -> None:
    browser = factories.desk(own, "privacy_officer")
    point = points_of(own)[4]
    [row] = browser.get(at(own, "review_step", "periods")).context["rows"]
    address = row.change_at.partition("#")[0]
    back = f"{at(own, 'review_step', 'periods')}#point-4"

    page = browser.get(address)
    assert f'href="{back}"' in page.text
    sent = filled_in(page, **{"retention-registrations-period_number": "45"})
    answer = browser.post(address, sent)

    assert answer.headers["Location"] == back
    point.refresh_from_db()
    assert point.reviewed_at is not None
    [row] = browser.get(at(own, "review_step", "periods")).context["rows"]
    assert "45" in row.stands


def test_whom_to_write_to_is_changed_and_one_is_back(own: Organisation) -> None:
    browser = factories.desk(own, "privacy_officer")
    [row] = browser.get(at(own, "review_step", "contact")).context["rows"]
    address = row.change_at.partition("#")[0]

    page = browser.get(address)
    answer = browser.post(address, filled_in(page))

    assert answer.headers["Location"] == f"{at(own, 'review_step', 'contact')}#point-5"


def test_another_organisations_point_and_none_at_all_lead_on_as_usual(own: Organisation) -> None:
    theirs = read_draft(factories.organisation())[4]
    browser = factories.desk(own, "privacy_officer")
    address = at(own, "activity", "events")

    for asked in (theirs.uuid, "no-uuid", "'", uuid4()):
        page = browser.get(address, {"point": str(asked)})
        assert page.status_code == 200
        assert "#point-" not in page.text
    theirs.refresh_from_db()
    assert theirs.reviewed_at is None


def test_those_that_are_sure_are_marked_in_one_go(own: Organisation) -> None:
    browser = factories.desk(own, "privacy_officer")
    few = _updates(browser, at(own, "review_right", "fields"))
    many = [Point("origin", f"activities.events.fields.f{n}", "taken", "x") for n in range(40)]
    read_draft(own, (*POINTS, *many))

    assert _updates(browser, at(own, "review_right", "fields")) == few == 1
    assert waiting(own) == {"total": 49, "waiting": 8}


def _updates(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        browser.post(address)
    return sum("UPDATE" in one["sql"] and "draftpoint" in one["sql"] for one in queries)


def test_a_draft_that_cannot_be_put_in_force_yet_says_what_must_be_mended(
    own: Organisation,
) -> None:
    document = profiles.load("business-network").model_dump(mode="json")
    document["controller"]["name"] = ""
    actions.save_draft(own, Register.model_validate(document), None)

    page = factories.desk(own, "privacy_officer").get(at(own, "review"))

    assert page.status_code == 200
    assert page.context["errors"]
    assert str(page.context["errors"][0][0].message) in html.unescape(page.text)


def test_what_nobody_has_looked_at_is_put_in_force_only_by_who_says_so(own: Organisation) -> None:
    browser = factories.desk(own, "privacy_officer")
    shown = browser.get(at(own, "adopt"))
    sent = {"digest": shown.context["working"].draft.digest}

    refused = browser.post(at(own, "adopt"), sent)

    assert "9 of 9 values have not been looked at" in shown.text
    assert "Vi spør om allergier." in shown.text
    assert (refused.status_code, refused.context["form"].errors.keys()) == (422, {"unseen"})
    assert not RegisterVersion.objects.exclude(number=None).exists()


def test_what_has_been_looked_at_is_put_in_force_without_more(own: Organisation) -> None:
    browser = factories.desk(own, "privacy_officer")
    points_of(own).update(reviewed_at=timezone.now())

    shown = browser.get(at(own, "adopt"))

    assert "have not been looked at" not in shown.text
    assert 'name="unseen"' not in shown.text
