"""The pages the public reads first, in a real browser: by axe, on a phone and on a desk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import factories
from tests.browser.accessible import faults, too_wide
from tillit.events.models import Event
from tillit.organisations.models import Organisation
from tillit.privacy.register import actions, profiles
from tillit.privacy.register.queries import in_force
from tillit.privacy.statement.models import StatementVersion

SIZES = [(360, 740), (1280, 900)]
SHOTS = os.environ.get("TILLIT_SCREENSHOTS")


@pytest.fixture
def organisation(live_server: Any) -> Organisation:
    """A business network whose statement has been published twice."""
    made = factories.organisation("nettverket", adopted=False, is_demo=True)
    register = profiles.load("business-network")
    actions.save_draft(made, register, None)
    actions.adopt(made, None)
    fewer = register.model_copy(update={"recipients": register.recipients[:-1]})
    actions.save_draft(made, without(fewer, register.recipients[-1].key), None)
    actions.adopt(made, None)
    return made


def without(register: Any, recipient: str) -> Any:
    """The register with no activity that gives to this recipient."""
    entries = [
        entry.model_copy(
            update={"recipients": [key for key in entry.recipients if key != recipient]}
        )
        for entry in register.activities
    ]
    return register.model_copy(update={"activities": entries})


def look(page: Page, address: str) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address)
        if SHOTS:
            name = page.url.partition("//")[2].partition("/")[2].strip("/").replace("/", "_")
            file = Path(SHOTS) / f"{name or 'first'}-{width}.png"
            page.screenshot(path=file, full_page=True)
        assert faults(page) == [], (address, width)
        assert too_wide(page) == [], (address, width)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_statement_is_for_everyone_in_each_language(
    page: Page, organisation: Organisation, language: str
) -> None:
    look(page, factories.at(organisation, "site:statement_in", language))

    assert str(page.locator("html").get_attribute("lang")).startswith(language)


def test_earlier_statements_and_what_changed_are_for_everyone(
    page: Page, organisation: Organisation
) -> None:
    older, newer = StatementVersion.objects.filter(organisation=organisation).order_by("number")

    look(page, factories.at(organisation, "site:statement_history"))
    look(page, factories.at(organisation, "site:statement_version", older.number))
    look(page, factories.at(organisation, "site:difference", older.number, newer.number))

    assert page.locator("main del, main ins").count()


def test_what_is_behind_the_statement_is_for_everyone(
    page: Page, organisation: Organisation
) -> None:
    assert in_force(organisation).activities

    for view in ("front", "processing", "rules"):
        look(page, factories.at(organisation, f"site:{view}"))


def test_the_installations_first_page_is_for_everyone(
    page: Page, live_server: Any, organisation: Organisation
) -> None:
    look(page, f"{live_server.url}/")

    assert page.get_by_role("heading", level=1).count() == 1
    # What stands beside the opening reaches as far to the right as the page's parts do.
    right = "element => Math.round(element.getBoundingClientRect().right)"
    points = page.locator(".t-hero__points").evaluate(right)
    assert points == page.locator("main .t-main > .t-grid").last.evaluate(right)
    assert points > 1150


def test_enter_in_the_title_saves_the_event(page: Page, live_server: Any) -> None:
    organisation = factories.organisation("fjordnettverket")
    browser = factories.desk(organisation, "event_host")
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": live_server.url}
            for name, cookie in browser.cookies.items()
        ]
    )
    page.goto(factories.at(organisation, "events_desk:create"))
    page.fill("[name=starts_at]", "2027-05-20T18:00")
    page.fill("[name=ends_at]", "2027-05-20T20:00")
    page.fill("[name=title]", "Sommerfest på kaia")

    page.press("[name=title]", "Enter")
    page.wait_for_url(lambda address: not address.endswith("/new/"))

    assert Event.objects.get().title == "Sommerfest på kaia"
    assert Event.objects.get().questions == []


def test_what_is_written_comes_along_into_another_language(
    page: Page, organisation: Organisation
) -> None:
    factories.membership_type(organisation)
    page.goto(factories.at(organisation, "memberships:join"))
    page.locator("[name=first_name]").fill("Åse")

    page.locator(".t-language button[value=en]").last.click()
    page.locator("html[lang=en]").wait_for(state="attached")

    assert page.locator("[name=first_name]").input_value() == "Åse"
    assert page.locator("h1").inner_text() == "Become a member"
