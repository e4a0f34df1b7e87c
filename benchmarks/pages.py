"""The pages that are opened most: a public event, and a list of 10,000 participants.

Beside each the same in plain Django (``plain``), in turns within one run.
"""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.figures import Figure
    from benchmarks.stage import Stage

VISITORS = 8
PER_PAGE = 50


def measure(stage: Stage, quick: bool) -> list[Figure]:
    """Each page some hundred times by a few visitors at once."""
    from benchmarks.figures import Figure
    from benchmarks.server import serving

    participants, visits, rounds = (200, 3, 1) if quick else (10_000, 12, 5)
    with stage.database("pages") as database:
        made = stage.child(database, "benchmarks.pages", "fill", participants=participants)
        seen: dict[str, list[dict[str, Any]]] = {name: [] for name in _ASKED}
        with (
            serving(stage, database) as ours,
            serving(stage, database, "benchmarks.plain:application") as plain,
        ):
            pages = participants // PER_PAGE
            for turn in range(-1, rounds):
                for name, (server, address, times, cookie) in {
                    "event": (ours, made["event"], visits * 5, ""),
                    "plain event": (plain, made["plain_event"], visits * 5, ""),
                    "list": (ours, made["list"], visits, made["cookie"]),
                    "plain list": (plain, made["plain_list"], visits, ""),
                }.items():
                    asked = [
                        [
                            ["GET", f"{address}?page={1 + (at * visits + each) % pages}"]
                            if "list" in name
                            else ["GET", address]
                            for each in range(3 if turn < 0 else times)
                        ]
                        for at in range(VISITORS)
                    ]
                    answer = server.visit(asked, cookie)
                    if turn >= 0:
                        seen[name].append(answer)
    return [
        Figure("event page: each second", _rate(seen["event"]), "/s", 300, at_most=False),
        Figure("event page: the web server's CPU", _cpu(seen["event"]), "ms"),
        Figure("event page: the visitors' CPU", _cpu(seen["event"], "own_cpu"), "ms"),
        Figure("event page: plain Django, each second", _rate(seen["plain event"]), "/s"),
        Figure("event page: CPU to plain Django's", _ratio(seen, "event"), "×"),
        Figure("participants: pages each second", _rate(seen["list"]), "/s", 50, at_most=False),
        Figure("participants: the web server's CPU", _cpu(seen["list"]), "ms"),
        Figure("participants: plain Django, each second", _rate(seen["plain list"]), "/s"),
        Figure("participants: CPU to plain Django's", _ratio(seen, "list"), "×"),
    ]


_ASKED = ("event", "plain event", "list", "plain list")


def _rate(rounds: list[dict[str, Any]]) -> float:
    return statistics.median(each["visits"] / each["seconds"] for each in rounds)


def _cpu(rounds: list[dict[str, Any]], whose: str = "cpu") -> float:
    return sum(each[whose] for each in rounds) / sum(each["visits"] for each in rounds) * 1000


def _ratio(seen: dict[str, list[dict[str, Any]]], name: str) -> float:
    return _cpu(seen[name]) / _cpu(seen[f"plain {name}"])


def fill(participants: int) -> dict[str, Any]:
    """One event with everyone in it, and a secretary who is logged in with a second factor."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.conf import settings
    from django.test import Client

    from benchmarks import data
    from tillit.kernel import clock
    from tillit.organisations.actions import give_role, open_account
    from tillit.organisations.addresses import path

    of = data.organisation()
    event, *_others = data.events(of, 20, days_from_now=30, capacity=participants * 2)
    data.registrations(of, [event], participants, persons=participants)
    user = open_account(name="Solveig Fjellro", email="solveig@bench.example", language="nb")
    TOTP.activate(user, generate_totp_secret())
    give_role(of, user, "secretary", starts_on=clock.today(), by=None)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    data.settle()
    name = settings.SESSION_COOKIE_NAME
    return {
        "event": path(of, "events:detail", event.slug),
        "plain_event": f"/plain/{event.slug}/",
        "plain_list": f"/plain/{event.slug}/list/",
        "list": path(of, "events_desk:participants", event.uuid),
        "cookie": f"{name}={client.cookies[name].value}",
    }
