"""The gallery's addresses and templates, in place of the product's; its menus while a test runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as product
from django.test import Client, override_settings

from tests.ui import gallery
from tillit.ui import navigation


@pytest.fixture
def menus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty menus, to be filled by the test."""
    monkeypatch.setattr(navigation, "_menus", {"site": {}, "portal": {}, "desk": {}, "footer": {}})
    monkeypatch.setattr(navigation, "_switchers", [])
    monkeypatch.setattr(navigation, "_contacts", [])


@pytest.fixture
def pages(menus: None) -> Iterator[Client]:
    """A browser of sorts on the gallery, its menus filled as the modules would."""
    gallery.register_menus()
    values: dict[str, Any] = {name: getattr(product, name) for name in ("TEMPLATES", "STORAGES")}
    with override_settings(**gallery.changes(values)):
        yield Client(raise_request_exception=False)
