"""``tillit read``: what a privacy statement says, lacks, and should not say any more."""

from __future__ import annotations

import io
import os
import shutil
import sys
import traceback
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.utils.translation import gettext as _
from django.utils.translation import override

from tillit.privacy.reader.reading import Finding, Reading
from tillit.privacy.reader.sources import LARGEST, NotReadable

FORMATS: Final = ("terminal", "html", "json", "sarif")
NOTHING, FOUND, NOT_READABLE = 0, 1, 2
ABOUT: Final = """\
Reads a privacy statement in bokmål, nynorsk or English, out of a web page (HTML), Markdown, plain
text, PDF or Word (DOCX). Says what is missing after articles 13 and 14, what is out of date,
unlawful as written, vague or in conflict, and what to write instead. Nothing is sent anywhere."""
EXITS: Final = """\
exit status:
  0  no finding at or above --fail-on
  1  at least one finding at or above --fail-on
  2  a file could not be read (the others are reported all the same), the report could not be
     written, or the command was mistyped

examples:
  tillit read personvern.html
  curl -s https://example.org/personvern | tillit read -
  tillit read --format sarif --to reading.sarif --fail-on warning docs/personvern.md"""


class _Formatter(RawDescriptionHelpFormatter, DjangoHelpFormatter):
    """Keeps the lines of the text at the end as they are."""


class Command(BaseCommand):
    """Reads each file, writes one report in the format asked for, and tells by its exit status."""

    help = "Read a privacy statement: what it says, lacks, and should not say any more"
    group = "register"
    # Reading a file needs no database, nor the checks of an installation.
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"formatter_class": _Formatter, "epilog": EXITS}
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.description = ABOUT
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="a file; - is what is piped in"
        )
        parser.add_argument("--format", choices=FORMATS, default="terminal")
        parser.add_argument("--to", type=Path, metavar="FILE", help="write it there, not here")
        parser.add_argument(
            "--language", choices=("nb", "nn", "en"), default="",
            help="of the report; otherwise that of the statement",
        )  # fmt: skip
        parser.add_argument(
            "--part", choices=("nb", "nn", "en"), default="",
            help="of a file with the statement in several languages, the one to read; otherwise "
            "the --language if there is one in it, or the longest",
        )  # fmt: skip
        parser.add_argument(
            "--against", metavar="ORGANISATION", default="",
            help="compare with the register of the organisation with this web address",
        )  # fmt: skip
        parser.add_argument(
            "--fail-on", choices=("error", "warning", "never"), default="error",
            help="the least that gives exit status 1 (error)",
        )  # fmt: skip

    def handle(self, **options: Any) -> None:
        with override(options["language"] or "nb"):
            against = _register(options["against"]) if options["against"] else None
        from tillit.privacy.reader.report.contents import Report
        from tillit.privacy.reader.report.refused import Refused, overwrites, would_overwrite

        if options["to"] and would_overwrite(options["to"], options["files"]):
            with override(options["language"] or "nb"):
                raise CommandError(overwrites(options["to"]), returncode=NOT_READABLE)
        made: list[Report] = []
        refused: list[Refused] = []
        for file in options["files"]:
            one = _report(file, options["language"], options["part"], against)
            if isinstance(one, Refused):
                refused.append(one)
                self.stderr.write(f"{one.name}: {one.text}")
            else:
                made.append(one)
        language = options["language"] or (made[0].written_in if made else "nb")
        with override(language):
            self._write(options["format"], options["to"], made, refused)
        if refused:
            sys.exit(NOT_READABLE)
        if any(report.is_at_or_above(options["fail_on"]) for report in made):
            sys.exit(FOUND)

    def _write(self, form: str, to: Path | None, made: Any, refused: Any) -> None:
        if form == "terminal":
            from tillit.privacy.reader.report import terminal

            seen = to is None and self.stdout.isatty()
            text = terminal.document(
                made, refused,
                width=shutil.get_terminal_size().columns if seen else terminal.WIDEST,
                colours=seen and self.style.ERROR("x") != "x" and "NO_COLOR" not in os.environ,
            )  # fmt: skip
        else:
            text = _writer(form)(made, refused)
        if to is None:
            out: Any = getattr(self.stdout, "_out", None)
            if isinstance(out, io.TextIOWrapper):  # a terminal without ø shows a question mark
                out.reconfigure(errors="replace")
            self.stdout.write(text, ending="")
            return
        from tillit.privacy.reader.report.refused import not_written, written

        try:
            to.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(not_written(to, error), returncode=NOT_READABLE) from None
        self.stdout.write(f"  {written(to)}")


def _writer(form: str) -> Callable[[Sequence[Any], Sequence[Any]], str]:
    from tillit.privacy.reader.report import page, plain, sarif

    return {"html": page.document, "json": plain.document, "sarif": sarif.document}[form]


def _report(file: str, language: str, part: str, against: Any) -> Any:
    """A file's report, or why there is none, in the language asked for or the statement's."""
    from tillit.privacy.reader.report.contents import report
    from tillit.privacy.reader.report.refused import not_found, refused

    name = "stdin" if file == "-" else file
    try:
        content = _content(file)
        reading = _read(content, name, language, part or language)
    except NotReadable as problem:
        with override(language or "nb"):
            return refused(name, problem)
    except OSError as problem:
        with override(language or "nb"):
            return not_found(name, problem)
    except Exception:  # a fault of ours, and no finding: the exit status says so
        traceback.print_exc()
        with override(language or "nb"):
            return refused(name, NotReadable("broken"))
    with override(language or reading.language):
        return report(reading, content, _compared(reading, against) if against else ())


def _read(content: bytes, name: str, language: str, part: str) -> Reading:
    """Findings are worded while reading: a statement in another language is read in that one."""
    from tillit.privacy.reader.apart import lines_of
    from tillit.privacy.reader.read import read

    lines = lines_of(content, name)
    with override(language or "nb"):
        reading = read(content, name, part, lines)
    if language or reading.language == "nb":
        return reading
    with override(reading.language):
        return read(content, name, part, lines)


def _content(file: str) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    if file == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(file).open("rb") as opened:
        return opened.read(LARGEST + 1)


def _compared(reading: Reading, register: Any) -> list[Finding]:
    from tillit.privacy.reader.against import compare

    return list(compare(reading, register))


def _register(slug: str) -> Any:
    """The register in force, or the draft where none is yet."""
    from django.conf import settings
    from django.db import DatabaseError

    from tillit.organisations.models import Organisation
    from tillit.privacy.register import queries
    from tillit.privacy.register.schema import Register

    try:
        found = Organisation.objects.filter(slug=slug).first()
    except DatabaseError:
        said = _("There is no installation's data in %(folder)s. Run it in the folder of the "
                 "installation, or say where its data is with TILLIT_DATA.")  # fmt: skip
        raise CommandError(said % {"folder": settings.DATA}, returncode=NOT_READABLE) from None
    if found is None:
        known = ", ".join(Organisation.objects.values_list("slug", flat=True)[:10]) or "–"
        said = _("No organisation lives at “%(slug)s”. Known: %(known)s.")
        raise CommandError(said % {"slug": slug, "known": known}, returncode=NOT_READABLE)
    row = queries.version_in_force(found) or queries.draft(found)
    if row is None:
        said = _("%(slug)s has no register yet.") % {"slug": slug}
        raise CommandError(said, returncode=NOT_READABLE)
    return Register.model_validate(row.document)
