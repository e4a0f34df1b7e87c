"""The installation's own pages and the desk's shell answer those they are for."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def test_the_first_page_says_what_tillit_is_and_offers_the_demo(client: Client) -> None:
    factories.organisation("demo", name="Fjordnettverket", is_demo=True)

    page = client.get("/")

    assert page.status_code == 200
    assert "Fjordnettverket" in page.text
    assert 'href="/demo/"' in page.text


def test_the_first_page_lists_where_someone_works() -> None:
    own = factories.organisation(name="Vår forening")
    factories.organisation(name="En annens forening")

    page = factories.desk(own).get("/")

    assert "Vår forening" in page.text
    assert "En annens forening" not in page.text


def test_today_is_calm_when_nothing_needs_doing() -> None:
    own = factories.organisation()

    page = factories.desk(own, "auditor").get(factories.at(own, "desk:today"))

    assert page.status_code == 200
    assert page.context["todo"] == []


def test_an_organisation_has_a_front_page_once_its_register_is_adopted(client: Client) -> None:
    own = factories.organisation(name="Vår forening")
    other = factories.organisation(adopted=False)

    assert "Vår forening" in client.get(factories.at(own, "site:front")).text
    assert client.get(factories.at(other, "site:front")).status_code == 503


@pytest.mark.parametrize(
    "view",
    [
        "desk:search",
        "desk:settings",
        "organisations_desk:staff",
        "organisations_desk:roles",
        "organisations_desk:invite",
    ],
)
def test_the_desk_screens_open_for_a_secretary(view: str) -> None:
    own = factories.organisation()

    page = factories.desk(own).get(factories.at(own, view))

    assert page.status_code == 200
