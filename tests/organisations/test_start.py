"""An organisation of one's own: facts and kind in, a draft register out, nothing public yet."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories
from tillit.kernel import clock
from tillit.organisations import staff_link
from tillit.organisations.forms import OrganisationForm
from tillit.organisations.models import Organisation, Role, User
from tillit.privacy.declare import declarations
from tillit.privacy.register.profiles import KINDS
from tillit.privacy.register.queries import draft, version_in_force
from tillit.privacy.register.rules import findings
from tillit.privacy.register.schema import Register

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Østre Ås Næringsnettverk",
    "organisation_number": "312 345 676",
    "kind": "business-network",
    "email": "Personvern@OstreAas.example",
    "contact": "Daglig leder",
    "address": "Lysbuen 1",
    "postal_code": "0150",
    "city": "Oslo",
    "slug": "",
}


@pytest.fixture
def holder() -> Client:
    """The browser of whoever opened the link printed on the machine."""
    client = Client()
    link = staff_link.make(None).removeprefix("http://localhost:8000")
    client.post(
        link,
        {
            "name": "Åse Bakkevik",
            "email": "ase@arbeid.example",
            "password": "furu og lyng ved fjord",
        },
    )  # fmt: skip
    return client


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_begins_with_a_draft_of_its_own(kind: str, holder: Client) -> None:
    answer = holder.post("/start/", {**FACTS, "kind": kind})

    made = Organisation.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == factories.at(made, "desk:register")
    assert made.slug == "ostre-as-naeringsnettverk"
    row = draft(made)
    assert row is not None
    register = Register.model_validate(row.document)
    assert register.controller.organisation_number == "312345676"
    assert register.controller.kind == kind
    assert register.privacy_contact().email == "personvern@ostreaas.example"
    errors = [each for each in findings(register, declarations, clock.today()) if each.is_error]
    assert {each.path[-1] for each in errors} <= {"author"}


def test_the_draft_names_nobody_but_the_organisation(holder: Client) -> None:
    holder.post("/start/", {**FACTS, "kind": "cloud-supplier"})

    document = draft(Organisation.objects.get()).document
    assert document["processors"] == document["recipients"] == []
    assert {point["email"] for point in document["contact_points"]} == {
        "personvern@ostreaas.example"
    }
    tests = [
        purpose["balancing_test"]
        for entry in document["activities"]
        for purpose in entry["purposes"]
        if purpose["balancing_test"]
    ]
    assert tests
    assert {each["author"] for each in tests} == {""}
    assert {each["decided_on"] for each in tests} == {clock.today().isoformat()}


def test_the_draft_is_adopted_only_when_someone_has_signed_its_balancing_tests(
    holder: Client,
) -> None:
    from tillit.privacy.register.actions import Refused, adopt, save_draft

    holder.post("/start/", {**FACTS, "kind": "cloud-supplier"})
    made, user = Organisation.objects.get(), User.objects.get()
    with pytest.raises(Refused):
        adopt(made, user)

    document = draft(made).document
    for entry in document["activities"]:
        for purpose in entry["purposes"]:
            if purpose["balancing_test"]:
                purpose["balancing_test"]["author"] = "Styret"
    save_draft(made, Register.model_validate(document), user)
    adopt(made, user)

    assert version_in_force(made) is not None


def test_the_maker_is_in_charge_and_nothing_is_public(holder: Client, client: Client) -> None:
    holder.post("/start/", FACTS)

    made = Organisation.objects.get()
    assert {role.type for role in Role.objects.filter(user=User.objects.get())} == {
        "secretary",
        "privacy_officer",
    }
    assert version_in_force(made) is None
    assert client.get(factories.at(made, "site:front")).status_code == 503
    today = holder.get(factories.at(made, "desk:today"))
    assert today.status_code == 200
    assert today.context["todo"][0].icon == "shield"


@pytest.mark.promise("C01")
def test_the_organisation_number_is_checked_by_modulus_11(holder: Client) -> None:
    wrong = holder.post("/start/", {**FACTS, "organisation_number": "312345677"})
    right = holder.post("/start/", FACTS)
    from tillit.privacy.register.actions import adopt

    made = Organisation.objects.get()
    adopt(made, User.objects.get())
    statement = holder.get(factories.at(made, "site:statement"))

    assert wrong.status_code == 422
    assert "organisation_number" in wrong.context["form"].errors
    assert right.status_code == 302
    assert "312 345 676" in statement.text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("kind", "hemmelig-orden"), ("email", "post"), ("postal_code", "12"),
     ("slug", "desk"), ("slug", "Å"), ("slug", "tatt"), ("city", "")],
)  # fmt: skip
def test_a_mistake_is_handed_back_with_what_was_written(
    field: str, value: str, holder: Client
) -> None:
    factories.organisation("tatt")

    answer = holder.post("/start/", {**FACTS, field: value})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert Organisation.objects.count() == 1


def test_two_of_the_same_name_get_addresses_of_their_own(holder: Client) -> None:
    holder.post("/start/", FACTS)
    holder.post("/start/", {**FACTS, "city": "Bergen"})

    assert set(Organisation.objects.values_list("slug", flat=True)) == {
        "ostre-as-naeringsnettverk",
        "ostre-as-naeringsnettverk-2",
    }


def test_who_comes_second_to_a_web_address_is_told(
    holder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder.post("/start/", {**FACTS, "slug": "turlaget"})
    # As where the other was founded between the question and the answer.
    monkeypatch.setattr(OrganisationForm, "clean_slug", lambda form: form.cleaned_data["slug"])

    answer = holder.post("/start/", {**FACTS, "city": "Bergen", "slug": "turlaget"})

    assert answer.status_code == 422
    assert "slug" in answer.context["form"].errors
    assert Organisation.objects.count() == 1


def test_a_form_sent_twice_starts_one_organisation(holder: Client) -> None:
    answers = [holder.post("/start/", {**FACTS, "slug": "turlaget"}) for _ in range(2)]

    made = Organisation.objects.get()
    assert {answer.headers["Location"] for answer in answers} == {
        factories.at(made, "desk:register")
    }
