"""Each organisation on its own path or host; nothing crosses from one to another."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_script_prefix

from tests import factories

pytestmark = pytest.mark.django_db


def test_links_on_an_organisations_pages_stay_under_its_path(client: Client) -> None:
    own = factories.organisation("vaar-forening")
    factories.organisation("naboens-forening")

    page = client.get("/vaar-forening/")

    assert page.wsgi_request.organisation == own
    assert 'href="/vaar-forening/' in page.text
    assert "/naboens-forening/" not in page.text
    assert get_script_prefix() == "/"


def test_the_path_without_its_slash_leads_to_the_one_with(client: Client) -> None:
    factories.organisation("vaar-forening")

    answer = client.get("/vaar-forening")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/vaar-forening/")


@pytest.mark.parametrize("path", ["/finnes-ikke/", "/finnes-ikke", "/finnes-ikke/desk/", "/.."])
def test_an_unknown_organisation_is_not_found(path: str, client: Client) -> None:
    factories.organisation("vaar-forening")

    assert client.get(path).status_code == 404


def test_an_organisation_with_its_own_host_lives_at_its_root(client: Client) -> None:
    own = factories.organisation("vaar-forening", host="medlem.forening.example")

    page = client.get("/", headers={"host": "medlem.forening.example"})

    assert page.status_code == 200
    assert page.wsgi_request.organisation == own
    assert "/vaar-forening/" not in page.text


def test_its_old_path_leads_to_the_host(client: Client) -> None:
    factories.organisation("vaar-forening", host="medlem.forening.example")

    answer = client.get("/vaar-forening/arrangementer/?uke=4")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "http://medlem.forening.example/arrangementer/?uke=4"


def test_no_other_organisation_is_reached_by_path_on_that_host(client: Client) -> None:
    factories.organisation("vaar-forening", host="medlem.forening.example")
    factories.organisation("naboens-forening")

    answer = client.get("/naboens-forening/", headers={"host": "medlem.forening.example"})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "host", ["ond.example", "localhost.ond.example", "testserver:80@ond.example", "ond.example:80",
             "medlem.forening.example.ond.example", "127.0.0.1.ond.example"],
)  # fmt: skip
def test_a_forged_host_is_refused(host: str, client: Client) -> None:
    factories.organisation("vaar-forening", host="medlem.forening.example")

    for path in ("/", "/vaar-forening/", "/account/login/", "/account/password/reset/"):
        assert client.get(path, headers={"host": host}).status_code == 400


def test_a_machine_that_watches_needs_no_name(client: Client) -> None:
    assert client.get("/health", headers={"host": "10.0.0.7"}).status_code == 200


def test_the_language_is_the_organisations_until_one_is_chosen(client: Client) -> None:
    own = factories.organisation(language="nn")
    front = factories.at(own, "site:front")

    before = client.get(front)
    client.post("/language", {"language": "en", "next": front})
    after = client.get(front)

    assert '<html lang="nn">' in before.text
    assert '<html lang="en">' in after.text
    assert (before.headers["Content-Language"], after.headers["Content-Language"]) == ("nn", "en")


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    answer = client.post("/language", {"language": "xx", "next": "/"})

    assert "language" not in answer.cookies
    assert '<html lang="nb">' in client.get("/", headers={"cookie": "language=../../etc"}).text


@pytest.mark.parametrize(
    "goal",
    ["https://ond.example/", "//ond.example/", "/\\ond.example", "javascript:alert(1)", "ond", ""],
)
def test_choosing_a_language_never_leads_to_another_site(goal: str, client: Client) -> None:
    answer = client.post("/language", {"language": "en", "next": goal})

    assert answer.headers["Location"] == "/"


def test_reading_a_public_page_sets_no_cookie(client: Client) -> None:
    own = factories.organisation()

    assert not client.get("/").cookies
    assert not client.get(factories.at(own, "site:front")).cookies


def test_pages_differ_by_cookie_so_that_no_cache_mixes_languages(client: Client) -> None:
    own = factories.organisation()

    assert "Cookie" in client.get(factories.at(own, "site:front")).headers["Vary"]


def test_the_front_page_takes_few_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    own = factories.organisation()
    factories.event(own)
    client.get(factories.at(own, "site:front"))

    with django_assert_max_num_queries(8):
        client.get(factories.at(own, "site:front"))


@pytest.mark.parametrize("address", ["/%00", "/x%00/", "/vaar-forening/?q=%00", "/static/%00"])
def test_a_nul_character_is_refused_before_anything_is_looked_up(
    address: str, client: Client
) -> None:
    factories.organisation("vaar-forening")

    assert client.get(address).status_code == 400


def test_a_nul_character_in_a_cookie_is_refused(client: Client) -> None:
    assert client.get("/", headers={"cookie": 'sessionid="abcdefgh\\000"'}).status_code == 400


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("nn-NO", "nn"),
        ("no", "nb"),
        ("de,en;q=0.5", "nb"),
        ("", "nb"),
    ],
)
def test_a_page_is_in_the_language_the_browser_asks_for(header: str, language: str) -> None:
    made = factories.organisation(language="nb")

    answer = Client().get(factories.at(made, "site:front"), headers={"Accept-Language": header})

    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_nul_character_in_what_is_sent_is_no_fault_of_ours() -> None:
    own = factories.organisation()
    member = factories.member(own)
    address = factories.at(own, "memberships_desk:change_type", member.uuid)

    answer = factories.desk(own, "secretary").post(address, {"type": "a\0"})

    assert answer.status_code in (400, 404)
