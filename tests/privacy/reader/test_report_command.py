"""``tillit read``: what it writes, in which language, and its exit status."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.privacy.reader import bad_files

pytestmark = pytest.mark.usefixtures("no_database")


@pytest.fixture
def no_database(request: pytest.FixtureRequest) -> None:
    """Without the mark for it a query fails: plain reading asks none."""
    assert request.node.get_closest_marker("django_db") is None


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    file = tmp_path / "personvern.html"
    file.write_text(bad_files.page(), encoding="utf-8")
    return file


def read(*arguments: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The exit status, and what was written to the screen and beside it."""
    try:
        call_command("read", *map(str, arguments))
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_what_is_missing_fails_a_build(statement: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = read(statement, capsys=capsys)

    assert status == 1
    assert "dataportabilitet og å protestere" in " ".join(out.split())
    assert err == ""


def test_a_build_that_only_looks_does_not_fail(
    statement: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read(statement, "--fail-on", "never", capsys=capsys)[0] == 0


def test_the_report_is_in_the_language_asked_for_and_the_sentence_to_paste_is_not(
    statement: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = read(statement, "--language", "en", capsys=capsys)

    assert "data portability and to object" in " ".join(out.split())
    assert "Du har rett til å" in out


def test_a_nynorsk_statement_has_a_nynorsk_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "personvern.txt"
    file.write_text(
        "Personvernerklæring for Solvik kor\n\nKva vi brukar opplysningane til\nVi lagrar namn og "
        "e-postadresse for å halde medlemsregisteret ved like og sende ut innkallingar. "
        "Opplysningane blir sletta når du ikkje lenger er medlem.\n\nRettane dine\nDu har rett til "
        "innsyn i dei personopplysningane vi har om deg, og du kan krevje at dei blir retta.\n",
        encoding="utf-8",
    )

    _, out, _ = read(file, capsys=capsys)

    assert "personvernforordninga artikkel 13" in out


def test_what_is_piped_in_is_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = SimpleNamespace(buffer=io.BytesIO(bad_files.STATEMENT.encode()))
    monkeypatch.setattr(sys, "stdin", piped)

    status, out, _ = read("-", "--format", "json", capsys=capsys)

    assert status == 1
    assert json.loads(out)["statements"][0]["name"] == "stdin"


def test_several_files_have_a_report_each_and_a_table_at_the_end(
    statement: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "oppskrift.txt"
    other.write_text(bad_files.RECIPE, encoding="utf-8")

    status, out, err = read(statement, statement, other, capsys=capsys)

    assert status == 2
    table = out[out.index("ALLE FILENE") :]
    assert table.count("personvern.html") == 2
    assert "oppskrift.txt" in table
    assert "oppskrift.txt" in err


def test_a_file_that_is_not_there_is_said_not_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = read(tmp_path / "borte.html", capsys=capsys)

    assert status == 2
    assert "borte.html" in err


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(tmp_path, capsys=capsys)[0] == 2


@pytest.mark.parametrize("form", ["terminal", "html", "json", "sarif"])
def test_it_is_written_to_a_file(
    form: str, statement: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "report"

    status, out, _ = read(statement, "--format", form, "--to", to, capsys=capsys)

    assert status == 1
    assert str(to) in out
    assert "artikkel 13" in to.read_text("utf-8")
    assert "\x1b" not in to.read_text("utf-8")


def test_a_statement_is_not_written_over(statement: Path, tmp_path: Path) -> None:
    before = statement.read_bytes()
    other = tmp_path / "other"
    other.symlink_to(statement)

    for to in (statement, other):
        with pytest.raises(CommandError, match="selve erklæringen") as refused:
            call_command("read", "-", str(tmp_path / "gone"), str(statement), to=to)
        assert refused.value.returncode == 2

    assert statement.read_bytes() == before


@pytest.mark.parametrize(("language", "said"), [("nb", "Filen finnes ikke."), ("en", "no such")])
def test_why_a_file_cannot_be_opened_is_in_the_language_asked_for(
    language: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _out, err = read(tmp_path / "gone.txt", "--language", language, capsys=capsys)

    assert status == 2
    assert said in err


@pytest.mark.parametrize(
    ("language", "itself", "gone", "folder", "long"),
    [
        ("nb", "selve erklæringen", "Mappen finnes ikke", "en mappe", "for langt"),
        ("nn", "sjølve erklæringa", "Mappa finst ikkje", "ei mappe", "for langt"),
        ("en", "the statement itself", "no such folder", "a folder", "too long"),
    ],
)
def test_why_a_report_cannot_be_written_is_in_the_language_asked_for(
    language: str, itself: str, gone: str, folder: str, long: str, statement: Path, tmp_path: Path
) -> None:
    for to, said in (
        (statement, itself),
        (tmp_path / "no" / "folder", gone),
        (statement / "under-a-file", gone),
        (tmp_path, folder),
        (tmp_path / ("n" * 300), long),
    ):
        with pytest.raises(CommandError, match=said) as error:
            call_command("read", str(statement), "--to", str(to), "--language", language)

        assert error.value.returncode == 2
        assert "Errno" not in str(error.value)


def test_a_name_no_file_can_have_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (tmp_path / ("n" * 300), tmp_path):
        status, _out, err = read(name, "--language", "nb", capsys=capsys)

        assert status == 2
        assert "Se etter at navnet og mappen er riktige." in err


def test_the_help_says_what_the_exit_status_means(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = read("--help", capsys=capsys)

    assert status == 0
    assert "exit status:" in out
    assert "2  a file could not be read" in out


def test_it_works_where_no_database_has_been_made(statement: Path, tmp_path: Path) -> None:
    environment: dict[str, Any] = {
        **os.environ,
        "TILLIT_DATA": str(tmp_path / "data"),
        "TILLIT_DATABASE": "postgresql://nobody@192.0.2.1/none",
        "DJANGO_SETTINGS_MODULE": "tillit.config.settings",
        "PYTHONIOENCODING": "ascii:strict",
    }

    done = subprocess.run(
        [sys.executable, "-m", "tillit.config.cli", "read", str(statement)],
        env=environment, capture_output=True, check=False, timeout=60,
    )  # fmt: skip

    assert done.returncode == 1, done.stderr
    assert b"personvernforordningen artikkel 13" in done.stdout
    assert b"\x1b[" not in done.stdout


def test_against_where_there_is_no_data_says_where_to_run_it(
    statement: Path, tmp_path: Path
) -> None:
    environment: dict[str, Any] = {
        **os.environ,
        "TILLIT_DATA": str(tmp_path / "elsewhere"),
        "DJANGO_SETTINGS_MODULE": "tillit.config.settings",
    }
    environment.pop("TILLIT_DATABASE", None)

    done = subprocess.run(
        [sys.executable, "-m", "tillit.config.cli", "read", str(statement), "--against", "laget"],
        env=environment, capture_output=True, check=False, timeout=60, text=True,
    )  # fmt: skip

    assert done.returncode == 2, done.stderr
    assert str(tmp_path / "elsewhere") in done.stderr
    assert "TILLIT_DATA" in done.stderr


@pytest.mark.parametrize("form", ["terminal", "html", "json", "sarif"])
def test_a_name_that_an_old_windows_gave_a_file_is_readable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/vilk\xe5r.md"))
    file.write_text(bad_files.STATEMENT, encoding="utf-8")
    to = tmp_path / "rapport"

    shown = read(file, "--format", form, capsys=capsys)
    status, _out, err = read(file, "--format", form, "--to", to, capsys=capsys)

    assert (shown[0], status, shown[2], err) == (1, 1, "", "")
    assert to.read_text(encoding="utf-8").rstrip("\n") == shown[1].rstrip("\n")
    assert ("vilk%C3%A5r.md" if form == "sarif" else "vilkår.md") in shown[1]
    gone = read(file.with_name(file.name + "x"), "--format", form, capsys=capsys)
    assert (gone[0], "vilkår.mdx: Filen finnes ikke" in gone[2]) == (2, True)


def test_a_fault_of_ours_is_no_finding(
    statement: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tillit.privacy.management.commands.read._read", lambda *_given: 1 / 0)

    status, _out, err = read(statement, capsys=capsys)

    assert status == 2
    assert "ZeroDivisionError" in err
