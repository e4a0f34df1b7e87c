"""Each list can be taken out as a file by who needs it: after saying why, noted for each person."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests import factories as make
from tillit.kernel import clock
from tillit.memberships.models import Application
from tillit.organisations.models import Organisation
from tillit.privacy.ledger.actions import record
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference
from tillit.privacy.rights.actions import open_request
from tillit.privacy.sharing import writers
from tillit.privacy.sharing.models import DisclosedSubject, Disclosure

pytestmark = pytest.mark.django_db
WHY = {"purpose": "Gjennomgang i styret", "recipient": "", "form": "csv"}
# The export: the list that offers it, who needs it, and who works here without that need.
LISTS = {
    "memberships_desk:export": ("memberships_desk:list", "secretary", "treasurer"),
    "memberships_desk:applications_export": (
        "memberships_desk:applications", "secretary", "treasurer",
    ),
    "events_desk:list_export": ("events_desk:list", "event_host", "treasurer"),
    "desk:requests_export": ("desk:requests", "privacy_officer", "event_host"),
    "desk:ledger_export": ("desk:ledger", "auditor", "secretary"),
    "organisations_desk:export": ("organisations_desk:staff", "auditor", "event_host"),
}  # fmt: skip


@pytest.fixture
def ours() -> Organisation:
    return make.organisation(language="en")


def english(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


def filled(ours: Organisation) -> Any:
    """Something in every list; gives the member."""
    member = make.member(ours, first_name="Åse", last_name="Nesby", email="ase@post.example")
    Application.objects.create(
        organisation=ours, type=make.membership_type(ours), first_name="Ola",
        email="ola@post.example", state=Application.State.WAITING, created_at=clock.now(),
    )  # fmt: skip
    make.event(ours, title="Vårmøte")
    open_request(
        ours, kind="access", channel="letter", received_on=clock.today(), name="Kari",
        email="kari@post.example", by="system",
    )  # fmt: skip
    return member


def take(client: Client, ours: Organisation, view: str, query: str = "", **data: Any) -> Any:
    address = make.at(ours, view) + query
    fields = [
        key for key, _label in client.get(address).context["form"]["fields_out"].field.choices
    ]
    return client.post(address, {**WHY, "fields_out": fields, **data})


def table(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


@pytest.mark.parametrize("view", LISTS)
def test_the_list_offers_its_file_and_the_file_is_handed_over(
    ours: Organisation, view: str
) -> None:
    filled(ours)
    shown, needed, _other = LISTS[view]
    client = make.desk(ours, needed)

    page = client.get(make.at(ours, shown))
    rows = table(take(client, ours, view))

    assert f'href="{make.at(ours, view)}' in page.text
    assert len(rows) > 1
    assert Disclosure.objects.get().purpose == "Gjennomgang i styret"


@pytest.mark.parametrize("view", LISTS)
def test_without_a_reason_there_is_no_file(ours: Organisation, view: str) -> None:
    filled(ours)

    answer = take(make.desk(ours, LISTS[view][1]), ours, view, purpose="")

    assert answer.status_code == 422
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("view", LISTS)
def test_a_stranger_who_lacks_the_need_and_who_works_elsewhere_get_nothing(
    ours: Organisation, view: str
) -> None:
    address = make.at(ours, view)
    elsewhere = make.desk(make.organisation("andre"), LISTS[view][1])

    def status(client: Client) -> int:
        code: int = client.get(address).status_code
        return code

    assert status(Client()) == 302
    assert status(make.desk(ours, LISTS[view][2])) == 403
    assert status(elsewhere) == 404


@pytest.mark.parametrize("view", LISTS)
def test_before_a_register_is_adopted_one_is_led_back_with_a_reason(view: str) -> None:
    young = make.organisation("ung", adopted=False, language="en")
    client = english(make.desk(young, LISTS[view][1]))

    answer = client.get(make.at(young, view), follow=True)

    assert answer.status_code == 200
    assert "Adopt the register first" in answer.text
    assert client.post(make.at(young, view), WHY).status_code == 302
    assert not Disclosure.objects.exists()


def test_members_file_has_their_numbers_kinds_and_what_the_register_asks_for(
    ours: Organisation,
) -> None:
    member = filled(ours)
    gone = make.member(ours, last_name="Zorn")
    type(gone.relation).objects.filter(pk=gone.relation.pk).update(ended_on="2020-01-31")

    client = english(make.desk(ours))
    now = table(take(client, ours, "memberships_desk:export"))
    ended = table(take(client, ours, "memberships_desk:export", "?state=ended"))

    assert [row[0] for row in now[1:]] == [str(member.number)]
    assert {"Number", "First name", "E-mail", "Kind", "Since", "Until"} <= set(now[0])
    assert "ase@post.example" in now[1]
    assert [row[0] for row in ended[1:]] == [str(gone.number)]
    assert ended[1][-1] == "31 January 2020"
    subjects = set(DisclosedSubject.objects.values_list("reference", flat=True))
    assert subjects == {reference(member.relation.person), reference(gone.relation.person)}


def test_requests_file_has_those_the_list_shows_and_is_noted_for_each(ours: Organisation) -> None:
    filled(ours)
    client = english(make.desk(ours, "privacy_officer"))

    none = table(take(client, ours, "desk:requests_export", "?state=closed"))
    [headings, row] = table(take(client, ours, "desk:requests_export"))

    assert len(none) == 1
    assert (row[0], row[1], row[2]) == ("Kari", "kari@post.example", "Access")
    assert "What is asked for" not in headings
    assert DisclosedSubject.objects.get().email == "kari@post.example"
    assert LedgerEntry.objects.get(kind="exported").subject.startswith("request:")


def test_log_file_has_every_opening_in_it_and_the_export_is_itself_in_the_log(
    ours: Organisation,
) -> None:
    person = make.member(ours, first_name="Ragnfrid").relation.person
    adviser = make.staff_user(ours, "adviser")
    record(ours, "opened", subject=reference(person), actor=reference(adviser))
    auditor = english(make.desk(ours, "auditor"))

    rows = table(take(auditor, ours, "desk:ledger_export", "?kind=opened"))

    assert [(row[2], row[3]) for row in rows[1:]] == [(reference(person), adviser.name)]
    noted = LedgerEntry.objects.filter(kind="exported")
    assert set(noted.values_list("subject", flat=True)) == {reference(person), reference(adviser)}
    assert "Ragnfrid" not in str(rows)


def test_staff_file_says_who_had_access_and_when(ours: Organisation) -> None:
    client = english(make.desk(ours, "auditor"))

    [headings, row] = table(take(client, ours, "organisations_desk:export"))

    assert headings[:5] == ["Name", "E-mail", "Role", "From", "Until"]
    assert row[2] == "Auditor"
    assert DisclosedSubject.objects.get().email == row[1]


def test_events_file_names_nobody(ours: Organisation) -> None:
    event = make.event(ours, title="Vårmøte", capacity=20)
    make.registration(event, first_name="Solveig")
    client = english(make.desk(ours, "editor"))

    [headings, row] = table(take(client, ours, "events_desk:list_export"))

    assert dict(zip(headings, row, strict=True))["Registered"] == "1"
    assert "Solveig" not in str(row)
    assert (Disclosure.objects.get().count, DisclosedSubject.objects.count()) == (0, 0)


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "MOST_ROWS", 3)

    book = openpyxl.load_workbook(writers.as_xlsx(["Nr"], ([n] for n in range(7))))

    assert [[row[0].value for row in sheet] for sheet in book] == [
        ["Nr", "0", "1", "2"], ["Nr", "3", "4", "5"], ["Nr", "6"],
    ]  # fmt: skip
