"""The last place is given once, however many want it at the same time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from threading import Barrier, BrokenBarrierError
from types import SimpleNamespace

import pytest
from django.db import connection, connections
from django.test import Client

from tests import factories
from tests.factories import at
from tillit.events.actions import take_part
from tillit.events.models import Event, Registration
from tillit.organisations.models import Organisation

PLACES, WANTED, AT_ONCE = 5, 40, 8


@pytest.fixture
def crowded(
    transactional_db: None, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> Event:
    """Few places, and a pause between counting them and taking one, in which others come."""
    count = take_part._places

    def count_slowly(event: Event, email: str) -> tuple[int, int]:
        counted = count(event, email)
        time.sleep(0.01)
        return counted

    monkeypatch.setattr(take_part, "_places", count_slowly)
    return factories.event(organisation, capacity=PLACES)


def rush(event: Event) -> list[int]:
    """Many sign up at once, each over a connection of their own. Gives the answers' codes."""
    address = at(event.organisation, "events:register", event.slug)

    def one(number: int) -> int:
        try:
            values = {"first_name": "N", "last_name": "N", "email": f"n{number}@post.example"}
            return Client().post(address, values).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(WANTED)))


def taken(event: Event) -> int:
    return Registration.objects.filter(event=event, cancelled_at=None).count()


def test_forty_who_want_five_places_at_once_get_five(crowded: Event) -> None:
    answers = rush(crowded)

    assert taken(crowded) == PLACES
    assert answers.count(302) == PLACES
    assert answers.count(200) == WANTED - PLACES
    assert crowded.organisation.ledger.filter(kind="registered").count() == PLACES


def test_without_the_lock_places_are_given_twice(
    crowded: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_part, "lock", lambda event: Event.objects.get(pk=event.pk))
    if connection.vendor == "sqlite":
        # There the lock is the transaction, which lets in one writer at a time.
        monkeypatch.setattr(take_part, "transaction", SimpleNamespace(atomic=nullcontext))
    together, count = Barrier(AT_ONCE), take_part._places

    def count_together(event: Event, email: str) -> tuple[int, int]:
        counted = count(event, email)
        with suppress(BrokenBarrierError):
            together.wait(20)
            together.abort()
        return counted

    monkeypatch.setattr(take_part, "_places", count_together)

    rush(crowded)

    assert taken(crowded) > PLACES


def test_one_address_that_signs_up_many_times_at_once_gets_one_place(crowded: Event) -> None:
    address = at(crowded.organisation, "events:register", crowded.slug)
    values = {"first_name": "Kari", "last_name": "Li", "email": "kari@post.example"}

    def one(_: int) -> int:
        try:
            return Client().post(address, values).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = set(pool.map(one, range(AT_ONCE)))

    assert answers == {302}
    assert taken(crowded) == 1
