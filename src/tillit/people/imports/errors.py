"""Why a file cannot be read at all, and what to do then."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

MESSAGES: Final[dict[str, Any]] = {
    "too_large": _("The file is too large. Split it, or take out columns you do not need"),
    "empty": _("The file is empty. Choose another one"),
    "no_rows": _("The file has headings, but no rows under them. Choose another one"),
    "wrong_type": _("This is not a spreadsheet we can read. Save it as XLSX or CSV, and try again"),
    "old_format": _("This is the old XLS format. Save it as XLSX, and try again"),
    "password": _("The file has a password. Save it without one, and try again"),
    "macros": _("The file has macros. Save it as XLSX without macros, and try again"),
    "damaged": _("The file is damaged. Open it, save it anew, and try again"),
    "bomb": _("The file unpacks to far more than it should hold. Save it anew as XLSX"),
    "too_many_rows": _("The file has more than 200 000 rows. Split it"),
    "nothing_mapped": _("Choose a column for the name or the e-mail address"),
    "encoding": _(
        "We cannot read the letters in this file. "
        "Save it as XLSX, or as CSV in UTF-8, and try again"
    ),
    "erased": _(
        "Someone in the file has been deleted at their own request, so we have deleted the file. "
        "Take out those who are deleted before you send it in again"
    ),
    "given_up": _(
        "We have tried several times to read the file, and could not. Nothing was read in. "
        "Split it, or save it anew as CSV, and try again"
    ),
    "gone": _("The file is no longer here. Start again"),
    "stopped": _("Something went wrong. Nothing is lost: try again"),
}


class UnreadableError(Exception):
    """The file cannot be read. ``code`` is one of :data:`MESSAGES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
