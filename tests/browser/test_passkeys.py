"""Staff log in with a passkey alone: set up, log out, log in without address and password."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import factories
from tests.browser.accessible import faults, too_wide
from tillit.privacy.gate.models import Delivery

PASSWORD = "furu og lyng ved fjorden"


def test_a_passkey_is_set_up_and_used_alone(page: Page, context: BrowserContext) -> None:
    own = factories.organisation("vaar-forening")
    user = factories.staff_user(own, second_factor=False, password="furu og lyng ved fjorden")
    desk = factories.at(own, "desk:today")
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )

    page.goto(desk)
    page.locator("#id_login").fill(user.email)
    page.locator("#id_password").fill("furu og lyng ved fjorden")
    page.locator("form[action='/account/login/'] button").click()
    page.wait_for_url("**/account/second-factor/**")
    assert faults(page) == []
    page.locator("a[href='/account/2fa/webauthn/add/']").click()
    page.locator("#id_name").fill("Min telefon")
    page.locator("#id_passwordless").check()
    assert faults(page) == []
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/account/2fa/recovery-codes/")
    assert Delivery.objects.filter(message__kind="staff_webauthn_added", email=user.email).exists()
    page.locator(f"a[href='{desk}']").click()
    expect(page.locator("h1")).to_be_visible()

    context.clear_cookies()
    page.goto(desk)
    page.locator("#passkey_login").click()
    page.wait_for_url(f"**{desk}")

    expect(page.locator(".t-bar__who").first).to_have_text(user.name)


SCREENS = ("desk:today", "desk:settings", "organisations_desk:staff", "organisations_desk:roles",
           "organisations_desk:invite", "site:front")  # fmt: skip
INSTALLATION = ("/", "/account/login/", "/account/password/reset/", "/account/2fa/")


@pytest.mark.parametrize("size", [(360, 740), (1280, 900)], ids=["phone", "desktop"])
def test_every_screen_of_staff_and_account_is_accessible(
    size: tuple[int, int], page: Page, context: BrowserContext, live_server: Any
) -> None:
    own = factories.organisation("vaar-forening")
    factories.organisation("demo", is_demo=True)
    factories.staff_user(own, "event_host", second_factor=False)
    factories.request(own)
    browser = factories.desk(own, "secretary", "privacy_officer")
    key = browser.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
    page.set_viewport_size({"width": size[0], "height": size[1]})

    for address in (*INSTALLATION, *(factories.at(own, view) for view in SCREENS)):
        page.goto(address)

        assert faults(page) == [], address
        assert too_wide(page) == [], address


@pytest.mark.parametrize("width", [360, 1280])
def test_the_picture_and_the_key_for_an_app_can_be_used_on_any_screen(
    width: int, page: Page, context: BrowserContext, live_server: Any
) -> None:
    own = factories.organisation()
    user = factories.staff_user(own, second_factor=False, password=PASSWORD)
    page.goto("/account/login/?next=/account/second-factor/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/account/login/" not in url)
    page.set_viewport_size({"width": width, "height": 900})

    page.goto("/account/2fa/totp/activate/")

    picture = page.locator(".t-qr").bounding_box()
    key = page.locator(".t-key").bounding_box()
    steps = [page.locator(".t-how > li").nth(number).bounding_box() for number in range(3)]
    assert picture is not None
    assert key is not None
    assert picture["width"] >= 200
    assert picture["x"] + picture["width"] <= width
    assert key["y"] >= picture["y"] + picture["height"]
    tops = [step["y"] for step in steps if step]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    assert too_wide(page) == []
