"""Menus: what a module brings, and who sees it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from tillit.ui import navigation
from tillit.ui.navigation import Link, desk_item, menu, organisation_switcher, site_item

pytestmark = pytest.mark.usefixtures("menus")


def request(path: str, *permissions: str) -> HttpRequest:
    asked = RequestFactory().get(path)
    asked.access = SimpleNamespace(may=lambda needed: needed in permissions)  # type: ignore[attr-defined]
    return asked


def keys(links: list[Link]) -> list[str]:
    return [link.key for link in links]


def test_entries_stand_in_their_order() -> None:
    desk_item("events", "Events", "/desk/events/", order=30)
    desk_item("today", "Today", "/desk/", order=10)

    assert keys(menu("desk", request("/desk/"))) == ["today", "events"]


def test_an_entry_is_seen_only_by_those_who_may() -> None:
    desk_item("register", "Register", "/desk/register/", permission="register_read")

    assert keys(menu("desk", request("/desk/", "register_read"))) == ["register"]
    assert keys(menu("desk", request("/desk/", "events_read"))) == []
    assert keys(menu("desk", RequestFactory().get("/desk/"))) == []


def test_an_entry_without_an_address_here_is_left_out() -> None:
    site_item("gone", "Gone", "no:such-view")

    assert keys(menu("site", request("/"))) == []


def test_an_entry_may_depend_on_the_request() -> None:
    site_item("members", "Members", "/members/", shown=lambda asked: "list" in asked.GET)

    assert keys(menu("site", RequestFactory().get("/?list=1"))) == ["members"]
    assert keys(menu("site", RequestFactory().get("/"))) == []


def test_the_entry_nearest_to_the_page_is_the_current_one() -> None:
    desk_item("today", "Today", "/desk/", order=10)
    desk_item("events", "Events", "/desk/events/", order=20)
    desk_item("event-types", "Types", "/desk/event", order=30)

    links = menu("desk", request("/desk/events/12/participants/"))

    assert [link.key for link in links if link.current] == ["events"]


def test_two_entries_cannot_share_a_key() -> None:
    desk_item("events", "Events", "/desk/events/")

    with pytest.raises(ValueError, match="'events'"):
        desk_item("events", "Other", "/elsewhere/")


def test_the_same_entry_registered_twice_is_one() -> None:
    desk_item("events", "Events", "/desk/events/")
    desk_item("events", "Events", "/desk/events/")

    assert keys(menu("desk", request("/desk/"))) == ["events"]


def test_the_organisations_one_may_go_to_are_asked_for() -> None:
    organisation_switcher(lambda asked: [Link("a", "Association A", "/a/")])

    assert navigation.organisations(request("/")) == [Link("a", "Association A", "/a/")]


def test_an_address_of_the_installation_is_found_from_an_organisations_pages(
    settings: object,
) -> None:
    from django.urls import set_script_prefix, set_urlconf

    set_urlconf(settings.ORGANISATION_URLCONF)  # type: ignore[attr-defined]
    set_script_prefix("/fjordlunsj/")
    try:
        assert navigation.address("account_logout") == "/account/logout/"
        assert navigation.address("no-such-view") is None
    finally:
        set_urlconf(None)
        set_script_prefix("/")
