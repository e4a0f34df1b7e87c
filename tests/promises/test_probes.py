"""The promise report names only probes that run, and only promises there are."""

from tests.promises.ids import IDS
from tests.promises.probes import BY_PROMISE
from tillit.privacy.evidence.registry import probes


def test_every_probe_of_the_report_runs() -> None:
    running = {probe.key for probe in probes()}

    assert {key for keys in BY_PROMISE.values() for key in keys} <= running


def test_every_probe_that_runs_measures_a_promise() -> None:
    named = {key for keys in BY_PROMISE.values() for key in keys}

    assert {probe.key for probe in probes()} <= named


def test_every_promise_of_the_report_is_one() -> None:
    assert set(BY_PROMISE) <= set(IDS)
