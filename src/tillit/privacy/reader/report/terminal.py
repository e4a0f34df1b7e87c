"""The report as text, as wide as the terminal; in colour only where someone looks at it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from tillit.privacy.reader.report import words
from tillit.privacy.reader.report.cited import Citation, Quote
from tillit.privacy.reader.report.contents import LEVELS, Remark, Report, Row
from tillit.privacy.reader.report.refused import Refused
from tillit.privacy.reader.report.said import Group
from tillit.ui.formats import day

NARROWEST: Final = 40
WIDEST: Final = 100
_COLOURS: Final = {
    "bold": "1", "dim": "2", "error": "1;31", "warning": "33", "note": "36", "P": "32", "M": "1;31",
    "N": "2", "write": "32",
}  # fmt: skip
_SIGNS: Final = {"P": "+", "M": "!", "N": "-"}


def document(
    reports: Sequence[Report],
    refused: Sequence[Refused],
    *,
    width: int = 80,
    colours: bool = False,
) -> str:
    """Every report, and a table at the end when there was more than one file."""
    pen = Pen(max(NARROWEST, min(width, WIDEST)), colours)
    parts = ["\n".join(_report(made, pen)) for made in reports]
    if len(reports) + len(refused) > 1:
        parts.append("\n".join(_table(reports, refused, pen)))
    return "\n\n".join(parts) + "\n" if parts else ""


class Pen:
    """Breaks lines at a width, and colours them or does not."""

    def __init__(self, width: int, colours: bool) -> None:
        self.width, self.colours = width, colours

    def in_colour(self, text: str, colour: str) -> str:
        """The text, in a colour where there are any."""
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.colours and text else text

    def wrapped(self, text: str, indent: int, colour: str = "", first: str = "") -> Iterator[str]:
        """Lines no wider than the terminal; ``first`` stands before the first."""
        lines = textwrap.wrap(
            text, self.width - indent, break_on_hyphens=False, drop_whitespace=True
        )
        for number, line in enumerate(lines):
            before = first.ljust(indent) if number == 0 else " " * indent
            yield f"{before}{self.in_colour(line, colour) if colour else line}"

    def heading(self, text: str) -> Iterator[str]:
        """A heading with a line of space before it."""
        yield ""
        yield from self.wrapped(text.upper(), 0, "bold")


def _report(made: Report, pen: Pen) -> Iterator[str]:
    if made.name:
        yield from pen.wrapped(made.name, 0, "bold")
    yield from pen.wrapped(f"{made.title}. {made.size}", 0)
    yield from _other_languages(made, pen)
    yield from pen.wrapped(made.summary, 0, "bold")
    if made.missing:
        yield from pen.heading(words.kind("missing"))
        for remark in made.lacking:
            yield from _remark(remark, pen)
    for _kind, title, remarks in made.sections:
        yield from pen.heading(title)
        for remark in remarks:
            yield from _remark(remark, pen)
    yield from pen.heading(_("What is there"))
    for row in made.present:
        yield from _row(row, pen)
    if made.not_applicable:
        yield from pen.heading(words.value("N"))
        for row in made.not_applicable:
            yield from _row(row, pen)
    if made.groups:
        yield from pen.heading(_("What the statement says"))
        for group in made.groups:
            yield from _group(group, pen)


def _other_languages(made: Report, pen: Pen) -> Iterator[str]:
    yield from pen.wrapped(made.note, 0, "warning")
    for one in made.left_out:
        said = _("To have the one in %(language)s read: %(command)s")
        about = {"language": one.language_name, "command": one.command}
        yield from pen.wrapped(said % about, 0)


def _remark(remark: Remark, pen: Pen) -> Iterator[str]:
    mark = pen.in_colour(remark.level_word, remark.level)
    lines = list(pen.wrapped(f"{remark.level_word}: {remark.title}{_unsure(remark.sure)}", 2))
    lines[0] = lines[0].replace(remark.level_word, mark, 1)
    yield from lines
    if remark.explanation:
        yield from pen.wrapped(remark.explanation, 4)
    for quote in remark.quotes:
        yield from _quote(quote, pen, 4)
    if remark.since:
        yield from pen.wrapped(_("Fell on %(day)s.") % {"day": day(remark.since)}, 4)
    if remark.law:
        yield from pen.wrapped("; ".join(_cited(rule) for rule in remark.law), 4, "dim")
    if remark.instead:
        write = _("Write:")
        for number, paragraph in enumerate(remark.instead.split("\n\n")):
            text = f"{write} {paragraph}" if number == 0 else paragraph
            yield from pen.wrapped(text, 4, "write")


def _unsure(sure: bool) -> str:
    return "" if sure else " " + _("(not sure)")


def _cited(rule: Citation) -> str:
    return _("%(rule)s, in force from %(day)s") % {
        "rule": rule.text,
        "day": day(rule.in_force_from),
    }


def _row(row: Row, pen: Pen) -> Iterator[str]:
    name = f"{row.name}{_unsure(row.sure)}"
    lines = list(pen.wrapped(name, 4, first=f"  {_SIGNS[row.value]}"))
    lines[0] = lines[0].replace(_SIGNS[row.value], pen.in_colour(_SIGNS[row.value], row.value), 1)
    yield from lines
    if row.why:
        yield from pen.wrapped(row.why, 6, "dim")
    for quote in row.quotes[:1]:
        yield from _quote(quote, pen, 6)


def _quote(quote: Quote, pen: Pen, indent: int) -> Iterator[str]:
    place = f" ({quote.place})" if quote.place else ""
    yield from pen.wrapped(f"“{quote.short}”{place}", indent, "dim")


def _group(group: Group[Quote], pen: Pen) -> Iterator[str]:
    yield from pen.wrapped(group.title, 2, "bold")
    for entry in group.entries:
        said = ": ".join(part for part in (entry.label, entry.text) if part)
        text = f"{said or entry.quote.short}{_unsure(entry.sure)}"
        yield from pen.wrapped(text, 6, first="    -")


def _table(reports: Sequence[Report], refused: Sequence[Refused], pen: Pen) -> Iterator[str]:
    head = [_("File"), _("There"), *(words.level(level) for level in LEVELS), "LIX"]
    rows = [
        [
            made.name or "-",
            f"{len(made.present)}/{len(made.present) + len(made.missing)}",
            *(str(made.count(level)) for level in LEVELS),
            str(made.lix),
        ]
        for made in reports
    ]
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(1, len(head))]
    first = max(12, pen.width - sum(widths) - 2 * len(widths))
    first = min(first, max(len(row[0]) for row in [head, *rows, *([one.name] for one in refused)]))
    yield from pen.heading(_("All files"))
    for number, row in enumerate([head, *rows]):
        cells = [_cut(row[0], first), *(c.rjust(w) for c, w in zip(row[1:], widths, strict=True))]
        line = "  ".join(cells)
        yield pen.in_colour(line, "bold") if number == 0 else line
    for one in refused:
        yield from pen.wrapped(one.what, first + 2, "error", first=_cut(one.name or "-", first))


def _cut(name: str, width: int) -> str:
    return name.ljust(width) if len(name) <= width else f"…{name[-(width - 1) :]}"
