"""The evidence page in a real browser, as anyone reads it: on a phone, on a desk, by axe."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import factories
from tests.browser.accessible import faults, too_wide
from tillit.privacy.evidence.actions import measure
from tillit.privacy.ledger.chain import chain
from tillit.privacy.register.queries import version_in_force
from tillit.privacy.statement import actions as statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("TILLIT_SCREENSHOTS")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("is_kept", [True, False])
def test_the_evidence_page_is_legible_for_all(
    page: Page, live_server: Any, width: int, is_kept: bool
) -> None:
    org = factories.organisation("lysbuen")
    version = version_in_force(org)
    assert version is not None
    if is_kept:
        statement.publish(org, version)
    chain(org)
    measure(org)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(f"{live_server.url}/lysbuen/personvern/bevis/")

    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"evidence-{is_kept}-{width}.png", full_page=True)
    assert not faults(page)
    assert not too_wide(page)
