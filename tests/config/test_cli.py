"""``tillit``: one entry, which lists our commands and reaches Django's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tillit import __version__
from tillit.config import cli
from tillit.kernel import clock as kernel_clock


def test_help_lists_each_of_our_commands_with_what_it_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["--help"])

    said = capsys.readouterr().out
    for name, command in cli.own_commands().items():
        assert command.help, f"{name} does not say what it does"
        assert f"{name.replace('_', '-')} " in said
        assert command.help in said
    assert "Run Tillit" in said
    assert "migrate " not in said


def test_every_command_stands_under_a_heading() -> None:
    groups = {name: getattr(command, "group", "") for name, command in cli.own_commands().items()}

    assert {name: group for name, group in groups.items() if group not in cli.GROUPS} == {}


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["--version"])

    assert capsys.readouterr().out == f"Tillit {__version__}\n"


@pytest.mark.django_db
def test_django_s_own_commands_are_reached(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["showmigrations", "--plan", "config"])

    assert "config.0001_initial" in capsys.readouterr().out


def test_a_command_that_does_not_exist_is_said_to_be_unknown() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tillit.config.cli", "swepe"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "swepe" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_clock_is_not_moved_where_it_has_to_be_true(settings: Settings) -> None:
    settings.CLOCK_FILE = None

    with pytest.raises(CommandError, match="TILLIT_CLOCK_FILE"):
        call_command("clock", forward="P60D")


def test_the_clock_is_not_moved_where_people_come_by_https(
    settings: Settings, tmp_path: Path
) -> None:
    settings.CLOCK_FILE, settings.SECURE = tmp_path / "clock", True

    with pytest.raises(CommandError, match="yes-this-is-a-copy"):
        call_command("clock", "--forward", "P60D")


def test_a_rehearsal_moves_the_clock_forward_and_back(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.CLOCK_FILE = tmp_path / "clock"
    kernel_clock.use_file(settings.CLOCK_FILE)
    try:
        call_command("clock", "--forward", "P60D")
        moved = kernel_clock.offset().days
        call_command("clock", "--reset")
        back = kernel_clock.offset().days
    finally:
        kernel_clock.use_file(None)

    assert (moved, back) == (60, 0)
    assert "60 days ahead" in capsys.readouterr().out


def tillit(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line on a data folder of its own."""
    environment = {
        **os.environ,
        "TILLIT_DATA": str(data),
        "TILLIT_DATABASE": str(data / "a.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "tillit.config.settings",
    }
    return subprocess.run(
        [sys.executable, "-m", "tillit.config.cli", *arguments],
        env=environment, capture_output=True, text=True, check=False, umask=0o022,
    )  # fmt: skip


def test_what_is_written_is_for_this_account_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"

    done = tillit(data, "migrate", "--verbosity=0", "contenttypes")

    assert done.returncode == 0, done.stderr
    assert {path.stat().st_mode & 0o077 for path in (data, *data.iterdir())} == {0}


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\x80"])
def test_a_key_file_that_holds_no_key_is_told_of_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secrets").mkdir(mode=0o700)
    (tmp_path / "secrets" / "django").write_bytes(content)

    done = tillit(tmp_path, "doctor")

    assert done.returncode == 1
    assert "holds no key" in done.stderr
    assert "Traceback" not in done.stderr


STATEMENT = """Personvern i Lyset lag

Vi lagrer navn, og sletter det når du melder deg ut.

Du har rett til innsyn og sletting.
"""


@pytest.mark.parametrize("is_taken", [False, True])
def test_a_statement_is_read_where_no_data_is_and_none_is_made(
    tmp_path: Path, is_taken: bool
) -> None:
    (tmp_path / "personvern.txt").write_text(STATEMENT)
    if is_taken:
        (tmp_path / "data").write_text("no folder")
    before = sorted(each.name for each in tmp_path.iterdir())
    command = [sys.executable, "-m", "tillit.config.cli", "read", "personvern.txt"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tillit.config.settings"}
    environment.pop("TILLIT_DATA", None)

    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (1, "")
    assert sorted(each.name for each in tmp_path.iterdir()) == before


def test_a_folder_for_data_that_cannot_be_made_is_told_of_in_words(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("no folder")

    done = tillit(tmp_path / "taken", "adopt", "personvern.txt")

    assert done.returncode == 2
    assert "taken" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_has_seen_enough_gets_no_traceback() -> None:
    command = [sys.executable, "-m", "tillit.config.cli", "diffsettings"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()  # as head does

    said = running.stderr.read()
    running.stderr.close()

    assert running.wait(60) == 128 + 13
    assert said == ""


@pytest.mark.parametrize(
    ("given", "environment", "language"),
    [
        (["sweep"], {}, "en"),
        (["sweep"], {"LANG": "nb_NO.UTF-8"}, "nb"),
        (["sweep"], {"LANG": "no_NO.UTF-8"}, "nb"),
        (["sweep"], {"LANG": "de_DE.UTF-8"}, "en"),
        (["sweep", "--language", "nn"], {"LANG": "nb_NO.UTF-8"}, "nn"),
    ],
)
def test_the_command_line_speaks_the_operators_language(monkeypatch, given, environment, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert cli.spoken(given) == (["sweep"], language)


@pytest.mark.parametrize("command", ["statement", "read", "adopt"])
def test_a_document_keeps_its_own_language_option(monkeypatch, command):
    monkeypatch.setenv("LC_ALL", "C")
    given = [command, "show", "--language", "nn"]

    assert cli.spoken(given) == (given, "en")
