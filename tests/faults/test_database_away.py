"""PostgreSQL is restarted under a running installation; nobody but the log has to do a thing."""

from __future__ import annotations

from pathlib import Path

import psycopg

from scripts.postgres import Server
from tests.faults.products import running, wait_until
from tests.mail_server import mail_server

MAKE = """
org = make.organisation("lysbuen", language="en")
print(make.event(org, capacity=None).slug)
"""
COUNTS = """SELECT (SELECT count(*) FROM events_registration),
    (SELECT count(*) FROM privacy_delivery WHERE state = 'sent'),
    (SELECT count(*) FROM privacy_delivery WHERE state <> 'sent')"""


def counts(address: str) -> tuple[int, int, int]:
    """Sign-ups, messages marked as sent, and others."""
    with psycopg.connect(address) as connection:
        found = connection.execute(COUNTS).fetchone()
    assert found
    return found


def sign_up(number: int) -> dict[str, str]:
    return {"first_name": "Kari", "last_name": "Li", "email": f"kari{number}@post.example"}


def test_a_restarted_postgresql_is_waited_for_and_nothing_is_lost_or_done_twice(
    postgresql: Server, tmp_path: Path
) -> None:
    with mail_server() as box, running(postgresql.address, tmp_path, box.port) as tillit:
        form = f"/lysbuen/arrangementer/{tillit.python(MAKE)}/pamelding/"
        assert tillit.get(form)[0] == 200
        assert tillit.post(form, sign_up(1))[0] == 200
        wait_until(lambda: counts(postgresql.address) == (1, 1, 0), "the first confirmation")

        postgresql.crash()
        page, health, sent = tillit.get(form), tillit.get("/health"), tillit.post(form, sign_up(2))
        postgresql.start()
        wait_until(lambda: tillit.get(form)[0] == 200, "recovery")
        again = tillit.post(form, sign_up(2))
        wait_until(lambda: counts(postgresql.address) == (2, 2, 0), "the second confirmation")

    assert (page[0], health[0], sent[0], again[0]) == (503, 503, 503, 200)
    assert tillit.heading(page[1]) == "Vi har stengt et øyeblikk"
    assert "kari2@post.example" in sent[1]
    assert box.to == [["kari1@post.example"], ["kari2@post.example"]]
    assert "post.example" not in tillit.log.read_text()
