"""Signing up for an event over HTTP, beside the same request without the privacy machinery."""

from __future__ import annotations

import statistics
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.figures import Figure
    from benchmarks.server import Server
    from benchmarks.stage import Stage

VISITORS = 8
_numbers = count(1)


def measure(stage: Stage, quick: bool) -> list[Figure]:
    """Sign-ups in rounds, to the real application and to the bare one in turns.

    As people do it, from the form that is opened to the sign-up that is stored; and the posting
    alone, which is where all that the machinery does happens.
    """
    from benchmarks.figures import Figure
    from benchmarks.server import serving

    rounds, each = (1, 2) if quick else (9, 25)
    # As ``tillit web`` does it: SQLite has one writer, so one process.
    workers = 1 if stage.name == "SQLite" else 2
    real: dict[str, list[dict[str, Any]]] = {"SIGN_UP": [], "POST": []}
    bare: dict[str, list[dict[str, Any]]] = {"SIGN_UP": [], "POST": []}
    with stage.database("sign_up") as database:
        paths = stage.child(database, "benchmarks.sign_up", "fill", capacity=rounds * each * 8)
        with (
            serving(stage, database, workers=workers) as whole,
            serving(stage, database, "benchmarks.bare:application", workers) as without,
        ):
            for server in (whole, without):
                _round(stage, server, paths, "SIGN_UP", 2)
            for turn in range(rounds):
                for server, seen in ((whole, real), (without, bare))[:: 1 if turn % 2 else -1]:
                    for kind, rows in seen.items():
                        rows.append(_round(stage, server, paths, kind, each))
    rate = statistics.median(one["visits"] / one["seconds"] for one in real["SIGN_UP"])
    median = statistics.median(one["median_ms"] for one in real["POST"])
    added = {kind: (_cpu(real[kind]) / _cpu(bare[kind]) - 1) * 100 for kind in real}
    slower = {kind: (_each(real[kind]) / _each(bare[kind]) - 1) * 100 for kind in real}
    return [
        Figure("sign-up: carried each second", rate, "/s", None if quick or workers == 1 else 60,
               at_most=False),
        Figure("sign-up: posted, median", median, "ms"),
        Figure("sign-up: CPU of web and database", _cpu(real["SIGN_UP"]) * 1000, "ms"),
        Figure("sign-up: CPU without the machinery", _cpu(bare["SIGN_UP"]) * 1000, "ms"),
        Figure("sign-up: the machinery adds, CPU", added["SIGN_UP"], "%", 10),
        Figure("sign-up: the machinery adds, time", slower["SIGN_UP"], "%", 10),
        Figure("sign-up: it adds to the posting alone, CPU", added["POST"], "%"),
        Figure("sign-up: it adds to the posting alone, time", slower["POST"], "%"),
    ]  # fmt: skip


def _cpu(rounds: list[dict[str, Any]]) -> float:
    """Of the half of the rounds that others at work on the machine disturbed least."""
    each = sorted(float(one["cpu"]) / one["visits"] for one in rounds)
    return statistics.mean(each[: (len(each) + 1) // 2])


def _each(rounds: list[dict[str, Any]]) -> float:
    return statistics.median(float(each["seconds"]) / each["visits"] for each in rounds)


def _round(stage: Stage, server: Server, paths: list[str], kind: str, each: int) -> dict[str, Any]:
    before = stage.cpu()
    seen = server.visit(
        [
            [[kind, paths[number % len(paths)], [_form() for _ in range(each)]]]
            for number in range(VISITORS)
        ]
    )
    return {**seen, "cpu": seen["cpu"] + stage.cpu() - before}


def _form() -> dict[str, str]:
    return {
        "first_name": "Kari",
        "last_name": "Fjellro",
        "email": f"kari{next(_numbers)}@bench.example",
        "phone": "+46 70 174 06 05",
        "workplace": "Fjordlys Regnskap AS",
    }


def fill(capacity: int) -> list[str]:
    """As many events as visitors, each with room; gives the addresses of their forms."""
    from benchmarks import data
    from tillit.organisations.addresses import path

    of = data.organisation()
    made = data.events(of, VISITORS, days_from_now=30, capacity=capacity * VISITORS)
    data.settle()
    return [path(of, "events:register", event.slug) for event in made]
