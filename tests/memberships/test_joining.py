"""Joining: exactly the register's fields, the address proven first, nobody's card touched."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from tests import factories
from tillit.memberships.models import Application, Membership
from tillit.organisations.models import Organisation
from tillit.people.models import Person
from tillit.privacy.gate.sending import send_waiting

pytestmark = pytest.mark.django_db
NETWORK = (
    "first_name", "last_name", "email", "phone", "street", "postal_code", "city", "workplace",
    "position",
)  # fmt: skip
KARI = {
    "first_name": "Kari",
    "last_name": "Fjellro",
    "email": "Kari@Post.example",
    "phone": "912 34 567",
    "street": "Lysbuen 2",
    "postal_code": "0150",
    "city": "Oslo",
    "workplace": "Fjellro Bygg",
    "position": "Daglig leder",
}


@pytest.fixture
def organisation() -> Organisation:
    made = factories.organisation()
    document = factories.register_document(made)
    for activity in document["activities"]:
        if activity["activity"] == "membership":
            activity["fields"] = [
                {"field": name, "required": True, "need": {"nb": "Vi trenger det."}}
                for name in NETWORK
            ]
    factories.adopted_register(made, activities=document["activities"])
    factories.membership_type(made, is_automatic=True)
    return made


def join(organisation: Organisation, **changes: str) -> object:
    return Client().post(factories.at(organisation, "memberships:join"), {**KARI, **changes})


def link_in_mail() -> str:
    send_waiting()
    found = re.search(r"https?://[^/]+(/\S+/bekreft/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


@pytest.mark.promise("N07")
def test_form_asks_for_exactly_the_registers_fields(organisation: Organisation) -> None:
    page = Client().get(factories.at(organisation, "memberships:join")).content.decode()

    asked = set(re.findall(r'<input[^>]*\bname="([a-z_]+)"', page))
    assert asked - {"csrfmiddlewaretoken", "language", "next"} == set(NETWORK)


@pytest.mark.promise("N07")
@pytest.mark.parametrize("missing", NETWORK)
def test_form_without_one_of_them_is_refused_at_that_field_and_keeps_what_was_typed(
    organisation: Organisation, missing: str
) -> None:
    answer = join(organisation, **{missing: ""})

    form = answer.context["form"]  # type: ignore[attr-defined]
    assert set(form.errors) == {missing}
    typed = "street" if missing != "street" else "city"
    assert KARI[typed] in answer.content.decode()  # type: ignore[attr-defined]
    assert Application.objects.count() == 0


@pytest.mark.promise("P01")
def test_form_carries_a_notice_for_its_own_activity_with_a_link_to_the_whole(
    organisation: Organisation,
) -> None:
    page = Client().get(factories.at(organisation, "memberships:join")).content.decode()

    assert organisation.name in page
    assert f'href="{factories.at(organisation, "site:statement")}' in page
    assert "Sentence(" not in page


def test_person_becomes_a_member_when_the_link_is_confirmed(organisation: Organisation) -> None:
    join(organisation)
    link = link_in_mail()
    assert Membership.objects.count() == 0

    Client().post(link)

    member = Membership.objects.get()
    assert member.relation.person.email == "kari@post.example"
    assert member.relation.person.phone == "+4791234567"
    assert member.number == 1


def test_opening_the_link_joins_nobody(organisation: Organisation) -> None:
    join(organisation)

    Client().get(link_in_mail())

    assert Membership.objects.count() == 0


def test_form_changes_no_card_before_the_address_is_proven(organisation: Organisation) -> None:
    card = factories.person(
        organisation, "customer", email="kari@post.example", first_name="Kari Anne"
    )

    join(organisation)

    card.refresh_from_db()
    assert card.first_name == "Kari Anne"
    assert Person.objects.count() == 1


def test_proven_address_meets_the_card_it_is_on(organisation: Organisation) -> None:
    card = factories.person(
        organisation,
        "customer",
        email="kari@post.example",
        first_name="Kari",
        last_name="Fjellro",
    )
    join(organisation)

    Client().post(link_in_mail())

    assert Person.objects.get() == card
    assert set(card.relations.values_list("kind", flat=True)) == {"customer", "member"}


@pytest.mark.parametrize("member", [False, True], ids=["customer", "member"])
def test_another_who_shares_the_mailbox_gets_a_card_of_their_own(
    organisation: Organisation, member: bool
) -> None:
    if member:
        join(organisation)
        Client().post(link_in_mail())
    else:
        factories.person(
            organisation,
            "customer",
            first_name="Kari",
            last_name="Fjellro",
            email="kari@post.example",
        )
    join(organisation, first_name="Ola", last_name="Hansen", phone="913 34 567")

    Client().post(link_in_mail())

    names = Person.objects.order_by("pk").values_list("first_name", "last_name")
    assert list(names) == [("Kari", "Fjellro"), ("Ola", "Hansen")]
    ola = Membership.objects.get(relation__person__first_name="Ola")
    assert ola.relation.person.phone.endswith("91334567")


def test_name_spelled_another_way_is_the_same_person(organisation: Organisation) -> None:
    join(organisation)
    Client().post(link_in_mail())
    join(organisation, first_name="KARI", last_name="fjellro")

    Client().post(link_in_mail())

    assert Person.objects.count() == Membership.objects.count() == 1


def test_nobodys_mailbox_is_filled(organisation: Organisation) -> None:
    answers = {join(organisation).status_code for _ in range(12)}

    send_waiting()

    assert answers == {302}
    assert len(mail.outbox) == 5


def test_confirming_twice_makes_one_member(organisation: Organisation) -> None:
    join(organisation)
    link = link_in_mail()

    Client().post(link)
    Client().post(link)

    assert Membership.objects.count() == 1


def test_membership_with_review_waits_for_someone_to_accept(organisation: Organisation) -> None:
    factories.membership_type(organisation)
    organisation.membershiptype_set.update(is_automatic=False)
    join(organisation)
    Client().post(link_in_mail())
    application = Application.objects.get()
    assert application.state == "waiting"

    factories.desk(organisation).post(
        factories.at(organisation, "memberships_desk:accept", application.uuid)
    )

    assert Membership.objects.count() == 1


def test_declined_applicant_is_told(organisation: Organisation) -> None:
    organisation.membershiptype_set.update(is_automatic=False)
    join(organisation)
    Client().post(link_in_mail())
    application = Application.objects.get()

    factories.desk(organisation).post(
        factories.at(organisation, "memberships_desk:decline", application.uuid)
    )
    send_waiting()

    assert Membership.objects.count() == 0
    assert mail.outbox[-1].to == ["kari@post.example"]


def test_link_of_another_organisation_is_not_found(organisation: Organisation) -> None:
    join(organisation)
    application = Application.objects.get()
    other = factories.organisation()

    answer = Client().get(factories.at(other, "memberships:confirm", application.uuid))

    assert answer.status_code == 404


def test_national_identity_number_is_refused(organisation: Organisation) -> None:
    answer = join(organisation, workplace="Fjellro 01010050053")

    assert "workplace" in answer.context["form"].errors  # type: ignore[attr-defined]


def test_each_kind_of_membership_stands_once_with_what_it_is(organisation: Organisation) -> None:
    described = {"nb": "For alle over 18 år, 400 kroner i året"}
    factories.membership_type(
        organisation, "main", name={"nb": "Hovedmedlem"}, description=described
    )
    factories.membership_type(organisation, "student", name={"nb": "Studentmedlem"})

    page = Client().get(factories.at(organisation, "memberships:join")).content.decode()

    assert page.count("Hovedmedlem") == 1
    assert page.count("400 kroner i året") == 1
    assert page.count("Studentmedlem") == 1


def test_organisation_without_kinds_of_membership_says_it_is_closed() -> None:
    organisation = factories.organisation()

    answer = Client().get(factories.at(organisation, "memberships:join"))

    assert answer.status_code == 200
    assert "form" not in answer.context


def test_what_is_needed_is_marked_as_the_text_says(organisation: Organisation) -> None:
    client = Client()
    client.cookies["language"] = "nb"

    page = client.get(factories.at(organisation, "memberships:join")).text

    assert "(nødvendig)" in page
    assert "(valgfritt)" not in page
