"""Faults that are real: an SQLite that is given no page more, a PostgreSQL that can be crashed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from scripts import postgres

ON_SQLITE = os.environ.get("TILLIT_TEST_DATABASE", "sqlite") == "sqlite"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each of these is about one of the databases, and is no test of the other."""
    other = "postgresql" if ON_SQLITE else "disk"
    left_out = [item for item in items if other in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


class Disk:
    """``disk.full()`` and ``disk.room()``, felt by everything on this test's connection."""

    def full(self, *, but_for: int = 0) -> None:
        """No page more than there are, but for so many; and none to be had that are free."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            self._set(cursor.fetchone()[0] + but_for)

    def overflow(self) -> None:
        """Something large is written where there is no room: raises what SQLite raises."""
        self.full()
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE overflow AS SELECT randomblob(1000000) AS content")

    def room(self) -> None:
        self._set(1_073_741_823)

    @staticmethod
    def _set(pages: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count={pages}")


@pytest.fixture
def disk(transactional_db: None) -> Iterator[Disk]:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # no free pages left behind by other tests
    disk = Disk()
    yield disk
    disk.room()


@pytest.fixture
def postgresql() -> Iterator[postgres.Server]:
    """A PostgreSQL of the test's own, to be crashed and started again."""
    with postgres.running() as server:
        yield server


@pytest.fixture
def until_refused() -> Callable[[Callable[[int], int]], int]:
    """``until_refused(do)`` does it again and again until a 503; gives how often it went well."""

    def run(do: Callable[[int], int]) -> int:
        for number in range(200):
            if do(number) == 503:
                return number
        raise AssertionError("There was always room.")

    return run
