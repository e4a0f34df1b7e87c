"""Staff log in with a passkey alone: set up, log out, log in without address and password."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import factories
from tests.browser.accessible import faults, too_wide
from tillit.privacy.gate.models import Delivery


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
