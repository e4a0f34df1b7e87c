"""The closed world: every table, column and stored file there is has been declared.

Files: those in the store belong to rows; all others in the data folder match a declaration.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import connection
from django.db.models import FileField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tillit.privacy.declare import Files, declarations
from tillit.privacy.evidence.registry import Memory, Probe, Result, probe
from tillit.privacy.holds.models import SweptFile
from tillit.privacy.register.schema import Register
from tillit.ui.formats import number

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

    from tillit.organisations.models import Organisation

# Kept by the migrations themselves; it holds no rows of ours, and no other columns than these.
OWN_TABLES = {"django_migrations": {"id", "app", "name", "applied"}}
# Names that the database keeps for itself, so that no other table can have them.
OWN_PREFIX = {"sqlite": "sqlite_"}
# A file on its way in has no row yet.
YOUNGEST_SECONDS = 3600
SHOWN = 20
# What a file system keeps for itself.
DISK_OWN_FOLDER = "lost+found"


@probe
class ClosedWorld(Probe):
    """Tables, columns and files that nobody declared."""

    key = "closed_world"
    name = gettext_lazy("Every table, column and stored file against the declarations")
    group = "statement"
    remedy = gettext_lazy(
        "Ask whoever runs the program to run “tillit doctor”. It names what nobody has "
        "declared, and says what to do with it."
    )

    def measure(
        self, organisation: Organisation, register: Register, memory: Memory
    ) -> Iterator[Result]:
        del organisation, register
        # First, as the list of organisations must not be older than that of their files.
        strays = memory.once("strays", lambda: len(stray_files()))
        unknown, count = memory.once("tables", undeclared_columns)
        files = memory.once("files", lambda: undeclared_files(default_storage))
        yield Result(
            not unknown and not files and not strays,
            measured={"unknown": unknown[:SHOWN], "files": files, "strays": strays, **count},
        )

    def promise(self, register: Register, about: str) -> str:
        return _("All that is stored is declared. There are no other tables, columns or files.")

    def finding(self, measured: dict[str, Any], about: str) -> str:
        if measured.get("unknown"):
            return _("Not declared: %(names)s.") % {"names": ", ".join(measured["unknown"])}
        if measured.get("files"):
            return _("%(count)s stored files belong to no row.") % {"count": measured["files"]}
        if strays := measured.get("strays"):
            return ngettext(
                "%(count)s file in the data folder is not declared, or should be gone.",
                "%(count)s files in the data folder are not declared, or should be gone.",
                strays,
            ) % {"count": number(strays)}
        return _("%(tables)s tables with %(columns)s columns looked at, all declared.") % measured


def undeclared_columns() -> tuple[list[str], dict[str, int]]:
    """Tables, views and columns of the live database that no declared model has, and the counts."""
    declared: dict[str, set[str]] = {name: set(known) for name, known in OWN_TABLES.items()}
    own = OWN_PREFIX.get(connection.vendor)
    for model in apps.get_models(include_auto_created=True):
        if model in declarations.holdings or model in declarations.impersonal:
            columns = {str(field.column) for field in model._meta.concrete_fields}
            declared.setdefault(model._meta.db_table, set()).update(columns)
    unknown, columns_seen, tables_seen = [], 0, 0
    with connection.cursor() as cursor:
        for table in connection.introspection.get_table_list(cursor):
            if own and table.name.startswith(own):
                continue
            tables_seen += 1
            if table.name not in declared:
                unknown.append(table.name)
                continue
            for column in connection.introspection.get_table_description(cursor, table.name):
                columns_seen += 1
                if column.name not in declared[table.name]:
                    unknown.append(f"{table.name}.{column.name}")
        unknown += _elsewhere(cursor)
    return sorted(unknown), {"tables": tables_seen, "columns": columns_seen}


def _elsewhere(cursor: CursorWrapper) -> list[str]:
    """Tables and views where the program itself does not look: PostgreSQL's other schemas.

    The database's own are left out, and what is but one session's for as long as it lasts.
    """
    if connection.vendor != "postgresql":
        return []
    cursor.execute(
        "SELECT n.nspname || '.' || c.relname FROM pg_catalog.pg_class c "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') "
        "AND NOT pg_catalog.pg_table_is_visible(c.oid) "
        "AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg@_%%' ESCAPE '@'",
        (),
    )
    return [str(name) for (name,) in cursor.fetchall()]


def stray_files() -> list[str]:
    """Paths in the data folder that nobody declared, or that are older than declared.

    Files that rows name are looked at by :func:`undeclared_files`. Names may tell of persons: they
    are for the operator, not for the page.
    """
    top = Path(settings.DATA)
    own, media = _database_files(), Path(settings.MEDIA_ROOT)
    strays: list[str] = []
    declared = _Declared()

    def unreadable(error: OSError) -> None:
        strays.append(os.path.relpath(error.filename, top))

    for folder, folders, names in os.walk(top, onerror=unreadable):
        here = Path(folder)
        folders[:] = [name for name in folders if here / name != media and name != DISK_OWN_FOLDER]
        strays += [
            (here / name).relative_to(top).as_posix()
            for name in names
            if here / name not in own and declared.is_stray(here / name, top)
        ]
    return sorted(strays)


class _Declared:
    """The declarations of files; the names they know of are asked for once one is seen."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    def is_stray(self, path: Path, top: Path) -> bool:
        """Nobody declared it, or it is older than declared."""
        name = path.relative_to(top).as_posix()
        declared = [each for each in declarations.stored.values() if self._is_of(name, each)]
        if not declared:
            return True
        oldest = [each.oldest for each in declared if each.oldest is not None]
        try:
            age = time.time() - path.lstat().st_mtime  # the file system's clock
        except FileNotFoundError:
            return False
        return bool(oldest) and age > min(oldest).total_seconds()

    def _is_of(self, name: str, files: Files) -> bool:
        if not fnmatchcase(name, files.pattern):
            return False
        if files.known is None:
            return name.count("/") == files.pattern.count("/")
        if files.pattern not in self._known:
            self._known[files.pattern] = frozenset(files.known())
        return name in self._known[files.pattern]


def _database_files() -> set[Path]:
    if connection.vendor != "sqlite":
        return set()
    name = str(connection.settings_dict["NAME"])
    return {Path(name + ending) for ending in ("", "-wal", "-shm", "-journal")}


def undeclared_files(storage: Storage) -> int:
    """Stored files that no row names and that do not wait to be removed."""
    stored = set(_walk(storage, ""))
    if not stored:
        return 0
    stored -= set(SweptFile.objects.filter(name__in=stored).values_list("name", flat=True))
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, FileField) and stored:
                names = model._default_manager.exclude(**{column.name: ""}).order_by()
                stored.difference_update(names.values_list(column.name, flat=True).iterator())
    return sum(1 for name in stored if _is_settled(storage, name))


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        yield f"{folder}{name}"
    for inner in folders:
        yield from _walk(storage, f"{folder}{inner}/")


def _is_settled(storage: Storage, name: str) -> bool:
    try:
        modified = storage.get_modified_time(name).timestamp()
    except FileNotFoundError:
        return False
    # The file system's own clock, which a rehearsal does not move.
    return time.time() - modified > YOUNGEST_SECONDS
