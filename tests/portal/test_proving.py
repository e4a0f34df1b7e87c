"""A proven address cannot be guessed, borrowed, kept or carried elsewhere."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from tests import factories
from tests.conftest import Clock
from tests.portal.conftest import LogIn, code_sent_to
from tillit.organisations.models import Organisation
from tillit.portal import codes
from tillit.portal.models import OneTimeCode
from tillit.privacy.gate.sending import send_waiting

pytestmark = pytest.mark.django_db
EMAIL = "kari@post.example"


@pytest.fixture
def organisation() -> Organisation:
    return factories.organisation()


def asked(organisation: Organisation, browser: Client, **query: str) -> str:
    """Where the code is to be written."""
    answer = browser.post(
        factories.at(organisation, "portal:login"), {"email": EMAIL}, query_params=query
    )
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 1_000_000:06d}"


def is_in(browser: Client, organisation: Organisation) -> bool:
    return browser.get(factories.at(organisation, "portal:front")).status_code == 200


def test_stranger_is_sent_to_prove_an_address_and_back(
    organisation: Organisation, client: Client
) -> None:
    log = factories.at(organisation, "portal:log")

    sent = client.get(log)
    assert sent.headers["Location"].startswith(factories.at(organisation, "portal:login"))
    page = asked(organisation, client, next=log)
    answer = client.post(page, {"code": code_sent_to(EMAIL)})

    assert answer.headers["Location"] == log


def test_code_is_dead_after_five_wrong_tries(organisation: Organisation, client: Client) -> None:
    page = asked(organisation, client)
    digits = code_sent_to(EMAIL)
    for _ in range(codes.TRIES):
        client.post(page, {"code": wrong(digits)})

    client.post(page, {"code": digits})

    assert not is_in(client, organisation)


def test_tries_are_counted_in_the_database_so_that_many_at_once_are_no_more(
    organisation: Organisation,
) -> None:
    code = codes.send(organisation, EMAIL, language="nb")
    stale = [OneTimeCode.objects.get(pk=code.pk) for _ in range(codes.TRIES + 1)]
    for copy in stale[:-1]:
        assert not codes.prove(copy, wrong(codes.digits(code)))

    assert not codes.prove(stale[-1], codes.digits(code))


def test_code_works_once(organisation: Organisation, client: Client) -> None:
    page = asked(organisation, client)
    digits = code_sent_to(EMAIL)
    client.post(page, {"code": digits})
    other = Client()

    other.post(page, {"code": digits})

    assert is_in(client, organisation)
    assert not is_in(other, organisation)


def test_code_runs_out_after_a_quarter_of_an_hour(
    organisation: Organisation, client: Client, clock: Clock
) -> None:
    page = asked(organisation, client)
    digits = code_sent_to(EMAIL)
    clock.forward(minutes=16)

    client.post(page, {"code": digits})

    assert not is_in(client, organisation)


def test_codes_past_the_hours_limit_are_neither_sent_nor_good_for_guessing(
    organisation: Organisation,
) -> None:
    made = [codes.send(organisation, EMAIL, language="nb") for _ in range(codes.AN_HOUR + 1)]
    send_waiting()

    assert len([sent for sent in mail.outbox if sent.to == [EMAIL]]) == codes.AN_HOUR
    assert not codes.prove(made[-1], codes.digits(made[-1]))


def test_code_of_one_organisation_opens_nothing_at_another(
    organisation: Organisation, log_in: LogIn, client: Client
) -> None:
    other = factories.organisation()
    page = asked(organisation, client)
    elsewhere = page.replace(f"/{organisation.slug}/", f"/{other.slug}/")

    assert client.post(elsewhere, {"code": code_sent_to(EMAIL)}).status_code == 404
    assert not is_in(log_in(organisation, EMAIL), other)


def test_session_gets_a_new_key_when_the_address_is_proven(
    organisation: Organisation, client: Client
) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    page = asked(organisation, client)

    client.post(page, {"code": code_sent_to(EMAIL)})

    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before or ""
    assert not is_in(thief, organisation)


def test_proof_lasts_an_hour_without_a_page_opened(
    organisation: Organisation, log_in: LogIn, clock: Clock
) -> None:
    browser = log_in(organisation, EMAIL)
    clock.forward(minutes=50)
    assert is_in(browser, organisation)
    clock.forward(minutes=50)
    assert is_in(browser, organisation)

    clock.forward(minutes=70)

    assert not is_in(browser, organisation)


def test_logging_out_ends_it(organisation: Organisation, log_in: LogIn) -> None:
    browser = log_in(organisation, EMAIL)

    browser.post(factories.at(organisation, "portal:logout"))

    assert not is_in(browser, organisation)


@pytest.mark.parametrize("address", ["https://ond.example/", "//ond.example", "/\\ond.example"])
def test_nobody_is_sent_to_another_site(
    organisation: Organisation, client: Client, address: str
) -> None:
    page = asked(organisation, client, next=address)

    answer = client.post(page, {"code": code_sent_to(EMAIL)})

    assert answer.headers["Location"] == factories.at(organisation, "portal:front")


def test_known_and_unknown_address_get_the_same_answer(organisation: Organisation) -> None:
    factories.member(organisation, email=EMAIL)
    pages = []
    for email in (EMAIL, "ukjent@post.example"):
        browser = Client()
        first = browser.post(factories.at(organisation, "portal:login"), {"email": email})
        page = browser.get(first.headers["Location"]).content.decode()
        key = first.headers["Location"].rstrip("/").rpartition("/")[2]
        pages.append((first.status_code, page.replace(key, "")[: page.index("<form")]))

    assert pages[0] == pages[1]


def test_no_page_of_min_side_is_kept_by_any_cache_nor_names_the_address(
    organisation: Organisation, log_in: LogIn
) -> None:
    browser = log_in(organisation, EMAIL)

    for view in ("front", "log", "requests", "request_new"):
        address = factories.at(organisation, f"portal:{view}")
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        assert "@" not in address
