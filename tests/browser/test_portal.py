"""Min side and the desk's requests in a real browser: accessible, and no wider than a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests import factories
from tests.browser.accessible import faults, too_wide
from tests.portal.conftest import log_in
from tests.portal.test_front import EMAIL, RESTAURANT, held_everywhere
from tillit.memberships.models import Membership

SIZES = [(360, 740), (1280, 900)]


def _open(page: Page, live_server: Any, browser: Any) -> None:
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": live_server.url}
            for name, cookie in browser.cookies.items()
        ]
    )


def _check(page: Page, address: str) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address)
        assert faults(page) == [], address
        assert too_wide(page) == [], address


@pytest.fixture
def organisation(live_server: Any) -> Any:
    made = factories.organisation("fjellnett")
    factories.adopted_register(made, recipients=[RESTAURANT])
    held_everywhere(made, registrations=3)
    return made


def test_min_side_is_for_everyone(page: Page, live_server: Any, organisation: Any) -> None:
    for view in ("login",):
        _check(page, factories.at(organisation, f"portal:{view}"))
    browser = log_in(organisation, EMAIL)
    factories.request(organisation, email=EMAIL, kind="erasure", details="Alt")
    _open(page, live_server, browser)

    for view in ("front", "log", "requests", "request_new", "address"):
        _check(page, factories.at(organisation, f"portal:{view}"))
    membership = Membership.objects.get(organisation=organisation)
    for view in ("directory", "leave"):
        _check(page, factories.at(organisation, f"portal:{view}", membership.uuid))
    _check(page, factories.at(organisation, "portal:request_ask", "objection"))
    _check(page, factories.at(organisation, "portal:card", organisation.persons.get().uuid))


def test_requests_in_the_desk_are_for_everyone(
    page: Page, live_server: Any, organisation: Any
) -> None:
    browser = factories.desk(organisation, "privacy_officer")
    asked = factories.request(
        organisation, email=EMAIL, kind="erasure", details="Slett alt", name="Kari", proven=True
    )
    _open(page, live_server, browser)

    for view in ("requests", "request_new"):
        _check(page, factories.at(organisation, f"desk:{view}"))
    for view in ("request", "request_erase", "request_refuse"):
        _check(page, factories.at(organisation, f"desk:{view}", asked.uuid))
