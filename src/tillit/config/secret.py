"""Secrets live in files beside the data, outside the repository and the database."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def load(folder: Path, name: str) -> str:
    """The secret called ``name``: from the environment, else from its file, made at first use.

    ``TILLIT_SECRET_DJANGO`` and ``TILLIT_SECRET_PRIVACY`` come first, for machines where secrets
    are handed over by the service manager.
    """
    given = os.environ.get(f"TILLIT_SECRET_{name.upper()}")
    if given:
        return given
    path = folder / "secrets" / name
    try:
        return _read(path)
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return _read(path)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return _read(path)


def _read(path: Path) -> str:
    """What the file holds. Raises ImproperlyConfigured when that is no key."""
    try:
        text = path.read_text().strip()
    except UnicodeDecodeError:
        text = ""
    if not text:
        raise ImproperlyConfigured(
            f"The file {path} holds no key. Put it back from the backup of the keys."
        )
    return text
