"""A file nothing can be said of, with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tillit.privacy.reader import wording
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
    return Refused(name, problem.reason, str(what), str(to_do))


def not_found(name: str, problem: OSError) -> Refused:
    """A file that is not there, or may not be opened."""
    return Refused(
        name,
        "not_found",
        _("The file cannot be opened: %(why)s.") % {"why": problem.strerror or problem},
        _("Check the name and the folder."),
    )
