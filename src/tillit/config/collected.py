"""The static files that pages ask for: those that were collected, and no others.

What else lies in the folder, put there by mistake, is neither served nor taken for ours.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from whitenoise.middleware import WhiteNoiseMiddleware

MANIFEST: Final = "staticfiles.json"
STAMP: Final = ".made-from"
# What the version before this one collected: its processes and pages may still be there.
BEFORE: Final = ".before.json"
COMPRESSED: Final = ("", ".gz", ".br")


def collected() -> frozenset[str]:
    """Paths in the static folder of this version's files and the one before's, as they are sent."""
    return frozenset(_named(MANIFEST) | _named(BEFORE))


def kept() -> frozenset[str]:
    """Paths in the data folder of all that collecting leaves in the static folder."""
    names = {name + ending for name in collected() for ending in COMPRESSED}
    return frozenset(f"static/{name}" for name in names | {MANIFEST, STAMP, BEFORE})


def collect() -> None:
    """Collect this version's files; those of the version before stay, older ones go."""
    before, now = _named(BEFORE), _named(MANIFEST)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    _file(BEFORE).write_text(json.dumps({"paths": {name: name for name in sorted(now)}}))
    call_command("collectstatic", interactive=False, verbosity=0)
    for name in before - collected():
        for ending in COMPRESSED:
            _file(name + ending).unlink(missing_ok=True)


def _named(manifest: str) -> set[str]:
    try:
        return set(json.loads(_file(manifest).read_text())["paths"].values())
    except (OSError, ValueError, KeyError):
        return set()


def _file(name: str) -> Path:
    return Path(settings.STATIC_ROOT) / name


class CollectedFiles(WhiteNoiseMiddleware):
    """Serves what was collected, under the names it was collected under."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        if not hasattr(self, "_collected"):
            self._collected = collected()
        if url.removeprefix(settings.STATIC_URL) in self._collected:
            super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
