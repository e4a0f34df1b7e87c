"""Whoever asks for whatever screen gets what they need and nothing of another organisation's."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from tests import factories
from tests.consistency.screens import Screen, names_a_row, sample_keys, screens, walk
from tillit.organisations.permissions import Permission
from tillit.organisations.roles import ROLE_TYPES

pytestmark = pytest.mark.django_db
ALL = screens()
DESK = [screen for screen in ALL if screen.is_desk]
PUBLIC = [screen for screen in ALL if not screen.is_desk]
NEEDY = [screen for screen in DESK if getattr(screen.view, "permission", None) is not None]


def answers(browser: Client, address: str) -> list[HttpResponse]:
    """By every method, as a page and as a part of one; one that is not there (405) is left out."""
    part = {"HX-Request": "true"}
    given = [
        browser.get(address),
        browser.post(address),
        browser.head(address),
        browser.options(address),
        browser.get(address, headers=part),
        browser.post(address, headers=part),
    ]
    heard = [answer for answer in given if answer.status_code != 405]
    assert heard, f"{address} answers neither GET nor POST."
    return heard


def name(screen: Screen) -> str:
    return screen.name


@pytest.mark.parametrize("screen", DESK, ids=name)
def test_every_screen_of_the_desk_says_whom_it_is_for(screen: Screen) -> None:
    assert hasattr(screen.view, "permission"), (
        f"{screen.route} is not decorated with tillit.organisations.access.staff(…)."
    )


@pytest.mark.parametrize("screen", PUBLIC, ids=name)
def test_what_is_for_staff_is_under_the_desk(screen: Screen) -> None:
    assert not hasattr(screen.view, "permission")


@pytest.mark.parametrize("screen", DESK, ids=name)
def test_a_stranger_is_sent_to_log_in(screen: Screen, client: Client) -> None:
    own = factories.organisation()
    address = screen.at(own, sample_keys(screen, own))

    for answer in answers(client, address):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/?next=/")


@pytest.mark.parametrize("screen", DESK, ids=name)
def test_someone_who_works_elsewhere_does_not_learn_that_it_is_there(screen: Screen) -> None:
    own, other = factories.organisation(), factories.organisation()
    browser = factories.desk(other, *ROLE_TYPES)
    address = screen.at(own, sample_keys(screen, own))

    for answer in answers(browser, address):
        assert answer.status_code == 404


@pytest.mark.parametrize("screen", DESK, ids=name)
def test_without_a_second_factor_nothing_is_shown(screen: Screen) -> None:
    own = factories.organisation()
    user = factories.staff_user(own, *ROLE_TYPES, second_factor=False)
    address = screen.at(own, sample_keys(screen, own))

    for answer in answers(factories.logged_in(user), address):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/second-factor/")


@pytest.mark.parametrize("screen", NEEDY, ids=name)
def test_a_role_without_the_need_is_refused(screen: Screen) -> None:
    own = factories.organisation()
    need = screen.view.permission  # type: ignore[attr-defined]
    others = [key for key, role in ROLE_TYPES.items() if need not in role.needs]
    assert others, f"Every role has {need}; then it is no need of a task."
    browser = factories.desk(own, *others)
    address = screen.at(own, sample_keys(screen, own))

    for answer in answers(browser, address):
        # The roles that lack this need have others, which may lead somewhere of their own.
        assert answer.status_code == 403


@pytest.mark.parametrize("screen", [each for each in DESK if names_a_row(each)], ids=name)
def test_another_organisations_row_is_not_found_in_ones_own(screen: Screen) -> None:
    own, other = factories.organisation(), factories.organisation()
    browser = factories.desk(own, *ROLE_TYPES)
    address = screen.at(own, sample_keys(screen, other))

    for answer in answers(browser, address):
        assert answer.status_code in (404, 405)


@pytest.mark.parametrize("screen", [each for each in PUBLIC if names_a_row(each)], ids=name)
def test_another_organisations_row_is_not_on_ones_own_pages(screen: Screen, client: Client) -> None:
    own, other = factories.organisation(), factories.organisation()
    address = screen.at(own, sample_keys(screen, other))

    for answer in answers(client, address):
        assert answer.status_code in (302, 404, 405, 410)
        if answer.status_code == 302:  # to prove an address first, never to what was asked for
            assert "/min-side/" in answer.headers["Location"]


@pytest.mark.parametrize("screen", [each for each in DESK if not each.keys], ids=name)
def test_every_list_of_the_desk_opens_for_whom_it_is(screen: Screen) -> None:
    own = factories.organisation()

    answer = factories.desk(own, *ROLE_TYPES).get(screen.at(own, {}))

    assert answer.status_code in (200, 405)
    assert "no-store" in answer.headers["Cache-Control"] or answer.status_code == 405


# What anyone may ask for where no organisation is: each says nothing of anyone.
OPEN = {
    "health", "robots.txt", "", "start/", "language", "kildekode", "staff-link/<str:token>/",
    "host-proof/<str:token>/", "les", "les/", "les/start",
    "account/password/reset/",
    "account/password/set/", "account/login/", "account/logout/", "account/inactive/",
    "account/login/code/confirm/", "account/2fa/authenticate/", "account/2fa/webauthn/login/",
}  # fmt: skip
INSTALLATION = list(walk(get_resolver(settings.ROOT_URLCONF).url_patterns))


def test_what_is_open_where_no_organisation_is_has_been_thought_of() -> None:
    assert {screen.route for screen in INSTALLATION} >= OPEN


@pytest.mark.parametrize(
    "screen", [each for each in INSTALLATION if each.route not in OPEN], ids=lambda s: s.route
)
def test_a_stranger_reaches_nothing_of_an_account(screen: Screen, client: Client) -> None:
    address = "/" + screen.route.replace("<int:pk>", "1")

    for answer in answers(client, address):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/")


def test_every_need_is_had_by_some_role_and_none_has_them_all() -> None:
    needs = [role.needs for role in ROLE_TYPES.values()]

    assert frozenset().union(*needs) == frozenset(Permission)
    assert all(len(each) < len(Permission) for each in needs)
