"""Anyone gets the source of the version that runs."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tillit.organisations.views import source

pytestmark = pytest.mark.django_db


@pytest.mark.promise("N10")
def test_the_archive_holds_the_files_that_run_and_no_keys_or_data(client: Client) -> None:
    answer = client.get("/kildekode")

    with tarfile.open(fileobj=io.BytesIO(answer.content)) as packed:
        entries = {entry.name.partition("/")[2]: entry for entry in packed}
        own = packed.extractfile(entries["src/tillit/organisations/views/source.py"])
        assert own is not None
        assert own.read() == Path(source.__file__).read_bytes()
    assert "LICENCE" in entries
    assert "src/tillit/portal/templates/portal/front.html" in entries
    assert not any("__pycache__" in name or "secrets" in name.split("/") for name in entries)
    assert not any(name.endswith((".sqlite3", ".pyc", ".env")) for name in entries)
    assert {entry.uname for entry in entries.values()} == {""}
    assert answer.headers["Content-Type"] == "application/gzip"


def test_what_an_operator_puts_beside_the_program_is_not_given_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, deploy = tmp_path / "src" / "tillit", tmp_path / "deploy"
    package.mkdir(parents=True)
    deploy.mkdir()
    (tmp_path / "pyproject.toml").touch()
    (package / "cli.py").touch()
    for name in ("tillit.env.example", "tillit.env", ".env", "tillit.dump", "secret.key"):
        (deploy / name).touch()
    monkeypatch.setattr(source, "PACKAGE", package)

    inside = {name for _path, name in source._files()}

    assert inside == {"src/tillit/cli.py", "pyproject.toml", "deploy/tillit.env.example"}


def test_every_file_of_the_program_is_given() -> None:
    top = source.PACKAGE.parent.parent
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "src/tillit", "deploy", "docs", "scripts"],
        cwd=top, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip

    assert set(listed) <= {name for _path, name in source._files()}


def test_it_is_what_the_foot_links_to_unless_it_is_published_elsewhere() -> None:
    assert settings.SOURCE_URL.endswith("/kildekode")
