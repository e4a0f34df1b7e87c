"""The public directory shows who wishes it, what they wish, and not a page longer."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client

from tests import factories
from tillit.kernel import clock
from tillit.memberships import actions
from tillit.memberships.models import Membership
from tillit.organisations.models import Organisation
from tillit.people.models import Person
from tillit.privacy.consent import actions as consent
from tillit.privacy.consent.models import Consent
from tillit.privacy.evidence.actions import measure
from tillit.privacy.evidence.queries import report
from tillit.privacy.ledger.models import LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return factories.organisation()


def member(organisation: Organisation, **fields: str) -> Membership:
    fields = {
        "first_name": "Kari",
        "last_name": "Fjellro",
        "email": "kari@post.example",
        "phone": "+4791234567",
        "workplace": "Fjellro Bygg",
        "position": "Leder",
        **fields,
    }
    return factories.member(organisation, **fields)


def page(organisation: Organisation, query: str = "") -> str:
    answer = Client().get(factories.at(organisation, "memberships:directory") + query)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


@pytest.mark.promise("N08")
def test_member_is_not_shown_before_turning_it_on(organisation: Organisation) -> None:
    member(organisation)

    assert "Fjellro" not in page(organisation)


@pytest.mark.promise("N08")
def test_only_the_fields_switched_on_are_shown(organisation: Organisation) -> None:
    kari = member(organisation)

    actions.show(kari, ["first_name", "last_name", "workplace"], language="nb", how="portal")

    shown = page(organisation)
    assert "Kari Fjellro" in shown
    assert "Fjellro Bygg" in shown
    assert "kari@post.example" not in shown
    assert "91234567" not in shown.replace(" ", "")


def test_nobody_is_shown_without_a_name(organisation: Organisation) -> None:
    nameless = member(organisation, first_name="")
    with pytest.raises(ValidationError):
        actions.show(nameless, ["first_name", "position"], language="nb", how="portal")
    kari = member(organisation, email="kari2@post.example")
    actions.show(kari, ["first_name", "position"], language="nb", how="portal")

    Person.objects.filter(pk=kari.relation.person_id).update(first_name="")

    shown = page(organisation)
    assert "Leder" not in shown
    assert "Leder" not in page(organisation, "?q=leder")


@pytest.mark.promise("N08")
def test_turning_it_off_removes_at_once_from_page_and_search(organisation: Organisation) -> None:
    kari = member(organisation)
    actions.show(kari, ["first_name", "last_name"], language="nb", how="portal")
    assert "Kari Fjellro" in page(organisation)

    actions.hide(kari)

    assert "Kari Fjellro" not in page(organisation)
    assert "Kari Fjellro" not in page(organisation, "?q=fjellro")
    assert Consent.objects.get().withdrawn_at is not None


@pytest.mark.promise("N08")
def test_field_the_register_no_longer_publishes_is_not_shown(organisation: Organisation) -> None:
    kari = member(organisation)
    actions.show(kari, ["first_name", "last_name", "email"], language="nb", how="portal")
    document = factories.register_document(organisation)
    for activity in document["activities"]:
        if activity["activity"] == "membership":
            activity["published"] = ["first_name", "last_name"]

    factories.adopted_register(organisation, activities=document["activities"])

    assert "kari@post.example" not in page(organisation)


@pytest.mark.promise("N08")
def test_picture_is_shown_to_anyone_only_while_it_is_switched_on(
    organisation: Organisation,
) -> None:
    document = factories.register_document(organisation)
    for activity in document["activities"]:
        if activity["activity"] == "membership":
            activity["fields"].append({"field": "picture", "required": False, "need": {}})
            activity["published"].append("picture")
    factories.adopted_register(organisation, activities=document["activities"])
    kari = member(organisation)
    kari.relation.person.picture.save("kari.jpg", ContentFile(b"picture"))
    address = factories.at(organisation, "memberships:picture", kari.uuid)

    actions.show(kari, ["first_name", "last_name"], language="nb", how="portal")
    without = Client().get(address)
    actions.show(kari, ["first_name", "last_name", "picture"], language="nb", how="portal")
    shown = Client().get(address)
    assert address in page(organisation)
    actions.hide(kari)

    assert (without.status_code, shown.status_code) == (404, 200)
    assert b"".join(shown.streaming_content) == b"picture"
    assert "no-store" in shown.headers["Cache-Control"]
    assert Client().get(address).status_code == 404


def test_search_reaches_only_what_is_shown(organisation: Organisation) -> None:
    kari = member(organisation, workplace="Hemmelig Verksted")
    actions.show(kari, ["first_name", "last_name"], language="nb", how="portal")

    assert "Kari Fjellro" not in page(organisation, "?q=hemmelig")
    assert "Kari Fjellro" in page(organisation, "?q=kari")


def test_member_who_leaves_is_gone_from_the_directory(organisation: Organisation) -> None:
    kari = member(organisation)
    actions.show(kari, ["first_name", "last_name"], language="nb", how="portal")

    actions.leave(kari, on=clock.today(), by="user:x")

    assert "Kari Fjellro" not in page(organisation)


def edited(organisation: Organisation, kari: Membership, **values: str) -> None:
    """Staff change values on the card, by the desk's form."""
    person = kari.relation.person
    kept = {"first_name": person.first_name, "last_name": person.last_name, "email": person.email}
    answer = factories.desk(organisation).post(
        factories.at(organisation, "people:edit", person.uuid),
        kept | {"source": "self"} | values,
    )
    assert answer.status_code == 302


def directory_light(organisation: Organisation) -> str:
    measure(organisation)
    return next(line.light for line in report(organisation).lines if line.probe == "directory")


@pytest.mark.promise("N08")
def test_consent_follows_when_staff_change_the_address(organisation: Organisation) -> None:
    kari = member(organisation)
    actions.show(kari, ["first_name", "last_name", "email"], language="nb", how="portal")
    given = Consent.objects.get()

    edited(organisation, kari, email="kari.ny@post.example")

    moved = Consent.objects.get()
    assert (moved.pk, moved.email) == (given.pk, "kari.ny@post.example")
    assert moved.withdrawn_at is None
    assert "kari.ny@post.example" in page(organisation)
    assert directory_light(organisation) == "green"


@pytest.mark.promise("N08")
def test_of_two_who_share_an_address_both_stay_shown_when_one_gets_another(
    organisation: Organisation,
) -> None:
    kari, ola = member(organisation), member(organisation, first_name="Ola")
    for each in (kari, ola):
        actions.show(each, ["first_name", "last_name"], language="nb", how="portal")
    given = Consent.objects.get()

    edited(organisation, ola, email="ola@post.example")
    kari.refresh_from_db()
    shown = page(organisation)
    assert "Kari Fjellro" in shown
    assert "Ola Fjellro" in shown
    assert directory_light(organisation) == "green"
    moved = Consent.objects.get(email="ola@post.example")
    actions.hide(kari)

    assert (moved.wording, moved.given_at) == (given.wording, given.given_at)
    assert Consent.objects.get(withdrawn_at=None) == moved
    assert directory_light(organisation) == "green"


def test_of_two_who_share_an_address_one_can_be_hidden_and_the_other_stays(
    organisation: Organisation,
) -> None:
    kari, ola = member(organisation), member(organisation, first_name="Ola")
    for each in (kari, ola):
        actions.show(each, ["first_name", "last_name"], language="nb", how="portal")

    actions.hide(kari)

    assert "Ola Fjellro" in page(organisation)
    assert directory_light(organisation) == "green"


@pytest.mark.promise("N08")
def test_who_loses_the_address_is_no_longer_shown(organisation: Organisation) -> None:
    kari = member(organisation)
    actions.show(kari, ["first_name", "last_name"], language="nb", how="portal")

    edited(organisation, kari, email="")

    assert "Kari Fjellro" not in page(organisation)
    assert Consent.objects.get().withdrawn_at is not None
    assert directory_light(organisation) == "green"


def test_consents_stay_with_the_address_that_another_card_has_too(
    organisation: Organisation,
) -> None:
    kari = member(organisation)
    factories.person(organisation, "customer", first_name="Ola", email="kari@post.example")
    consent.give(organisation, "kari@post.example", "membership", "publish_in_directory",
                 language="nb", how="form")  # fmt: skip

    edited(organisation, kari, email="kari.ny@post.example")

    assert Consent.objects.get().email == "kari@post.example"


def test_showing_and_hiding_are_in_the_ledger(organisation: Organisation) -> None:
    kari = member(organisation)

    actions.show(kari, ["first_name"], language="nb", how="portal")
    actions.hide(kari)

    kinds = set(LedgerEntry.objects.values_list("kind", flat=True))
    assert {"given", "published", "withdrawn", "unpublished"} <= kinds


def test_other_organisations_members_are_not_shown(organisation: Organisation) -> None:
    kari = member(organisation)
    actions.show(kari, ["first_name", "last_name"], language="nb", how="portal")

    assert "Kari Fjellro" not in page(factories.organisation())


def test_organisation_without_the_purpose_has_no_directory(organisation: Organisation) -> None:
    document = factories.register_document(organisation)
    for activity in document["activities"]:
        activity["purposes"] = [
            p for p in activity["purposes"] if p["purpose"] != "publish_in_directory"
        ]
    factories.adopted_register(organisation, activities=document["activities"])

    answer = Client().get(factories.at(organisation, "memberships:directory"))

    assert answer.status_code == 404


def test_no_search_engine_keeps_the_directory(organisation: Organisation) -> None:
    answer = Client().get(factories.at(organisation, "memberships:directory"))
    robots = Client().get("/robots.txt")

    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert robots.status_code == 200
    assert "Disallow: /*/desk/" in robots.text
