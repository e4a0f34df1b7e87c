"""A reading as a report: on a terminal, as a web page or a part of one, as JSON, as SARIF."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import override

from tillit.privacy.reader.reading import Finding, Reading
from tillit.privacy.reader.report.contents import Report, report

__all__ = ["Report", "as_html", "as_json", "as_sarif", "as_text", "fragment", "report"]


def _made(reading: Reading, content: bytes, more: Iterable[Finding]) -> list[Report]:
    return [report(reading, content, more)]


def fragment(
    reading: Reading,
    language: str,
    content: bytes = b"",
    more: Iterable[Finding] = (),
    form: str = "",
) -> SafeString:
    """The part of a page: from h2 down, without style, script or form.

    ``form``: of the page, with the text; sent with ``part`` it has another language of it read.
    """
    from tillit.privacy.reader.report import page

    with override(language):
        return page.fragment(report(reading, content, more), form=form)


def as_html(
    reading: Reading, language: str, content: bytes = b"", more: Iterable[Finding] = ()
) -> str:
    """A whole page that stands alone and fetches nothing."""
    from tillit.privacy.reader.report import page

    with override(language):
        return page.document(_made(reading, content, more), [])


def as_json(
    reading: Reading, language: str, content: bytes = b"", more: Iterable[Finding] = ()
) -> str:
    """As docs/reader-report.schema.json has it."""
    from tillit.privacy.reader.report import plain

    with override(language):
        return plain.document(_made(reading, content, more), [])


def as_sarif(
    reading: Reading, language: str, content: bytes = b"", more: Iterable[Finding] = ()
) -> str:
    """SARIF 2.1.0, which code hosts and editors show at the line."""
    from tillit.privacy.reader.report import sarif

    with override(language):
        return sarif.document(_made(reading, content, more), [])


def as_text(
    reading: Reading, language: str, content: bytes = b"", more: Iterable[Finding] = ()
) -> str:
    """For a terminal or a mail, 80 wide and without colours."""
    from tillit.privacy.reader.report import terminal

    with override(language):
        return terminal.document(_made(reading, content, more), [])
