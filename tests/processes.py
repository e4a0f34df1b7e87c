"""What a process started by a test needs to work on the test's own database and files."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def database_address() -> str:
    """The test's database as TILLIT_DATABASE takes it: a path, or postgresql://…"""
    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return str(database["NAME"])
    who = ":".join(quote(str(database[key]), safe="") for key in ("USER", "PASSWORD"))
    host, name = str(database["HOST"]), quote(str(database["NAME"]), safe="")
    if host.startswith("/"):
        return f"postgresql://{who}@/{name}?host={quote(host)}"
    return f"postgresql://{who}@{host}:{database['PORT']}/{name}"


def environment() -> dict[str, str]:
    """The product's own settings, this source, the test's database and data folder."""
    return {
        **os.environ,
        "TILLIT_DATABASE": database_address(),
        "TILLIT_DATA": str(settings.DATA),
        "DJANGO_SETTINGS_MODULE": "tillit.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
