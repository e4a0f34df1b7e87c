"""``tillit adopt``: a published privacy statement becomes the draft of a register."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from tillit.kernel.text import visible
from tillit.organisations.forms import OrganisationForm
from tillit.organisations.founding import found_from_statement
from tillit.organisations.models import Organisation, User
from tillit.organisations.rules import is_good_slug
from tillit.privacy.reader.adopt import Adoption, draft, named
from tillit.privacy.reader.reading import Reading
from tillit.privacy.reader.report.refused import (
    Refused,
    not_found,
    not_written,
    overwrites,
    refused,
    would_overwrite,
    written,
)
from tillit.privacy.reader.report.translations import left_out
from tillit.privacy.reader.sources import LARGEST, NotReadable
from tillit.privacy.register import toml
from tillit.privacy.register.points import Point
from tillit.privacy.register.points.wording import title, to_do, value
from tillit.privacy.register.profiles import KINDS

_LONGEST = 160
# As of ``tillit read``: it could not be done.
_NOT_DONE = 2


class Command(BaseCommand):
    """Says what was taken and what is lacking; writes the draft, or founds the organisation."""

    help = "Turn a privacy statement into the draft of a register, or into an organisation"
    group = "register"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="HTML, Markdown, text, PDF or DOCX; - is what is piped in")
        parser.add_argument("--kind", choices=tuple(KINDS), help="otherwise the nearest")
        parser.add_argument("--name", default="", help="of the organisation; otherwise as it says")
        parser.add_argument("--slug", default="", help="its web address here, such as our-club")
        parser.add_argument("--email", default="", help="where to write; otherwise as it says")
        parser.add_argument("--language", choices=("nb", "nn", "en"), default="", help="of this")
        parser.add_argument(
            "--part", choices=("nb", "nn", "en"), default="",
            help="of a file with the statement in several languages; otherwise the longest",
        )  # fmt: skip
        parser.add_argument("--to", type=Path, metavar="FILE", help="write the draft there as TOML")
        parser.add_argument(
            "--by", metavar="E-MAIL", default="",
            help="found the organisation, with this account in charge",
        )  # fmt: skip

    def handle(self, **options: Any) -> None:
        with override(options["language"] or "nb"):
            if options["to"] and would_overwrite(options["to"], [options["file"]]):
                raise _refusal(overwrites(options["to"]))
            for name in ("name", "email"):
                options[name] = _checked(name, options[name])
        reading = _read(options["file"], options["language"] or "nb", options["part"])
        adoption = named(
            draft(reading, kind=options["kind"]), name=options["name"], email=options["email"]
        )
        with override(options["language"] or reading.language):
            if note := left_out(reading):
                self.stderr.write(note)
            self._tell(adoption)
            if options["to"]:
                text = toml.write(adoption.register, adoption.comments())
                try:
                    options["to"].write_text(text, encoding="utf-8")
                except OSError as error:
                    raise _refusal(not_written(options["to"], error)) from None
                self.stdout.write(f"  {written(options['to'])}")
        if options["by"]:
            self._found(adoption, options["by"], options["slug"])

    def _tell(self, adoption: Adoption) -> None:
        kind = KINDS[adoption.kind]
        self.stdout.write(f"  {kind.name}: {kind.description}")
        for heading, points in (
            (_("Taken from the statement"), adoption.origins),
            (_("To be decided"), adoption.conflicts),
            (_("Not in the statement"), adoption.gaps),
            (_("No place in the register yet"), adoption.unplaced),
        ):
            if points:
                self.stdout.write("")
                self.stdout.write(self.style.MIGRATE_HEADING(f"{heading} ({len(points)})"))
            for point in points:
                self._point(point)
        self.stdout.write("")

    def _point(self, point: Point) -> None:
        if point.kind == "origin":
            mark = "" if point.sure else "? "
            said = _short(point.sentence) or title(point)
            stands = value(point)
            # What the law gives anyhow stands nowhere: then it is told what was read.
            now = f"{point.path} = {stands}" if stands else f"{point.path}: {title(point)}"
            self.stdout.write(f"  {mark}{now} ← {said}")
            return
        where = f"{point.path}: " if point.path else ""
        self.stdout.write(f"  {where}{title(point)}")
        if point.kind != "unplaced":
            self.stdout.write(f"      {to_do(point)}")
        if point.sentence:
            self.stdout.write(f"      ← {_short(point.sentence)}")

    def _found(self, adoption: Adoption, email: str, slug: str) -> None:
        by = User.objects.filter(email=email.strip().lower()).first()
        if by is None:
            raise _refusal(f"No account has the address {email}. Make one with staff_link.")
        if not adoption.register.controller.name:
            raise _refusal("The statement does not say who is responsible. Give --name.")
        _checked("name", adoption.register.controller.name)
        if slug and not is_good_slug(slug):
            raise _refusal(f"“{slug}” cannot be a web address: small letters, digits, hyphens.")
        if slug and Organisation.objects.filter(slug=slug).exists():
            raise _refusal(f"An organisation lives at “{slug}” already.")
        made = found_from_statement(by, adoption=adoption, slug=slug)
        self.stdout.write(f"  {made.name} lives at “{made.slug}”. Its register is a draft:")
        self.stdout.write(f"  tillit register check {made.slug}")


def _refusal(why: str) -> CommandError:
    return CommandError(why, returncode=_NOT_DONE)


def _told(file: Refused) -> str:
    return f"{file.name}: {file.text}"


def _checked(name: str, given: str) -> str:
    """What is given of the organisation, in its one form, as on its page. Raises CommandError."""
    if visible(given) != given:
        raise _refusal(
            f"--{name}: " + _("There are signs in it that cannot be seen. Write it without them.")
        )
    try:
        return str(OrganisationForm.base_fields[name].clean(given)) if given else ""
    except ValidationError as wrong:
        raise _refusal(f"--{name}: {' '.join(wrong.messages)}") from None


def _read(file: str, language: str, part: str) -> Reading:
    from tillit.privacy.reader import apart, read

    try:
        content = sys.stdin.buffer.read(LARGEST + 1) if file == "-" else _of(file)
    except OSError as error:
        with override(language):
            raise _refusal(_told(not_found(file, error))) from None
    name = "" if file == "-" else Path(file).name
    try:
        return read(content, name, part, apart.lines_of(content, name))
    except NotReadable as problem:
        with override(language):
            raise _refusal(_told(refused(file, problem))) from None


def _of(file: str) -> bytes:
    with Path(file).open("rb") as opened:
        return opened.read(LARGEST + 1)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
