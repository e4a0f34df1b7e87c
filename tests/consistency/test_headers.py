"""Whatever is answered, page, file or fault, the browser is told to run nothing but our own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver

from tests import factories
from tests.consistency.screens import Screen, sample_keys, screens, walk
from tests.portal.conftest import log_in
from tillit.organisations.roles import ROLE_TYPES
from tillit.people.models import Person

pytestmark = pytest.mark.django_db
INSTALLATION = list(walk(get_resolver("tillit.config.urls").url_patterns))
KEYS = {"token": "x" * 43, "pk": 1}


@pytest.fixture(autouse=True)
def as_many_tries_as_it_takes() -> None:
    cache.clear()


def faults(answer: HttpResponseBase) -> list[str]:
    """What an answer lacks, or has and should not."""
    policy = answer.headers.get("Content-Security-Policy", "")
    lacks = [
        name
        for name, expected in {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }.items()
        if answer.headers.get(name) != expected
    ]
    if "default-src 'none'" not in policy or "unsafe" in policy or "http" in policy:
        lacks.append(f"Content-Security-Policy: {policy}")
    if "html" in answer.headers.get("Content-Type", ""):
        page = answer.content.decode()  # type: ignore[attr-defined]
        if re.search(r"<style\b|<script(?![^>]*\bsrc=|[^>]*type=\"application/(ld\+)?json)", page):
            lacks.append("no style or script in the page itself")
        if found := re.search(r"<[^>]*\s(style|on\w+)\s*=[^>]*>", page):
            lacks.append(f"no inline style or handler: {found[0]}")
    return lacks


@pytest.mark.parametrize("screen", screens(), ids=lambda screen: screen.name)
def test_every_screen_of_an_organisation_says_so(screen: Screen) -> None:
    own = factories.organisation()
    if screen.is_desk:
        browser = factories.desk(own, *ROLE_TYPES)
    elif screen.space == "portal":
        person = Person.objects.filter(organisation=own).first() or factories.person(own)
        browser = log_in(own, person.email)
    else:
        browser = Client()
    address = screen.at(own, sample_keys(screen, own))

    for answer in (browser.get(address), browser.post(address), browser.options(address)):
        assert faults(answer) == [], address


@pytest.mark.parametrize("screen", INSTALLATION, ids=lambda screen: screen.route)
def test_every_screen_of_the_installation_and_of_accounts_says_so(screen: Screen) -> None:
    own = factories.organisation()
    address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda key: str(KEYS[key[1]]), screen.route)

    for browser in (Client(), factories.desk(own)):
        for answer in (browser.get(address), browser.post(address)):
            assert faults(answer) == [], address


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ValueError("x"), 500),
        (PermissionDenied(), 403),
        (RequestDataTooBig("x"), 400),
    ],
)
def test_every_page_about_a_fault_says_so(
    error: Exception, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls_over(*_given: Any, **_more: Any) -> None:
        raise error

    own = factories.organisation()
    monkeypatch.setattr("tillit.events.queries.upcoming", falls_over)
    browser = Client(raise_request_exception=False)

    answer = browser.get(factories.at(own, "events:list"))

    assert answer.status_code == code
    assert "<h1" in answer.text
    assert faults(answer) == []


@pytest.mark.parametrize(
    ("address", "options", "code"),
    [
        ("/finnes-ikke/", {}, 404),
        ("/%00", {}, 400),
        ("/", {"HTTP_HOST": "ond.example"}, 400),
        ("/health", {}, 200),
        ("/static/ui/mark.svg", {}, None),
    ],
)
def test_what_never_reaches_a_view_says_so(
    address: str, options: dict[str, Any], code: int | None
) -> None:
    answer = Client().get(address, **options)

    assert code is None or answer.status_code == code
    assert faults(answer) == []


def test_a_form_from_elsewhere_is_refused_with_the_same_protection() -> None:
    own = factories.organisation()
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(factories.at(own, "portal:login"), {"email": "kari@post.example"})

    assert answer.status_code == 403
    assert faults(answer) == []


def test_a_place_that_tries_without_end_is_stopped_with_the_same_protection() -> None:
    address = factories.at(factories.organisation(), "portal:login")
    browser = Client()

    answers = [browser.post(address, {"email": f"n{n}@post.example"}) for n in range(40)]

    assert answers[-1].status_code == 429
    assert faults(answers[-1]) == []


def test_an_upload_that_is_too_large_is_refused_with_the_same_protection() -> None:
    own = factories.organisation()

    answer = factories.desk(own).post(
        factories.at(own, "people:import_upload"), {}, CONTENT_LENGTH=str(200 * 1024 * 1024)
    )

    assert answer.status_code == 413
    assert faults(answer) == []


def test_a_page_with_a_style_of_its_own_would_be_noticed() -> None:
    answer = Client().get("/finnes-ikke/")
    answer.content = b'<p style="color: red" >x</p><script>alert(1)</script>'

    assert len(faults(answer)) == 2
