"""What axe finds wrong with a page, by the rules of WCAG 2.1 A and AA and good practice."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "build" / "axe.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def faults(page: Page) -> list[str]:
    """One line per fault: the rule, what axe says, and the elements."""
    if not AXE.exists():
        pytest.skip("axe is missing: python scripts/browser_parts.py --dev")
    page.wait_for_load_state()  # a click returns when the next page has begun
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(result => result.violations)", RULES
    )
    return [
        f"{fault['id']}: {fault['help']}: {[node['html'][:120] for node in fault['nodes'][:3]]}"
        for fault in found
    ]


def too_wide(page: Page) -> list[str]:
    """The elements that make the page scroll sideways."""
    return list(
        page.evaluate(
            "() => document.documentElement.scrollWidth <= innerWidth ? [] :"
            " [...document.querySelectorAll('body *')]"
            ".filter(element => element.getBoundingClientRect().right > innerWidth + 1)"
            ".slice(0, 5).map(element => element.outerHTML.slice(0, 120))"
        )
    )
