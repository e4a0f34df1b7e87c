"""Whatever is typed or asked for, a screen answers; it never falls over."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests import factories
from tests.consistency.screens import Screen, sample_keys, screens
from tests.portal.conftest import log_in
from tillit.organisations.models import Organisation
from tillit.organisations.roles import ROLE_TYPES
from tillit.people.models import Person

pytestmark = pytest.mark.django_db
ALL = screens()
ODD = {
    "long": "æ" * 10_000,
    "nul": "Kari\x00Fjellro",
    "lines": "Kari\r\nBcc: a@b.example\r\n\r\nhei",
    "marks": "\u202eKari\u0301 \U0001f9d1\u200d\U0001f680 \ufffe\u2028",
    "markup": "<script>alert(1)</script>{{ 7 }}{% x %} #$@\\ %s %(a)s {0}",
    "digits": "\u0661\u00b2\u2460" * 3,
    "huge": "9" * 400,
    "last": "9999-12-31T23:59",
}


class Forms(HTMLParser):
    """The forms of a page that are sent by POST: address and names of fields with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, Any]]] = []
        self._names: dict[str, Any] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self._names = {}
            self.found.append((given.get("action") or "", self._names))
        elif self._names is not None and tag in ("input", "textarea", "select", "button"):
            name = given.get("name")
            if name and name != "csrfmiddlewaretoken" and given.get("type") != "file":
                is_text = given.get("type", "text") not in ("hidden", "submit", "radio")
                self._names[name] = None if is_text else given.get("value") or "on"

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._names = None


@pytest.fixture(autouse=True)
def as_many_tries_as_it_takes() -> None:
    cache.clear()


def visitor(screen: Screen, own: Organisation) -> Client:
    if screen.is_desk:
        return factories.desk(own, *ROLE_TYPES)
    if screen.space == "portal":
        person = Person.objects.filter(organisation=own).first() or factories.person(own)
        return log_in(own, person.email)
    return Client()


@pytest.mark.parametrize("screen", ALL, ids=lambda screen: screen.name)
def test_no_form_falls_over_odd_input(screen: Screen) -> None:
    own = factories.organisation()
    browser = visitor(screen, own)
    address = screen.at(own, sample_keys(screen, own))
    page = browser.get(address)
    if page.status_code != 200 or "html" not in page.headers["Content-Type"]:
        return
    forms = Forms()
    forms.feed(page.content.decode())

    for action, names in forms.found:
        cache.clear()
        if not any(value is None for value in names.values()):
            continue
        target = action or address
        if target.endswith(("logg-ut/", "logout/")):
            continue
        for kind, text in ODD.items():
            sent = {name: text if value is None else value for name, value in names.items()}
            answer = browser.post(target, sent)
            assert answer.status_code < 500, (kind, target)
            if any(value is not None for value in names.values()):
                answer = browser.post(target, dict.fromkeys(names, text))
                assert answer.status_code < 500, (kind, target, "all")


@pytest.mark.parametrize("screen", ALL, ids=lambda screen: screen.name)
def test_no_address_falls_over_odd_questions(screen: Screen) -> None:
    own = factories.organisation()
    browser = visitor(screen, own)
    address = screen.at(own, sample_keys(screen, own))

    for kind in ("marks", "huge", "markup"):
        text = ODD[kind]
        asked = dict.fromkeys(
            (
                "q",
                "page",
                "sort",
                "order",
                "type",
                "kind",
                "state",
                "next",
                "show",
                "email",
                "activity",
                "field",
                "letter",
                "period",
                "status",
                "month",
                "year",
                "from",
                "to",
            ),
            text,
        )
        assert browser.get(address, asked).status_code < 500
