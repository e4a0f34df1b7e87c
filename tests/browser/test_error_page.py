"""A page that is not there, as a browser shows it; and the browser's own guards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

from tillit.kernel import clock as kernel_clock


def test_a_missing_page_has_a_heading_and_fits_a_phone(phone: Page) -> None:
    answer = phone.goto("/finnes-ikke")

    assert answer is not None
    assert answer.status == 404
    assert phone.locator("h1").count() == 1
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_styles_and_fonts_come_from_our_own_server(page: Page) -> None:
    with page.expect_event("requestfinished", lambda request: request.url.endswith(".css")):
        page.goto("/finnes-ikke")

    assert page.evaluate("getComputedStyle(document.body).fontFamily")


def test_the_whole_installation_sees_the_day_move(days_later: Callable[[int], None]) -> None:
    days_later(60)

    assert kernel_clock.now() - datetime.now(UTC) > timedelta(days=59)


def test_a_script_error_on_a_page_is_noticed(page: Page) -> None:
    page.goto("/finnes-ikke")

    with pytest.raises(Exception, match="deliberate"):
        page.evaluate("() => { throw new Error('deliberate') }")
