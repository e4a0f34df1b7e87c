"""Public forms take so many tries from one place and no more."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


def ask(client: Client, address: str) -> int:
    answer = client.post(
        "/account/password/reset/", {"email": "ingen@post.example"}, REMOTE_ADDR=address
    )
    return answer.status_code


def test_the_eleventh_try_within_an_hour_is_turned_away_with_a_clear_page(client: Client) -> None:
    first = [ask(client, "192.0.2.1") for _ in range(10)]

    answer = client.post("/account/password/reset/", {"email": "x@post.example"},
                         REMOTE_ADDR="192.0.2.1")  # fmt: skip

    assert set(first) == {200}
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3600"
    assert "429" in answer.text


def test_others_are_not_held_up(client: Client) -> None:
    for _ in range(11):
        ask(client, "192.0.2.1")

    assert ask(client, "192.0.2.2") == 200


def test_a_whole_home_network_counts_as_one_place(client: Client) -> None:
    for number in range(10):
        ask(client, f"2001:db8:1:1::{number:x}")

    assert ask(client, "2001:db8:1:1:ffff::1") == 429
    assert ask(client, "2001:db8:1:2::1") == 200


def test_looking_at_the_form_is_not_counted(client: Client) -> None:
    for _ in range(12):
        assert client.get("/account/password/reset/").status_code == 200


def test_the_visitors_address_is_not_kept(client: Client) -> None:
    ask(client, "192.0.2.1")

    assert "192.0.2.1" not in str(list(cache._cache))
