"""Signing up on a phone, and the desk's screens of events, in a real browser."""

from __future__ import annotations

import time as wall
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests import factories
from tests.browser.accessible import faults, too_wide
from tests.events.conftest import register_changes
from tests.factories import at
from tillit.events.actions.take_part import derived
from tillit.events.links import token
from tillit.events.models import Event, Registration
from tillit.organisations.models import Organisation

PHONE = {"width": 360, "height": 740}
DESK = [
    "detail", "edit", "preview", "cancel", "participants", "add_participant", "export", "message",
]  # fmt: skip


@pytest.fixture
def event() -> Event:
    organisation = factories.organisation("fjordnettverket", adopted=False, name="Fjordnettverket")
    factories.adopted_register(organisation, **register_changes(organisation))
    return factories.event(
        organisation,
        title="Lunsjmøte om åpne kart",
        place="Lysbuen 1, Oslo",
        description="Vi spiser lunsj og ser på kart.",
        capacity=40,
        fields=[
            {"field": key, "required": True, "need": ""}
            for key in ("first_name", "last_name", "email", "phone")
        ],
    )


def participant(event: Event) -> Registration:
    names = {"first_name": "Åse", "last_name": "Ødegård"}
    return factories.registration(event, **names, **derived(names), phone="+4741234567")


def look(page: Page, address: str) -> None:
    page.goto(address)
    assert faults(page) == [], address
    assert too_wide(page) == [], address


def log_in(context: BrowserContext, organisation: Organisation, url: str) -> None:
    client = factories.desk(organisation)
    context.add_cookies(
        [{"name": key, "value": each.value, "url": url} for key, each in client.cookies.items()]
    )


def test_one_signs_up_on_a_phone_in_under_a_minute(page: Page, event: Event) -> None:
    page.set_viewport_size(PHONE)
    started = wall.monotonic()

    look(page, at(event.organisation, "events:list"))
    page.get_by_role("link", name=event.title).click()
    page.locator("a[href$='/pamelding/']").click()
    assert faults(page) == []
    assert page.locator("input:checked").count() == 0
    for name, text in (("first_name", "Kari"), ("last_name", "Li"), ("email", "kari@")):
        page.locator(f"[name={name}]").type(text, delay=30)
    page.locator("main form button").click()
    assert faults(page) == []
    assert page.locator("[name=first_name]").input_value() == "Kari"
    page.locator("[name=email]").fill("kari@post.example")
    page.locator("main form button").click()
    page.wait_for_url("**/takk/")

    assert wall.monotonic() - started < 60
    assert faults(page) == []
    assert Registration.objects.get().email == "kari@post.example"


def test_the_participants_own_page_is_accessible_and_cancels_with_and_without_a_dialog(
    page: Page, event: Event
) -> None:
    page.set_viewport_size(PHONE)
    row = participant(event)

    look(page, at(event.organisation, "events:registration", token(row.uuid)))
    look(page, at(event.organisation, "events:cancel_registration", token(row.uuid)))
    page.locator("main form button").click()
    page.wait_for_url(f"**/{token(row.uuid)}/")

    row.refresh_from_db()
    assert row.cancelled_at is not None


@pytest.mark.parametrize("width", [360, 1280])
def test_the_desks_screens_are_accessible_and_fit(
    page: Page, context: BrowserContext, live_server: Any, event: Event, width: int
) -> None:
    row = participant(event)
    organisation = event.organisation
    log_in(context, organisation, live_server.url)
    page.set_viewport_size({"width": width, "height": 800})

    for view in ("list", "create"):
        look(page, at(organisation, f"events_desk:{view}"))
    for view in DESK:
        look(page, at(organisation, f"events_desk:{view}", event.uuid))
    look(page, at(organisation, "events_desk:participant", event.uuid, row.uuid))


def test_an_event_is_made_and_published_by_hand(
    page: Page, context: BrowserContext, live_server: Any, event: Event
) -> None:
    organisation = event.organisation
    log_in(context, organisation, live_server.url)
    page.goto(at(organisation, "events_desk:create"))

    page.locator("[name=title]").fill("Vårfest")
    page.locator("[name=starts_at]").fill("2030-05-17T18:00")
    page.locator("[name=ends_at]").fill("2030-05-17T22:00")
    page.locator("main form .t-actions button").last.click()
    page.wait_for_load_state()
    page.locator("a[href$='/publish/']").first.click()
    page.locator("main form button").first.click()
    page.wait_for_load_state()

    made = Event.objects.get(title="Vårfest")
    assert made.state == Event.State.PUBLISHED
    assert made.slug == "varfest"
