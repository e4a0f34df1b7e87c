"""``tillit statement``: show, export and list the privacy statement of an organisation."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tillit.organisations.management.naming import add_organisation, given
from tillit.organisations.models import Organisation
from tillit.privacy.register.queries import NotAdopted
from tillit.privacy.statement.difference import counts
from tillit.privacy.statement.queries import versions
from tillit.privacy.statement.render import FORMATS, STATEMENT, UnknownFormat, file


class Command(BaseCommand):
    """Shows it as Markdown, writes it as a file, or lists the versions."""

    help = "show, export or list the versions of a privacy statement"
    group = "register"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=("show", "export", "history"))
        add_organisation(parser, help="its web address; not needed when there is one")
        parser.add_argument("--language", choices=("nb", "nn", "en"), default="")
        parser.add_argument("--document", choices=tuple(FORMATS), default=STATEMENT)
        parser.add_argument(
            "--format", choices=sorted({one for kinds in FORMATS.values() for one in kinds}),
            default="md",
        )  # fmt: skip
        parser.add_argument("--to", type=Path, help="the file to write; else standard output")

    def handle(self, **options: Any) -> None:
        organisation = self._organisation(given(options))
        language = options["language"] or organisation.language
        if options["action"] == "history":
            self._history(organisation)
            return
        suffix = "md" if options["action"] == "show" else options["format"]
        name = STATEMENT if options["action"] == "show" else options["document"]
        try:
            made = file(organisation, name, language, suffix)
        except NotAdopted as error:
            raise CommandError(
                f"{organisation.slug} has not adopted a register yet. "
                "Adopt one in the desk, or with: tillit register import"
            ) from error
        except UnknownFormat as error:
            kinds = ", ".join(FORMATS[name])
            raise CommandError(f"{name} is made as {kinds}, not as {suffix}.") from error
        if options["to"]:
            options["to"].write_bytes(made.content)
            self.stdout.write(f"Written: {options['to']}")
        elif suffix in ("pdf", "xlsx"):
            sys.stdout.buffer.write(made.content)
        else:
            self.stdout.write(made.content.decode())

    def _history(self, organisation: Organisation) -> None:
        rows = versions(organisation, with_changes=True)
        if not rows:
            self.stdout.write("No statement has been published yet.")
        for version in rows:
            day = timezone.localdate(version.published_at).isoformat()
            told = ", ".join(
                f"{count} {kind.value}" for kind, count in counts(version.changes)
            ) or ("first" if version.number == 1 else "no sentence changed")
            self.stdout.write(f"{version.number:>4}  {day}  {version.digest[:12]}  {told}")

    def _organisation(self, slug: str | None) -> Organisation:
        found = Organisation.objects.all()
        if slug:
            if one := found.filter(slug=slug).first():
                return one
            raise CommandError(f"There is no organisation “{slug}”.")
        several = list(found[:2])
        if len(several) == 1:
            return several[0]
        raise CommandError("Say which organisation, such as: tillit statement show our-club")
