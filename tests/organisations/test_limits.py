"""Public forms take so many tries from one place and no more."""

from __future__ import annotations

import hashlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client

from tillit.kernel import clock
from tillit.organisations.models import CacheEntry
from tillit.organisations.shared_cache import one_more
from tillit.organisations.tasks import forget_old_counts

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

    kept = list(CacheEntry.objects.values_list("key", "value"))
    plain = hashlib.sha256(b"192.0.2.1").hexdigest()
    assert kept
    assert "192.0.2.1" not in str(kept)
    assert plain not in str(kept)


def test_a_place_may_try_again_when_its_hour_is_out(client: Client) -> None:
    for _ in range(11):
        ask(client, "192.0.2.1")
    CacheEntry.objects.update(expires_at=clock.now())

    assert ask(client, "192.0.2.1") == 200


def test_counts_go_from_the_database_when_their_time_is_out(client: Client) -> None:
    ask(client, "192.0.2.1")
    CacheEntry.objects.update(expires_at=clock.now())

    forget_old_counts.call()

    assert not CacheEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_web_processes_count_together() -> None:
    tries = 40
    connections.close_all()  # each process opens its own
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as two:
        counted = sorted(two.map(one_more, ["form"] * tries, [3600] * tries))

    assert counted == list(range(1, tries + 1))
    assert cache.get("form") is None  # the names of limits and of other values never meet


@pytest.mark.on("postgresql")
def test_a_count_waits_for_no_disk() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relpersistence FROM pg_class WHERE relname = %s", [CacheEntry._meta.db_table]
        )
        assert cursor.fetchone() == ("u",)


def test_what_is_kept_lasts_as_long_as_it_was_told_to() -> None:
    cache.set("a", [1.5, 2], timeout=60)

    assert cache.get("a") == [1.5, 2]
    assert not cache.add("a", 1)
    assert cache.touch("a", timeout=0)
    assert cache.get("a", "gone") == "gone"
    assert cache.add("a", 1)
    assert cache.incr("a") == 2
    assert cache.delete("a")
    assert not cache.delete("a")
