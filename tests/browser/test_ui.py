"""Every component in a real browser: accessible, no wider than a phone, and does what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as product
from django.test import override_settings
from playwright.sync_api import Page, expect

from tests.browser.accessible import faults, too_wide
from tests.ui import gallery
from tillit.ui import navigation

PAGES = ["/", "/site", "/form", "/portal", "/plain", "/desk"]


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The gallery in place of the product's pages."""
    monkeypatch.setattr(navigation, "_contacts", [])
    monkeypatch.setattr(navigation, "_menus", {"site": {}, "portal": {}, "desk": {}, "footer": {}})
    gallery.register_menus()
    values: dict[str, Any] = {name: getattr(product, name) for name in ("TEMPLATES", "STORAGES")}
    changed = gallery.changes(values)
    # The server is up already, with the product's own middleware.
    del changed["MIDDLEWARE"]
    with override_settings(**changed):
        yield


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_a_wide_screen(page: Page, address: str) -> None:
    page.goto(address)

    assert faults(page) == []
    assert too_wide(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_a_phone_and_nothing_scrolls_sideways(
    phone: Page, address: str
) -> None:
    phone.goto(address)

    assert faults(phone) == []
    assert too_wide(phone) == []


def test_a_form_with_errors_is_accessible_and_has_the_focus_on_its_summary(phone: Page) -> None:
    phone.goto("/form")
    phone.click("form[data-guard] .t-actions button")

    expect(phone.locator(".ds-error-summary")).to_be_focused()
    assert faults(phone) == []
    phone.click('.ds-error-summary a[href="#id_email"]')
    expect(phone.locator("#id_email")).to_be_focused()


def test_a_question_opens_in_a_dialog_and_closes_without_doing_it(page: Page) -> None:
    page.goto("/")
    page.click('[data-dialog="cancel-event"]')
    expect(page.locator("#cancel-event")).to_be_visible()
    expect(page.locator("#cancel-event [data-close]")).to_be_focused()

    assert faults(page) == []
    page.click("#cancel-event [data-close]")
    expect(page.locator("#cancel-event")).to_be_hidden()


def test_the_menus_open_by_keyboard_and_close_by_escape(page: Page) -> None:
    page.goto("/desk")
    page.locator(".t-bar__user summary").press("Enter")
    expect(page.get_by_role("button", name="Logg ut").or_(
        page.get_by_role("button", name="Log out"))).to_be_visible()  # fmt: skip

    page.keyboard.press("Escape")

    expect(page.locator(".t-bar__user")).not_to_have_attribute("open", "")
    expect(page.locator(".t-bar__user summary")).to_be_focused()


def test_the_first_stop_by_keyboard_leads_past_the_menu(page: Page) -> None:
    page.goto("/site")
    page.keyboard.press("Tab")
    expect(page.locator(".ds-skip-link")).to_be_focused()

    page.keyboard.press("Enter")

    expect(page.locator("#content")).to_be_focused()


def test_what_can_be_pressed_on_a_phone_is_44_pixels_high(phone: Page) -> None:
    for address in PAGES:
        phone.goto(address)
        low = phone.evaluate(
            """() => [...document.querySelectorAll(`button, summary, select, .ds-button, nav a,
                footer a, input:not([type=hidden]):not([type=checkbox]):not([type=radio]),
                .ds-field > input ~ label[data-weight=regular]`)]
            .filter(element => element.offsetParent)
            .filter(element => element.getBoundingClientRect().height < 43.5)
            .map(element => element.outerHTML.slice(0, 100))"""
        )
        assert low == [], address


def test_what_is_written_is_not_lost_without_a_warning(page: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.goto("/form")
    page.fill("#id_name", "Kari")
    page.goto("/site")

    assert asked == ["beforeunload"]


def test_a_lost_connection_is_told_in_the_page(phone: Page) -> None:
    phone.goto("/")
    phone.route("**/*import*", lambda route: route.abort())

    phone.evaluate("() => { htmx.ajax('GET', '/import-gone', '#list').catch(() => {}) }")

    expect(phone.locator("#messages .ds-alert")).to_be_visible()


def test_progress_is_followed_until_the_work_is_done(phone: Page) -> None:
    phone.goto("/")
    expect(phone.get_by_text("All are in")).to_be_visible()

    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.wait_for_timeout(1500)

    assert not [url for url in asked if url.endswith("/progress")]


def test_a_page_one_is_sent_on_to_is_gone_to_and_not_put_into_a_part_of_another(
    phone: Page,
) -> None:
    phone.goto("/")

    phone.evaluate("() => { htmx.ajax('GET', '/moved', '#list') }")

    phone.wait_for_url("**/plain")
    assert phone.locator("h1").count() == 1


def test_a_search_fetches_the_list_and_keeps_its_address(phone: Page) -> None:
    phone.goto("/")
    phone.locator("#search-q").press_sequentially("kari")

    phone.wait_for_url("**/?q=kari")
    assert phone.locator("#list").count() == 1
    expect(phone.locator("#search-q")).to_be_focused()
