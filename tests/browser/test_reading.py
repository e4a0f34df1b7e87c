"""The page that reads a statement in a real browser: by axe, on a phone, without scripts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from tests import factories
from tests.browser.accessible import faults, too_wide
from tests.desk.register.test_review import read_draft
from tests.organisations.reading.statements import RECIPE, STATEMENT, docx, pdf
from tillit.desk.register.review import waiting
from tillit.organisations import staff_link
from tillit.organisations.models import User
from tillit.organisations.reading import turns

SIZES = [(360, 740), (1280, 900)]
FACTS = {
    "name": "Fjellbygda turlag", "organisation_number": "310000434", "contact": "Leder",
    "email": "post@fjellbygda.example", "address": "Lysbuen 1", "postal_code": "0150",
    "city": "Oslo",
}  # fmt: skip
# The tags that stick out of the row they stand in.
OUT_OF_ROW = """[...document.querySelectorAll('#report summary')].filter(row =>
  [...row.querySelectorAll('.ds-tag')].some(tag =>
    tag.getBoundingClientRect().right > row.getBoundingClientRect().right)
).map(row => row.innerText)"""
HIDDEN_TABS = """(tabs => tabs.scrollWidth - tabs.clientWidth)(document.querySelector('.t-tabs'))"""
LANGUAGE_ROWS = """new Set([...document.querySelectorAll('.t-reading__languages button')].map(
  button => button.getBoundingClientRect().top)).size"""
STEPS = ("parties", "activities", "fields", "periods", "contact", "gaps", "conflicts")
SHOTS = os.environ.get("TILLIT_SCREENSHOTS")


@pytest.fixture(autouse=True)
def as_many_tries_as_it_takes(live_server: Any) -> None:
    cache.clear()


def speak(page: Page, language: str, url: str) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": url}])


def check(page: Page, name: str) -> None:
    """The page as it stands, at both sizes."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        assert faults(page) == [], (name, width)
        assert too_wide(page) == [], (name, width)


def have_read(page: Page, text: str) -> None:
    page.fill("[name=text] >> nth=0", text)
    page.click("#read-it")
    page.wait_for_selector("#report [data-focus]", state="attached")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_empty_page_and_the_report_are_for_everyone(
    page: Page, live_server: Any, language: str
) -> None:
    speak(page, language, live_server.url)
    page.goto("/les")
    check(page, f"les-tom-{language}")

    page.goto("/les")  # axe leaves marks that htmx would carry over
    have_read(page, STATEMENT)

    assert "Fjellbygda turlag" in page.input_value("#statement-text")
    assert page.evaluate("document.activeElement.closest('#report') !== null")
    check(page, f"les-rapport-{language}")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate(OUT_OF_ROW) == []
    assert page.evaluate(LANGUAGE_ROWS) == 1


def test_the_first_page_leads_to_it(page: Page, live_server: Any) -> None:
    page.goto("/")
    check(page, "forste-side")

    page.click("a[href='/les'] >> nth=0")

    page.wait_for_url("**/les")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_word_file_is_chosen_and_its_report_taken_along(
    chromium: Browser, live_server: Any, script: bool
) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=script)
    page = context.new_page()
    page.goto("/les")
    word = docx(STATEMENT.replace("#", ""))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    page.set_input_files(
        "[name=file]", files=[{"name": "erklæring.docx", "mimeType": kind, "buffer": word}]
    )

    page.click("#read-it")
    page.wait_for_selector("#report [data-focus]", state="attached")
    with page.expect_download() as taken:
        page.click("button[name=as][value=json]")

    assert taken.value.suggested_filename == "rapport.json"
    assert "Fjellbygda turlag" in page.input_value("#statement-text")
    assert page.input_value("[name=file]") == ""
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize(
    ("name", "content", "file"),
    [("uleselig", pdf(), "skannet.pdf"), ("ikke-erklaering", RECIPE.encode(), "potetmos.txt"),
     ("for-stor", b"Vi sletter. " * 200_000, "stor.txt")],
)  # fmt: skip
def test_what_cannot_be_read_says_what_to_do(
    page: Page, live_server: Any, name: str, content: bytes, file: str
) -> None:
    page.goto("/les")
    page.set_input_files(
        "[name=file]", files=[{"name": file, "mimeType": "text/plain", "buffer": content}]
    )

    page.click("#read-it")
    page.wait_for_selector("#report [role=alert]")

    check(page, f"les-{name}")


def test_who_comes_in_a_burst_is_told_so_in_place(
    page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "WAITS_SECONDS", 0.1)
    page.goto("/les")
    page.fill("[name=text]", STATEMENT)

    with turns.a_turn(), turns.a_turn():
        page.click("#read-it")
        page.wait_for_selector("#report [role=alert]")

    assert "Fjellbygda turlag" in page.input_value("#statement-text")
    check(page, "les-opptatt")


def test_while_it_reads_it_says_so(page: Page, live_server: Any) -> None:
    page.goto("/les")
    page.fill("[name=text]", STATEMENT)
    page.evaluate("document.querySelector('#reading').classList.add('htmx-request')")

    check(page, "les-leser")
    page.wait_for_timeout(4_500)
    check(page, "les-leser-lenge")


def test_what_to_write_is_copied(page: Page, live_server: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/les")
    have_read(page, STATEMENT)

    button = page.locator("#report [data-copy]").first
    button.evaluate("element => element.closest('details')?.setAttribute('open', '')")
    button.click()

    assert page.evaluate("navigator.clipboard.readText()")


def test_who_may_not_start_an_organisation_is_told_how(page: Page, live_server: Any) -> None:
    page.goto("/les")
    have_read(page, STATEMENT)

    page.click("button[formaction='/les/start']")
    page.wait_for_url("**/les/start")
    check(page, "les-start-avslag")
    page.click("form[action='/les'] button")

    expect(page.locator("#report [data-focus]")).to_have_count(1)
    assert factories.Organisation.objects.count() == 0


@pytest.fixture
def holder(page: Page, live_server: Any) -> Page:
    """The window of whoever opened the link printed on the machine."""
    page.goto(staff_link.make(None).removeprefix("http://localhost:8000"))
    page.fill("[name=name]", "Åse Bakkevik")
    page.fill("[name=email]", "ase@arbeid.example")
    page.fill("[name=password]", "furu og lyng ved fjord")
    page.click("main button[type=submit]")
    user = User.objects.get()
    TOTP.activate(user, generate_totp_secret())
    return page


def test_a_statement_becomes_an_organisation_step_by_step(holder: Page) -> None:
    page = holder
    page.goto("/les")
    have_read(page, STATEMENT)
    page.click("button[formaction='/les/start']")
    page.wait_for_url("**/les/start")
    check(page, "adopt-1-fakta")

    for name, value in FACTS.items():
        if name != "kind":
            page.fill(f"main [name={name}]", value)
    page.check("main [name=kind][value=federation]")
    page.click("main button[name=found]")
    page.wait_for_url("**/desk/register/review/")
    check(page, "adopt-2-oversikt")

    for key in STEPS:
        page.goto(f"{page.url.partition('review/')[0]}review/{key}/")
        check(page, f"adopt-3-{key}")
        assert page.evaluate(HIDDEN_TABS) <= 0  # at the widest
    page.set_viewport_size({"width": 360, "height": 740})
    assert not page.is_visible(".t-tabs")  # on a phone they fold out instead
    page.click(".t-review__pick summary")
    page.locator(".t-review__pick a").last.wait_for(state="visible")
    assert page.locator(".t-review__pick a:visible").count() == len(STEPS)
    check(page, "adopt-3-phone")
    page.goto(f"{page.url.partition('review/')[0]}")
    check(page, "adopt-4-register")

    made = factories.Organisation.objects.get()
    page.goto(factories.at(made, "desk:today"))
    check(page, "adopt-5-i-dag")


def test_values_are_gone_through_without_scripts(chromium: Browser, live_server: Any) -> None:
    own = factories.organisation(adopted=False)
    read_draft(own)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    cookie = factories.desk(own, "privacy_officer").cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(factories.at(own, "desk:register_review"))

    page.click("main .t-actions a >> nth=0")
    page.click("#point-0 button[value=right]")
    page.click("#point-1 button[value=right]")

    assert waiting(own)["waiting"] == waiting(own)["total"] - 2
    context.close()


def test_another_language_at_the_foot_takes_text_and_report_along(
    page: Page, live_server: Any
) -> None:
    speak(page, "nb", live_server.url)
    page.goto("/les")
    page.fill("#statement-text", STATEMENT)

    page.click("footer button[value=nn]")
    page.wait_for_selector("html[lang=nn]")
    assert page.input_value("#statement-text") == STATEMENT

    page.click("#read-it")
    page.wait_for_selector("#report [data-focus]", state="attached")
    page.click("footer button[value=en]")
    page.wait_for_selector("html[lang=en] #report [data-focus]", state="attached")
    assert page.input_value("#statement-text").strip() == STATEMENT.strip()


def test_the_report_is_had_in_one_language_after_the_other(page: Page, live_server: Any) -> None:
    speak(page, "nb", live_server.url)
    page.goto("/les")
    have_read(page, STATEMENT)

    for language in ("en", "nn", "nb"):
        page.click(f".t-reading__languages button[value={language}]")
        page.wait_for_selector(f"html[lang={language}] #report [data-focus]", state="attached")


def test_a_long_report_is_jumped_about_in_by_links(page: Page, live_server: Any) -> None:
    page.goto("/les")
    have_read(page, STATEMENT)

    links = page.get_by_role("navigation", name="I rapporten").get_by_role("link")
    for link in links.all():
        link.click()
        ends_in = (link.get_attribute("href") or "").removeprefix("#")
        expect(page.locator(f"#{ends_in} h2")).to_be_in_viewport()
    assert links.count() >= 3
