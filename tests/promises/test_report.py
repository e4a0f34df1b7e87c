"""The promise report calls kept only what every marked test showed on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import promises
from tests.promises.ids import IDS

PASSED, FAILED, SKIPPED = "", "<failure>no</failure>", "<skipped/>"


def results(**tests: tuple[str, str]) -> str:
    """A file of results: {test: (promise, what came of it)}."""
    cases = "".join(
        f'<testcase classname="tests.site.test_page" name="{name}"><properties>'
        f'<property name="promise" value="{promise}"/></properties>{outcome}</testcase>'
        for name, (promise, outcome) in tests.items()
    )
    return f"<testsuites><testsuite>{cases}</testsuite></testsuites>"


@pytest.fixture
def report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> object:
    """``report(sqlite=…, postgresql=…)``: the lines printed, and the exit code."""

    def made(**files: str) -> tuple[list[str], int]:
        places = {name: tmp_path / f"{name}.xml" for name in ("sqlite", "postgresql")}
        for name, text in files.items():
            places[name].write_text(text, encoding="utf-8")
        monkeypatch.setattr(promises, "FILES", places)
        monkeypatch.setattr("sys.argv", ["promises.py", "--last"])
        with pytest.raises(SystemExit) as ended:
            promises.main()
        return capsys.readouterr().out.strip().splitlines(), int(ended.value.code or 0)

    return made


def line(lines: list[str], promise: str) -> str:
    [found] = [each for each in lines if each.split()[:1] == [promise]]
    return found


def test_each_promise_has_a_line_and_the_last_line_counts_them(report) -> None:
    lines, code = report()

    assert [each.split()[0] for each in lines[:-2]] == list(IDS)
    assert all("not yet" in each for each in lines[:-2])
    assert lines[-1] == "kept 0 of 143"
    assert code == 0


def test_kept_is_what_passed_on_both_databases(report) -> None:
    both = results(a=("N01", PASSED), b=("N01", PASSED))

    lines, code = report(sqlite=both, postgresql=both)

    assert "kept " in line(lines, "N01")
    assert (lines[-1], code) == ("kept 1 of 143", 0)


@pytest.mark.parametrize("outcome", [FAILED, SKIPPED])
def test_one_test_that_does_not_pass_on_one_database_breaks_it(report, outcome) -> None:
    lines, code = report(
        sqlite=results(a=("N01", PASSED), b=("N01", PASSED)),
        postgresql=results(a=("N01", PASSED), b=("N01", outcome)),
    )

    assert "BROKEN" in line(lines, "N01")
    assert "test_page.b (postgresql)" in line(lines, "N01")
    assert (lines[-1], code) == ("kept 0 of 143", 1)


def test_what_was_run_on_one_database_alone_is_not_yet_kept(report) -> None:
    lines, _ = report(
        sqlite=results(a=("N01", PASSED), b=("N01", PASSED), c=("N02", PASSED)),
        postgresql=results(a=("N01", PASSED)),
    )

    assert "not yet" in line(lines, "N01")
    assert "not yet" in line(lines, "N02")
    assert lines[-1] == "kept 0 of 143"


def test_a_test_in_a_browser_is_enough_on_the_one_where_it_plays(report) -> None:
    played = results(a=("N01", PASSED)).replace("tests.site", "tests.browser")

    lines, _ = report(sqlite=played, postgresql=results())

    assert "kept " in line(lines, "N01")
    assert lines[-1] == "kept 1 of 143"
