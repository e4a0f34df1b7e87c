"""The list of people as a file: why, for whom, and noted for each."""

import csv
import io

import openpyxl
import pytest
from django.utils import translation

from tests import factories as make
from tillit.portal.whom import roles_of
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force
from tillit.privacy.rights.held import held_on
from tillit.privacy.rights.overview import overview
from tillit.privacy.sharing.models import DisclosedSubject, Disclosure
from tillit.privacy.sharing.queries import recipients_of

pytestmark = pytest.mark.django_db
PRINTER = {
    "key": "printer", "name": "Trykkeriet", "what_for": {"nb": "trykke konvolutter"},
    "email": "post@trykk.example",
}  # fmt: skip


@pytest.fixture
def ours():
    made = make.organisation(language="en")
    activities = make.register_document(made)["activities"]
    for activity in activities:
        if activity["activity"] == "customers":
            activity["recipients"] = ["printer"]
    make.adopted_register(made, recipients=[PRINTER], activities=activities)
    return made


def export(ours, kind="customer", **changes):
    data = {"purpose": "Ringeliste til årsmøtet", "recipient": "", "form": "csv",
            "fields_out": ["first_name", "last_name", "email"]}  # fmt: skip
    address = make.at(ours, "people:export") + f"?kind={kind}"
    return make.desk(ours).post(address, data | changes)


def table(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_a_list_is_taken_out_with_just_the_chosen_fields_of_one_kind_of_relation(ours):
    make.person(ours, "customer", first_name="Åse", last_name="Nesby", email="ase@post.example")
    make.person(ours, "member")

    rows = table(export(ours))

    assert rows[1:] == [["Åse", "Nesby", "ase@post.example"]]


def test_nothing_but_the_name_is_ticked_to_begin_with(ours):
    make.person(ours, "customer")

    page = make.desk(ours).get(make.at(ours, "people:export") + "?kind=customer")

    boxes = page.context["form"]["fields_out"].subwidgets
    assert len(boxes) > 3
    assert [box.data["value"] for box in boxes if box.data["selected"]] == [
        "first_name", "last_name",
    ]  # fmt: skip


def test_it_is_noted_for_each_person_that_their_data_was_taken_out_and_why(ours):
    person = make.person(ours, "customer")

    export(ours)

    made = Disclosure.objects.get()
    assert (made.purpose, made.count, made.recipient) == ("Ringeliste til årsmøtet", 1, "")
    assert made.fields == ["first_name", "last_name", "email"]
    assert DisclosedSubject.objects.get().email == person.email
    entry = LedgerEntry.objects.get(kind="exported")
    assert entry.subject == reference(person)
    assert person.email not in str(entry.content)


def test_the_person_and_staff_read_why_it_was_taken_out_and_what(ours):
    member = make.member(ours, first_name="Åse", email="ase@post.example").relation.person
    fields = ["first_name", "until"]
    make.desk(ours).post(
        make.at(ours, "memberships_desk:export"),
        {"purpose": "Ringeliste", "recipient": "", "form": "csv", "fields_out": fields},
    )
    held = held_on(ours, "ase@post.example")

    with translation.override("nb"):
        told = overview(held, in_force(ours), actors=roles_of).log
    office = make.desk(ours)
    office.cookies["language"] = "nb"
    card = office.get(make.at(ours, "people:card", member.uuid)).text

    exported = next(each for each in told if each.kind == "exported")
    assert exported.what_for == "Ringeliste"
    assert exported.fields == ["fornavn", "til"]
    assert "fornavn, til, av " in card
    assert "Hvorfor: Ringeliste" in card


def test_a_recipient_on_the_register_is_remembered_so_that_it_can_be_told_later(ours):
    person = make.person(ours, "customer")

    export(ours, recipient="printer")

    [receipt] = recipients_of(ours, email=person.email)
    assert (receipt.name, receipt.recipient.email) == ("Trykkeriet", "post@trykk.example")
    assert recipients_of(ours, references=[reference(person)]) == [receipt]
    assert LedgerEntry.objects.filter(kind="disclosed", subject=reference(person)).exists()
    assert recipients_of(ours, email="annen@post.example") == []


def test_a_recipient_that_the_register_does_not_name_for_the_activity_gets_nothing(ours):
    make.person(ours, "member")

    answer = export(ours, kind="member", recipient="printer")

    assert answer.status_code == 422
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"purpose": ""}, {"purpose": "liste"}, {"purpose": "Til 01010750160 sin liste"},
     {"fields_out": []}, {"fields_out": ["sources"]}, {"form": "exe"}],
)  # fmt: skip
def test_no_file_without_a_reason_and_a_choice(ours, wrong):
    make.person(ours, "customer")

    assert export(ours, **wrong).status_code == 422
    assert not Disclosure.objects.exists()


def test_no_cell_can_be_run_as_a_formula(ours):
    make.person(ours, "customer", first_name='=HYPERLINK("x")', last_name="@SUM(A1)",
                phone="+4741234567")  # fmt: skip

    [_headings, row] = table(export(ours, fields_out=["first_name", "last_name", "phone"]))
    answer = export(ours, form="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active

    assert row == ['\'=HYPERLINK("x")', "'@SUM(A1)", "41 23 45 67"]
    assert [cell.data_type for cell in sheet[2]][:2] == ["s", "s"]


def test_only_those_with_the_need_take_lists_out(ours, client):
    address = make.at(ours, "people:export") + "?kind=customer"

    assert make.desk(ours).get(address).status_code == 200
    assert make.desk(ours, "treasurer").get(address).status_code == 403
    assert make.desk(make.organisation()).get(address).status_code == 404


def test_without_a_kind_one_is_asked_which_list(ours):
    page = make.desk(ours).get(make.at(ours, "people:export")).content.decode()

    assert "kind=customer" in page
