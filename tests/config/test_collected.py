"""Static files: what was collected is served, and nothing else that lies there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from tillit.config import collected
from tillit.config.collected import CollectedFiles


@pytest.fixture
def static(settings: Any, tmp_path: Path) -> Path:
    """A static folder with one file that was collected and two that were not."""
    settings.STATIC_ROOT = tmp_path
    for name in ("site.1.css", "medlemmer.csv", "x/backup.sqlite3"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    collect_as(tmp_path, "site.1.css")
    return tmp_path


def collect_as(folder: Path, name: str) -> None:
    (folder / collected.MANIFEST).write_text(json.dumps({"paths": {"site.css": name}}))


def answer(path: str) -> int:
    middleware = CollectedFiles(lambda _request: HttpResponse(status=404))
    return int(middleware(RequestFactory().get(path)).status_code)


def test_what_was_collected_is_served(static: Path) -> None:
    assert answer("/static/site.1.css") == 200


@pytest.mark.parametrize("name", ["medlemmer.csv", "x/backup.sqlite3", "staticfiles.json"])
def test_what_lies_there_besides_is_not(name: str, static: Path) -> None:
    assert answer(f"/static/{name}") == 404


def test_the_version_before_stays_and_older_ones_go(
    static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (2, 3):
        (static / f"site.{number}.css").write_text("")
        monkeypatch.setattr(
            collected,
            "call_command",
            lambda *_, n=number, **__: collect_as(static, f"site.{n}.css"),
        )
        collected.collect()

    assert not (static / "site.1.css").exists()
    assert [answer(f"/static/site.{number}.css") for number in (1, 2, 3)] == [404, 200, 200]
    assert (static / "medlemmer.csv").exists()


def test_all_that_collecting_leaves_is_known(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    collected.collect()

    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}

    assert len(left) > 20
    assert left <= collected.kept()
