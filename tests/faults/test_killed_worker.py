"""A worker is killed in the middle: the next one goes on, and nothing is lost or done twice.

What is guaranteed of mail: each message leaves once, but for the one that was on its way when the
worker was killed. Nobody can know whether the mail server got that one; it is sent again after a
while, under the same Message-ID, by which a mail program knows it for the same.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.conftest import Clock
from tests.faults.products import wait_until
from tests.mail_server import mail_server
from tests.people import spreadsheets
from tests.processes import ROOT, environment
from tillit.organisations.models import Organisation
from tillit.people.imports import actions as imports
from tillit.people.models import Import, ImportRow, Person, Relation
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.gate.models import Delivery
from tillit.privacy.gate.sending import send_waiting
from tillit.privacy.gate.tasks import send_queued
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.references import reference

pytestmark = pytest.mark.django_db(transaction=True)
# In use a batch is 2,000 rows; smaller and slower ones leave room for a kill between them.
WORKER = """
import time
import django
django.setup()
from tillit.config import cli
from tillit.people.imports import running
running.BATCH, quickly = 20, running._mark
def slowly(rows):
    time.sleep(0.05)
    quickly(rows)
running._mark = slowly
cli.main(["worker", "--once"])
"""


@contextmanager
def worker(**more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker, killed without a word at the end if it is still there."""
    process = subprocess.Popen([sys.executable, "-c", WORKER], env=environment() | more, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.wait(30)


def test_of_a_hundred_mails_only_the_one_on_its_way_can_leave_twice(
    settings: Any, clock: Clock
) -> None:
    own = factories.organisation()
    event = factories.event(own)
    guests = [factories.registration(event, email=f"g{n}@post.example") for n in range(100)]
    queue(
        own, "event_message",
        [Recipient(guest.email, "nb", reference(guest)) for guest in guests],
        rule="registrations", clock_at=event.ends_at, about=reference(event),
        subject="Vel møtt", body="Vi ses.",
    )  # fmt: skip
    send_queued.enqueue()
    running: list[subprocess.Popen[bytes]] = []
    killed = threading.Event()

    def kill_at_the_forty_second(number: int) -> None:
        if number == 42:  # the server has it, and has not yet said so
            os.kill(running[0].pid, signal.SIGKILL)
            running[0].wait(30)
            killed.set()

    with mail_server(kill_at_the_forty_second) as box:
        with worker(TILLIT_SMTP=f"smtp://127.0.0.1:{box.port}") as process:
            running.append(process)
            assert killed.wait(120)
        assert Delivery.objects.filter(state="sent").count() == 41

        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        send_waiting()
        assert Delivery.objects.filter(state="sending").count() == 60 - 41
        assert len(box.to) == 42 + 40
        clock.forward(minutes=16)
        send_waiting()

    times = Counter(to for [to] in box.to)
    [twice] = [to for to, number in times.items() if number > 1]
    assert set(times) == {guest.email for guest in guests}
    assert times[twice] == 2
    assert len({mail["Message-ID"] for mail in box.received if mail["To"] == twice}) == 1
    assert Delivery.objects.filter(state="sent").count() == 100


def test_an_import_goes_on_where_its_killed_worker_stopped(
    settings: Any, run_tasks: Callable[[], int], clock: Clock
) -> None:
    own = factories.organisation(language="en")
    browser = factories.desk(own)
    browser.post(
        factories.at(own, "people:import_upload"),
        {"kind": "customer", "file": spreadsheets.upload(
            spreadsheets.xlsx(spreadsheets.members(400)))},
    )  # fmt: skip
    run_tasks()
    run = Import.objects.get()
    imports.plan(
        run, mapping=run.plan["guess"], source="self", detail="", on_match="update", extra={},
        started_on=dt.date(2026, 2, 1),
    )  # fmt: skip
    run_tasks()
    run.refresh_from_db()
    imports.start(run, without_wrong_rows=False)

    with worker() as process:
        wait_until(lambda: Person.objects.count() >= 60, "the first batches")
        process.kill()
        process.wait(30)
        done = Person.objects.count()
    assert 0 < done < 400
    assert done % 20 == 0
    assert ImportRow.objects.filter(done=True).count() == done
    assert "Reading in" in page_of(browser, own, run)

    clock.forward(minutes=5)
    imports.take_up_all()
    run_tasks()

    run.refresh_from_db()
    assert run.state == "done"
    assert Person.objects.count() == Relation.objects.count() == 400
    assert LedgerEntry.objects.filter(kind="registered").count() == 400


def page_of(browser: Client, own: Organisation, run: Import) -> str:
    return browser.get(factories.at(own, "people:import", run.uuid)).text
