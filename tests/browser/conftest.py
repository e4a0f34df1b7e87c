"""A real browser in front of a real server, both on this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tillit.kernel import clock as kernel_clock

HERE = Path(__file__).parent
# No call home and no update: the only traffic is the test's own.
QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps",
]  # fmt: skip
# Playwright's loop is seen by Django as asynchronous code; the tests themselves are not.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run; each test has a window and cookies of its own."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is missing. As root: apt-get install chromium")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*QUIET, *as_root])
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A fresh window; any request to another machine fails the test."""
    outside: list[str] = []
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="nb-NO",
        timezone_id="Europe/Oslo", reduced_motion="reduce",
    )  # fmt: skip

    def only_ours(route: Any) -> None:
        if route.request.url.startswith((live_server.url, "data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", only_ours)
    context.set_default_timeout(30_000)
    yield context
    context.close()
    assert not outside, f"A page asked another machine for {outside}"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page at 1280 pixels. An error in the console or a refused script fails the test."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    expected = ("status of 4", "status of 5")  # a designed error page is not a fault of the page
    assert not [text for text in wrong if not any(part in text for part in expected)], wrong


@pytest.fixture
def phone(chromium: Browser, live_server: Any) -> Iterator[Page]:
    """The same at 360 pixels, with touch."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, has_touch=True,
        is_mobile=True, locale="nb-NO", timezone_id="Europe/Oslo", reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def days_later() -> Iterator[Any]:
    """``days_later(60)``: the server too sees the day move, by the rehearsal clock's file."""
    path: Path = settings.CLOCK_FILE
    kernel_clock.use_file(path)

    def move(days: int) -> None:
        from datetime import timedelta

        kernel_clock.write_offset(path, kernel_clock.offset() + timedelta(days=days))

    yield move
    path.unlink(missing_ok=True)
    kernel_clock.use_file(None)
