"""Guards and things every test may ask for.

Guards, always on: an undefined template variable fails (see pyproject.toml), a connection to
another machine fails, an unknown promise id fails, and in CI a skipped test fails.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from tests.promises.ids import IDS
from tillit.kernel import clock as kernel_clock

CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")

# How long one example takes tells of the machine's load, not of the rule; a test that hangs is
# ended by pytest's own limit.
hypothesis.settings.register_profile(
    "tillit", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("tillit")


def _is_on(database: str, item: pytest.Item) -> bool:
    return any(mark.args == (database,) for mark in item.iter_markers("on"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about one database (``mark.on("sqlite")``) is no test of the other."""
    here = os.environ.get("TILLIT_TEST_DATABASE", "sqlite").partition(":")[0]
    elsewhere = [each for each in items if any(each.iter_markers("on")) and not _is_on(here, each)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [each for each in items if each not in elsewhere]
    for item in items:
        for mark in item.iter_markers("promise"):
            if len(mark.args) != 1 or mark.args[0] not in IDS:
                raise pytest.UsageError(f"{item.nodeid}: no promise is called {mark.args}")
            item.user_properties.append(("promise", mark.args[0]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Any:
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, and in CI nothing is: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    report = yield
    if CI and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"Skipped, and in CI nothing is: {report.longrepr}"
    return report


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.DATA, ignore_errors=True)


class OutsideError(AssertionError):
    """A test tried to reach another machine."""


def _refuse_other_machines(address: Any) -> None:
    if not isinstance(address, tuple):
        return  # a socket in the file system
    host = str(address[0])
    if host in ("", "localhost"):
        return
    try:
        if ipaddress.ip_address(host).is_loopback:
            return
    except ValueError:
        pass
    raise OutsideError(f"A test tried to reach {host}. Tests reach no machine but this one.")


@pytest.fixture(autouse=True, scope="session")
def only_this_machine() -> Iterator[None]:
    """Connections and name look-ups end at this machine's door."""
    patch = pytest.MonkeyPatch()
    connect, connect_ex, look_up = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse_other_machines(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_other_machines(address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host is not None:
            name = host.decode() if isinstance(host, bytes) else host
            _refuse_other_machines((name, 0))
        return look_up(host, *args, **kwargs)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_look_up)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def default_language() -> None:
    """No test speaks the language the one before it left behind."""
    translation.deactivate()


@contextmanager
def _witnesses_go() -> Iterator[None]:
    """What was witnessed of organisations that are undone at the end is put away."""
    logs = settings.DATA / "ledger"
    before = set(logs.glob("*-*"))
    yield
    for witness in set(logs.glob("*-*")) - before:
        witness.unlink(missing_ok=True)


@pytest.fixture(autouse=True, scope="module")
def witnesses_of_the_module_go() -> Iterator[None]:
    """Of organisations that the tests of a module share."""
    with _witnesses_go():
        yield


@pytest.fixture(autouse=True)
def empty_folder() -> Iterator[None]:
    """What a test stored goes with it: to the next one it would be a file nobody knows."""
    with _witnesses_go():
        yield
    for name in ("files", "mail"):
        shutil.rmtree(settings.DATA / name, ignore_errors=True)
    for upload in settings.FILE_UPLOAD_TEMP_DIR.glob("*"):
        upload.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def witness_hears_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a test that is undone nothing is committed; the witness would hear nothing."""
    marker = request.node.get_closest_marker("django_db")
    if marker and not marker.kwargs.get("transaction"):
        monkeypatch.setattr("tillit.privacy.ledger.chain.after_commit", lambda tell: tell())


class Clock:
    """The test's hands on the clock: stop it, and let time pass."""

    def __init__(self) -> None:
        self._open: list[AbstractContextManager[None]] = []

    def stop(self, at: datetime) -> None:
        self._enter(kernel_clock.moved(to=at))

    def forward(self, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> None:
        by = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        self._enter(kernel_clock.moved(by=by))

    def _enter(self, context: AbstractContextManager[None]) -> None:
        context.__enter__()
        self._open.append(context)

    def release(self) -> None:
        while self._open:
            self._open.pop().__exit__(None, None, None)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """``clock.stop(at=…)`` and ``clock.forward(days=60)``, for this process and thread."""
    hands = Clock()
    yield hands
    hands.release()


@pytest.fixture
def run_tasks(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """``run_tasks()`` does what waits in the queue, as the worker would; says how many it did.

    Raises AssertionError with the task's own traceback when one failed.
    """

    from django_tasks_db.management.commands import db_worker
    from django_tasks_db.models import DBTaskResult

    # The worker drops its connection between tasks, and the test's transaction with it.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)

    def run() -> int:

        before = set(DBTaskResult.objects.finished().values_list("pk", flat=True))
        db_worker.Worker(
            queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id="test", excluded_queue_names=[],
        ).run()  # fmt: skip
        done = DBTaskResult.objects.finished().exclude(pk__in=before)
        for failure in done.failed():
            raise AssertionError(f"{failure.task_path} failed:\n{failure.traceback}")
        return done.count()

    return run
