"""The report as HTML: a part of a page of ours, or a page that stands alone."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tillit.privacy.reader.report.contents import Report
from tillit.privacy.reader.report.refused import Refused


def fragment(made: Report, prefix: str = "r", form: str = "") -> SafeString:
    """From h2 down; every id begins with the prefix. ``form``: that has the text read anew."""
    context = {"report": made, "prefix": prefix, "is_alone": False, "anew": form}
    return mark_safe(get_template("privacy/reader/report.html").render(context))  # noqa: S308


def document(reports: Sequence[Report], refused: Sequence[Refused]) -> str:
    """A whole page, with a table at the top when there was more than one file."""
    several = len(reports) + len(refused) > 1
    name = Path(reports[0].name).name if reports and not several else ""
    title = _("What the reader found")
    return get_template("privacy/reader/document.html").render(
        {
            "parts": [(made, f"r{number}") for number, made in enumerate(reports, 1)],
            "refused": refused,
            "is_alone": True,
            "several": several,
            "language": (get_language() or "nb").split("-")[0],
            "title": f"{title}: {name}" if name else title,
            "style": mark_safe(_style()),  # noqa: S308 -- our own file
            "style_sum": b64encode(sha256(_style().encode()).digest()).decode(),
        }
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return Path(__file__).with_name("alone.css").read_text("utf-8")
