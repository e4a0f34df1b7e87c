"""The register's screens in a real browser: by axe, on a phone, and without scripts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests import factories
from tests.browser.accessible import faults, too_wide
from tillit.organisations.models import Organisation
from tillit.privacy.register import actions, profiles, queries

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = (
    "desk:register", "desk:register_parties", "desk:register_organisation",
    "desk:register_versions", "desk:register_adopt", ("desk:register_activity", "membership"),
    ("desk:register_activity", "events"), ("desk:register_part", "processors", "brevlauget"),
    ("desk:register_part_new", "recipients"), "desk:register_upload",
    ("desk:register_part_delete", "recipients", "kitchen"), ("desk:register_version", 2),
)  # fmt: skip
SHOTS = os.environ.get("TILLIT_SCREENSHOTS")


@pytest.fixture
def network() -> Organisation:
    """An organisation with two versions behind it and a draft with a fault in it."""
    organisation = factories.organisation(adopted=False)
    for kind in ("federation", "business-network"):
        actions.save_draft(organisation, profiles.load(kind), None)
        actions.adopt(organisation, None)
    register = profiles.load("business-network")
    document = register.model_dump(mode="json")
    document["activities"][1]["retention"]["registrations"]["period"] = "P30D"
    document["processors"][0].update(countries=["NO", "US"], transfer="privacy_shield")
    document["activities"][1]["fields"][0]["need"] = {}
    actions.save_draft(organisation, register.model_validate(document), None)
    return organisation


def log_in(context: BrowserContext, organisation: Organisation, url: str) -> None:
    client = factories.desk(organisation, "privacy_officer")
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}]
    )


def addresses(organisation: Organisation) -> list[tuple[str, str]]:
    views = [(view, ()) if isinstance(view, str) else (view[0], view[1:]) for view in SCREENS]
    return [
        ("-".join(map(str, (view.split(":")[1], *args))), factories.at(organisation, view, *args))
        for view, args in views
    ]


def look(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def test_every_screen_is_accessible(page: Page, live_server: Any, network: Organisation) -> None:
    log_in(page.context, network, live_server.url)

    for name, address in addresses(network):
        page.goto(address)
        look(page, f"{name}-1280")
        assert faults(page) == [], name


def test_every_screen_fits_a_phone(phone: Page, live_server: Any, network: Organisation) -> None:
    log_in(phone.context, network, live_server.url)

    for name, address in addresses(network):
        phone.goto(address)
        look(phone, f"{name}-360")
        assert too_wide(phone) == [], name


def test_a_period_is_changed_and_put_in_force_without_scripts(
    chromium: Browser, live_server: Any
) -> None:
    organisation = factories.organisation(adopted=False)
    actions.save_draft(organisation, profiles.load("business-network"), None)
    actions.adopt(organisation, None)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    log_in(context, organisation, live_server.url)
    page = context.new_page()
    page.goto(factories.at(organisation, "desk:register_activity", "events"))

    page.fill("[name=retention-registrations-period_number]", "45")
    page.click("main form[data-guard] button[type=submit]")
    page.goto(factories.at(organisation, "desk:register_adopt"))
    page.click("main form button[type=submit]")

    entry = queries.in_force(organisation).retention("events", "registrations")
    assert entry is not None
    assert str(entry.period) == "P45D"
    context.close()
