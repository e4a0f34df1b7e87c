"""A page of cards that may be of one person, in a register of 100,000."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.figures import Figure
    from benchmarks.stage import Stage

# Of every hundred cards: ten share an address with a namesake, ten a mailbox with someone else,
# and names and workplaces repeat as names do.
SHARED = (
    "UPDATE people_person SET email = 'two' || (id / 2) || '@bench.example' WHERE id % 100 < 10",
    (
        "UPDATE people_person SET email = 'home' || (id / 2) || '@bench.example', "
        "first_name = CASE id % 2 WHEN 0 THEN 'Ola' ELSE 'Kari' END, last_name = 'Fjellro' "
        "WHERE id % 100 >= 90"
    ),
    (
        "UPDATE people_person SET sort_key = 'fjellro' || (id % 20000) || ', kari', "
        "postal_code = '0' || (100 + id % 897), workplace = 'Verksted ' || (id % 5003)"
    ),
)


def measure(stage: Stage, quick: bool) -> list[Figure]:
    """The slowest page where none are alike, so that a whole index is walked; and of many."""
    from benchmarks.figures import Figure

    persons = 2_000 if quick else 100_000
    figures = []
    with stage.database("duplicates_filled") as filled:
        stage.child(filled, "benchmarks.duplicates", "fill", persons=persons)
        for name in ("none alike", "many alike"):
            slowest = stage.child(filled, "benchmarks.duplicates", "ask", many=name == "many alike")
            figures.append(Figure(f"duplicates: slowest page, {name}", slowest * 1000, "ms", 200.0))
    return figures


def fill(persons: int) -> None:
    """Nobody is like another."""
    from benchmarks import data

    data.persons(data.organisation(), persons)
    data.settle()


def ask(*, many: bool) -> float:
    """The first pages of each kind, each at its best of five; the slowest of them."""
    from django.db import connection

    from benchmarks import data
    from tillit.organisations.models import Organisation
    from tillit.people.duplicates import finding

    if many:
        with connection.cursor() as cursor:
            for statement in SHARED:
                cursor.execute(statement)
        data.settle()
    of = Organisation.objects.get()
    slowest, found = 0.0, 0
    for by in finding.KEYS:
        after = None
        for _page in range(3):
            times = []
            for _turn in range(5):
                began = time.perf_counter()
                page = finding.pairs(of, by, after)
                times.append(time.perf_counter() - began)
            slowest = max(slowest, min(times))
            found += len(page.rows)
            after = page.after
            if not after:
                break
    assert bool(found) == many
    return slowest
