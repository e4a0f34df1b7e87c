"""``tillit read --against``: a statement beside an organisation's register."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.privacy.reader import bad_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    file = tmp_path / "personvern.txt"
    file.write_text(bad_files.STATEMENT, encoding="utf-8")
    return file


def test_what_differs_from_the_register_is_found_with_the_rest(
    statement: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    factories.organisation("solvik")

    with pytest.raises(SystemExit):
        call_command("read", str(statement), "--against", "solvik", "--format", "json")

    [made] = json.loads(capsys.readouterr().out)["statements"]
    kinds = {finding["kind"] for finding in made["findings"]}
    assert {"missing", "register"} <= kinds


def test_an_organisation_that_is_not_there_is_said_not_to_be(statement: Path) -> None:
    factories.organisation("solvik")

    with pytest.raises(CommandError, match="solvik") as error:
        call_command("read", str(statement), "--against", "solvok")

    assert error.value.returncode == 2


def test_an_organisation_without_a_register_has_nothing_to_be_beside(statement: Path) -> None:
    factories.organisation("solvik", adopted=False)

    with pytest.raises(CommandError, match="no register") as error:
        call_command("read", str(statement), "--against", "solvik", "--language", "en")

    assert error.value.returncode == 2
