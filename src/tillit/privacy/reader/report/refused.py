"""A file nothing can be said of, with the reason in words."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from tillit.privacy.reader import letters, wording
from tillit.privacy.reader.sources import NotReadable


@dataclass(frozen=True, slots=True)
class Refused:
    """``reason``: a code; ``what`` happened and what ``to_do``, in the report's language."""

    name: str
    reason: str
    what: str
    to_do: str

    @property
    def text(self) -> str:
        """Both in one."""
        return f"{self.what} {self.to_do}"


def refused(name: str, problem: NotReadable) -> Refused:
    """Why a file was not read, in the language that is active."""
    what, to_do = wording.REASONS[problem.reason]
    return Refused(letters.named(name), problem.reason, str(what), str(to_do))


def not_found(name: str, problem: OSError) -> Refused:
    """A file that is not there, or may not be opened; why, in the language that is active."""
    if isinstance(problem, (FileNotFoundError, NotADirectoryError)) or _is(
        problem, errno.ENAMETOOLONG, errno.ELOOP
    ):
        what = _("There is no such file.")
    elif isinstance(problem, IsADirectoryError):
        what = _("It is a folder, not a file.")
    elif isinstance(problem, PermissionError):
        what = _("The file may not be opened by you.")
    else:
        what = _("The file cannot be opened (%(code)s).") % {"code": _code(problem)}
    return Refused(letters.named(name), "not_found", what, _("Check the name and the folder."))


def not_written(to: Path, problem: OSError) -> str:
    """Why a report could not be written, and what to do, in the language that is active."""
    if isinstance(problem, (FileNotFoundError, NotADirectoryError)):
        why = _("There is no such folder. Make it first, or choose another.")
    elif isinstance(problem, IsADirectoryError):
        why = _("It is a folder. Give the name of a file in it.")
    elif isinstance(problem, PermissionError) or _is(problem, errno.EROFS):
        why = _("You may not write there. Choose another folder.")
    elif _is(problem, errno.ENOSPC, errno.EDQUOT):
        why = _("The disk is full. Choose another, or make room.")
    elif _is(problem, errno.ENAMETOOLONG):
        why = _("The name is too long. Choose a shorter one.")
    else:
        why = _("Choose another place (%(code)s).") % {"code": _code(problem)}
    return _("%(file)s cannot be written. %(why)s") % {"file": letters.named(str(to)), "why": why}


def written(to: Path) -> str:
    """That it was, in the language that is active."""
    return _("Written to %(file)s.") % {"file": letters.named(str(to))}


def overwrites(to: Path) -> str:
    """Why a report is not written there, in the language that is active."""
    return _("%(file)s is the statement itself. Write to another file.") % {
        "file": letters.named(str(to))
    }


def _is(problem: OSError, *codes: int) -> bool:
    return problem.errno in codes


def _code(problem: OSError) -> str:
    return errno.errorcode.get(problem.errno or 0, type(problem).__name__)


def would_overwrite(to: Path, files: Iterable[str]) -> bool:
    """Whether what is to be written would take the place of one of the files that are read."""
    return any(file != "-" and _is_same(to, Path(file)) for file in files)


def _is_same(one: Path, other: Path) -> bool:
    """The same file, by whatever name."""
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False
