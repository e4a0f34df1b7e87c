"""Anyone gets the source of the version that runs."""

from __future__ import annotations

import io
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


def test_it_is_what_the_foot_links_to_unless_it_is_published_elsewhere() -> None:
    assert settings.SOURCE_URL.endswith("/kildekode")
