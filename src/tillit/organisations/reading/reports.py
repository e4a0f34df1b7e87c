"""A report in the forms it is handed over in; made by :mod:`tillit.privacy.reader.report`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.privacy.reader import report
from tillit.privacy.reader.reading import Reading

# Of a reading, in a language, with the text it was read from.
Write = Callable[[Reading, str, bytes], str]


@dataclass(frozen=True, slots=True)
class ReportForm:
    """One form of a report, as a file."""

    label: str | Promise
    file: str
    content_type: str
    write: Write


FORMS: Final[dict[str, ReportForm]] = {
    "html": ReportForm(
        _("Web page (HTML)"), "rapport.html", "text/html; charset=utf-8", report.as_html
    ),
    "json": ReportForm(
        _("For programs (JSON)"), "rapport.json", "application/json", report.as_json
    ),
    "sarif": ReportForm(
        _("For code review (SARIF)"), "rapport.sarif", "application/sarif+json", report.as_sarif
    ),
}
