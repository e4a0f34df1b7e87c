"""The disk is full: what was begun is undone, whoever waits is told, and it goes on with room."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client

from tests import factories
from tests.people import spreadsheets
from tests.people.test_import import Importer
from tillit.config import cli, doctor, today
from tillit.events.models import Registration
from tillit.organisations.models import Organisation
from tillit.people.imports import actions as steps
from tillit.people.imports import running
from tillit.people.models import Import, ImportRow, Person
from tillit.privacy.faults import is_disk_full
from tillit.privacy.gate.models import Delivery
from tillit.privacy.holds import actions
from tillit.privacy.holds.actions import sweep
from tillit.privacy.holds.models import SweepRun
from tillit.privacy.ledger.models import LedgerEntry


@pytest.fixture
def own(disk: Any) -> Organisation:
    return factories.organisation(language="en")


@contextmanager
def unanswered() -> Iterator[None]:
    """The database does not answer anything."""

    def gone(*_given: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(gone):
        yield


def typed(number: int) -> dict[str, str]:
    return {
        "first_name": f"Kari <{number}>", "last_name": "Fjellro" * 10,
        "email": f"kari{number}@post.example",
    }  # fmt: skip


def whole_sign_ups() -> set[int]:
    """How many there are of all that belongs to one."""
    return {
        Registration.objects.count(),
        LedgerEntry.objects.filter(kind="registered").count(),
        Delivery.objects.filter(message__kind="registration_confirmed").count(),
    }


def test_a_sign_up_without_room_leaves_nothing_says_so_and_keeps_what_was_typed(
    disk: Any, own: Organisation, until_refused: Any
) -> None:
    address = factories.at(own, "events:register", factories.event(own, capacity=None).slug)
    browser = Client(raise_request_exception=False)
    disk.full()

    stored = until_refused(lambda number: browser.post(address, typed(number)).status_code)
    answer = browser.post(address, typed(stored))

    assert answer.status_code == 503
    assert whole_sign_ups() == {stored}
    assert "The disk is full" in answer.text
    assert "Nothing of what you sent was saved" in answer.text
    assert f'name="first_name" value="Kari &lt;{stored}&gt;"' in answer.text
    assert f'action="{address}"' in answer.text
    assert 'name="csrfmiddlewaretoken"' in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert browser.get(address).status_code == 200  # reading goes on

    disk.room()

    assert browser.post(address, typed(stored)).status_code == 302
    assert whole_sign_ups() == {stored + 1}


def test_the_page_speaks_the_visitors_language_also_when_no_database_says_which(
    own: Organisation,
) -> None:
    browser = Client(raise_request_exception=False)
    browser.cookies["language"] = "nn"

    with unanswered():
        chosen = browser.get(factories.at(own, "site:front"))
        unchosen = Client(raise_request_exception=False).get(factories.at(own, "site:front"))

    assert (chosen.status_code, unchosen.status_code) == (503, 503)
    assert '<html lang="nn">' in chosen.text
    assert '<html lang="nb">' in unchosen.text
    assert chosen.headers["Retry-After"] == "60"


def test_a_password_is_never_put_back_in_a_page(
    disk: Any, own: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allauth.account.forms.LoginForm.clean", lambda _form: disk.overflow())
    browser = Client(raise_request_exception=False)

    answer = browser.post(
        "/account/login/", {"login": "kari@post.example", "password": "furu og lyng"}
    )

    assert answer.status_code == 503
    assert "furu og lyng" not in answer.text
    assert "kari@post.example" not in answer.text


def test_a_form_from_elsewhere_is_not_made_ready_to_send(disk: Any, own: Organisation) -> None:
    address = factories.at(own, "events:register", factories.event(own).slug)
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)

    with unanswered():
        answer = browser.post(address, typed(1))

    assert answer.status_code == 503
    assert "kari1@post.example" not in answer.text


def test_an_import_without_room_stops_between_two_batches_and_goes_on_with_room(
    disk: Any, own: Organisation, run_tasks: Any, monkeypatch: pytest.MonkeyPatch, clock: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr(running, "BATCH", 20)
    importer = Importer(own, run_tasks, django_capture_on_commit_callbacks)
    importer.send(spreadsheets.xlsx(spreadsheets.members(400)))
    importer.map()
    run = importer.run
    steps.start(run, without_wrong_rows=False)
    disk.full(but_for=60)

    with pytest.raises(OperationalError, match="full") as refusal:
        steps.work(run)

    done = Person.objects.count()
    assert is_disk_full(refusal.value)
    assert 0 < done < 400
    assert done % 20 == 0
    assert ImportRow.objects.filter(done=True).count() == done
    assert LedgerEntry.objects.filter(kind="registered").count() == done
    assert Import.objects.get().state == "running"

    disk.room()
    clock.forward(minutes=5)
    importer.page()
    importer.work()

    assert importer.run.state == "done"
    assert Person.objects.count() == 400


def test_a_sweep_without_room_leaves_its_batch_undone_and_says_what_to_do(
    disk: Any, own: Organisation, monkeypatch: pytest.MonkeyPatch, capsys: Any, clock: Any
) -> None:
    event = factories.event(own)
    for number in range(3):
        factories.registration(event, email=f"gjest{number}@post.example")
    clock.forward(days=200)

    with monkeypatch.context() as patch:
        patch.setattr(actions, "record", lambda *_given, **_more: disk.overflow())
        with pytest.raises(SystemExit):
            call_command("sweep", organisation=own.slug)

    assert "The disk is full" in capsys.readouterr().err
    assert Registration.objects.count() == 3
    assert SweepRun.objects.get().note == "disk_full"
    disk.room()
    assert sweep(own).state == SweepRun.State.DONE
    assert Registration.objects.count() == 0


def test_the_operator_is_told_at_the_desk_and_by_the_doctor(
    disk: Any, own: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    plenty = SimpleNamespace(free=10**10)
    for place, free in (("full", 0), ("nearly", 40 * 1024 * 1024)):
        monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _p, n=free: SimpleNamespace(free=n))
        [finding] = doctor.space()
        page = factories.desk(own).get(factories.at(own, "desk:today")).text

        assert not finding.well, place
        assert "The disk is nearly full" in page
        assert f"{free // 1024 // 1024} MB are left" in page
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _path: plenty)
    assert list(today.disk(None)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_file_system_without_room_is_known_by_its_code(code: int) -> None:
    assert is_disk_full(OSError(code, "no room"))
    assert not is_disk_full(OSError(errno.EACCES, "not yours"))


def test_postgresql_without_room_is_known_by_its_code() -> None:
    from psycopg.errors import DeadlockDetected, DiskFull

    def from_django(cause: Exception) -> OperationalError:
        error = OperationalError("could not extend file: No space left on device")
        error.__cause__ = cause
        return error

    assert is_disk_full(from_django(DiskFull()))
    assert not is_disk_full(from_django(DeadlockDetected()))
    assert not is_disk_full(from_django(sqlite3.OperationalError("no such table")))


def test_a_command_without_room_says_so_in_a_sentence(
    disk: Any, own: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "tillit.config.management.commands.verify.Command.handle",
        lambda *_given, **_more: disk.overflow(),
    )

    with pytest.raises(SystemExit, match=r"The disk is full\. What was not finished is undone"):
        cli.main(["verify"])
