"""The pages that are opened most: a public event, and a list of 10,000 participants."""

from __future__ import annotations

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

    participants, visits = (200, 3) if quick else (10_000, 60)
    with stage.database("pages") as database:
        made = stage.child(database, "benchmarks.pages", "fill", participants=participants)
        with serving(stage, database) as server:
            server.visit([[["GET", made["event"]]] * 3] * VISITORS)
            event = server.visit([[["GET", made["event"]]] * visits * 5] * VISITORS)
            pages = participants // PER_PAGE
            lists = [
                [
                    ["GET", f"{made['list']}?page={1 + (at + turn) % pages}"]
                    for turn in range(visits)
                ]
                for at in range(VISITORS)
            ]
            server.visit([each[:2] for each in lists], made["cookie"])
            opened = server.visit(lists, made["cookie"])
    return [
        Figure("event page: each second", event["visits"] / event["seconds"], "/s", 300,
               at_most=False),
        Figure("event page: the web server's CPU", event["cpu"] / event["visits"] * 1000, "ms"),
        Figure("participants: pages each second", opened["visits"] / opened["seconds"], "/s", 50,
               at_most=False),
        Figure("participants: the web server's CPU", opened["cpu"] / opened["visits"] * 1000, "ms"),
    ]  # fmt: skip


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
        "list": path(of, "events_desk:participants", event.uuid),
        "cookie": f"{name}={client.cookies[name].value}",
    }
