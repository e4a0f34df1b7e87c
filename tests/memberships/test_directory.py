"""The public directory shows who wishes it, what they wish, and not a page longer."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from tests import factories
from tillit.kernel import clock
from tillit.memberships import actions
from tillit.memberships.models import Membership
from tillit.organisations.models import Organisation
from tillit.privacy.consent.models import Consent
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
