"""Everything held on one person, beside the raw indexed selects for the same rows."""

from __future__ import annotations

import random
import statistics
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.figures import Figure
    from benchmarks.stage import Stage

# What someone who knows the tables would ask for: one select each, by an index.
SELECTS = (
    "SELECT * FROM people_person WHERE organisation_id = {} AND email = {}",
    "SELECT * FROM people_relation WHERE person_id = {}",
    "SELECT * FROM events_registration WHERE organisation_id = {} AND email = {}",
)


def measure(stage: Stage, quick: bool) -> list[Figure]:
    """Of 1,000,000 persons with 3,000,000 sign-ups, some hundred, in turns raw and ours."""
    from benchmarks.figures import Figure

    persons, asked = (2_000, 20) if quick else (1_000_000, 300)
    with stage.database("held_filled") as filled:
        stage.child(filled, "benchmarks.held", "fill", persons=persons)
        answer = stage.child(filled, "benchmarks.held", "ask", persons=persons, asked=asked)
    return [
        Figure("held: raw selects", answer["raw"] * 1000, "ms"),
        Figure("held: everything held", answer["ours"] * 1000, "ms"),
        Figure("held: ratio", answer["ours"] / answer["raw"], "×", 3.0),
    ]


def fill(persons: int) -> None:
    """Each person has three sign-ups."""
    from benchmarks import data

    of = data.organisation()
    data.persons(of, persons)
    at = data.events(of, max(persons // 1000, 3), days_from_now=5)
    data.registrations(of, at, persons * 3, persons=persons)
    data.settle()


def ask(persons: int, asked: int) -> dict[str, Any]:
    """The median time of each, on the same people, the first few not counted."""
    from django.db import connection

    from tillit.organisations.models import Organisation
    from tillit.privacy.rights.held import held_on

    of = Organisation.objects.get()
    chance = random.Random(4)
    mark = "%s" if connection.vendor == "postgresql" else "?"
    selects = [each.format(*[mark] * 2) for each in SELECTS]
    connection.ensure_connection()
    bare = connection.connection
    raw, ours = [], []
    for turn in range(asked + 20):
        email = f"person{chance.randrange(persons)}@bench.example"
        # Whoever asks second finds the pages in memory: they take turns.
        for who in ((0, 1), (1, 0))[turn % 2]:
            began = time.perf_counter()
            if who:
                held = held_on(of, email)
                took = time.perf_counter() - began
                assert len(held) == 5, held.rows
                ours.append(took)
            else:
                cursor = bare.cursor()
                rows = cursor.execute(selects[0], (of.pk, email)).fetchall()
                rows += cursor.execute(selects[1], (rows[0][0],)).fetchall()
                rows += cursor.execute(selects[2], (of.pk, email)).fetchall()
                raw.append(time.perf_counter() - began)
                assert len(rows) == 5
    return {"raw": statistics.median(raw[20:]), "ours": statistics.median(ours[20:])}
