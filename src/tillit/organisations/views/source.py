"""The source of the running version, for anyone who uses it over the network (EUPL article 5)."""

from __future__ import annotations

import io
import tarfile
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

import tillit

PACKAGE = Path(tillit.__file__).resolve().parent
# Made or fetched by the set-up, or by running; their own sources are named in the lock files.
_LEFT_OUT = {"__pycache__", "vendor"}
_BESIDE = (
    "pyproject.toml", "Makefile", "README.md", "LICENCE", "CHANGELOG.md", "CONTRIBUTING.md",
    "requirements.lock", "requirements-dev.lock", "requirements-node.lock",
    "requirements-uv.lock", "package.json", "package-lock.json",
)  # fmt: skip
_FOLDERS = ("scripts", "deploy", "docs")
# Of the program, that is. Beside it may lie what an operator put there: settings with passwords,
# copies of the database.
_OURS = {
    ".css", ".example", ".html", ".js", ".json", ".md", ".mo", ".png", ".po", ".py", ".service",
    ".svg", ".toml", ".ttf", ".txt", ".typ", ".webmanifest", ".woff2", ".ico", ".xml",
}  # fmt: skip
_OURS_BY_NAME = {"Containerfile", "py.typed"}


@require_safe
def source(_request: HttpRequest) -> HttpResponse:
    """One archive of the program's own files; nothing of anyone's data or keys lies among them."""
    name = f"tillit-{tillit.__version__}"
    return HttpResponse(
        archive(name),
        content_type="application/gzip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.tar.gz"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@lru_cache(maxsize=1)
def archive(name: str) -> bytes:
    """Made once per process, from the files the process runs."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as packed:
        for path, inside in _files():
            packed.add(path, f"{name}/{inside}", recursive=False, filter=_of_nobody)
    return made.getvalue()


def _files() -> list[tuple[Path, str]]:
    found = [(path, f"src/tillit/{path.relative_to(PACKAGE)}") for path in _below(PACKAGE)]
    top = PACKAGE.parent.parent
    if PACKAGE.parent.name == "src" and (top / "pyproject.toml").is_file():
        found += [(top / name, name) for name in _BESIDE if (top / name).is_file()]
        found += [
            (path, str(path.relative_to(top)))
            for folder in _FOLDERS
            for path in _below(top / folder)
        ]
    return found


def _below(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and (path.suffix in _OURS or path.name in _OURS_BY_NAME)
        and not _LEFT_OUT & set(path.relative_to(folder).parts)
    )


def _of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Who installed it is nobody's business."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
