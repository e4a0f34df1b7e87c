"""What a report takes from elsewhere: sentences of the statement, and rules of law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from tillit.kernel import law
from tillit.kernel.text import HIDDEN

MOST_QUOTED: Final = 240


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the statement: the heading it stands under, and where in the file it is.

    ``line``: of a file that has lines; ``page``: of a PDF; ``paragraph``: of a Word file.
    """

    text: str
    heading: str = ""
    line: int | None = None
    page: int | None = None
    paragraph: int | None = None

    @property
    def place(self) -> str:
        """Where in the file, in words; empty where it is not known."""
        if self.page:
            return _("page %(page)d") % {"page": self.page}
        if self.paragraph:
            return _("paragraph %(paragraph)d") % {"paragraph": self.paragraph}
        return _("line %(line)s") % {"line": self.line} if self.line else ""

    @property
    def short(self) -> str:
        """A sentence that goes on for a page, cut between words."""
        if len(self.text) <= MOST_QUOTED:
            return self.text
        return f"{self.text[:MOST_QUOTED].rpartition(' ')[0] or self.text[:MOST_QUOTED]} …"


@dataclass(frozen=True, slots=True)
class Citation:
    """A rule, as one cites it, with what it says and since when."""

    key: str
    text: str
    says: str
    in_force_from: dt.date
    url: str


def citations(keys: Iterable[str], language: str) -> tuple[Citation, ...]:
    """Rules as one cites them. Raises KeyError for one that is not in the registry."""
    return tuple(
        Citation(key, rule.cite(language), rule.text[language], rule.in_force_from, rule.url)
        for key, rule in ((key, law.source(key)) for key in keys)
    )


def clean(text: str) -> str:
    """A text from outside, on one line, without what steers a terminal or turns a line about."""
    return " ".join(text.translate(HIDDEN).split())
