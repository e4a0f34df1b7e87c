import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from tillit.config.management.organisations import chosen
from tillit.organisations.management.naming import add_organisation, given
from tillit.organisations.models import Organisation
from tillit.privacy.evidence.actions import measure
from tillit.privacy.evidence.queries import report
from tillit.privacy.evidence.registry import Memory
from tillit.privacy.register.queries import NotAdopted


class Command(BaseCommand):
    help = "Measure whether every promise is kept, and say what was found"
    group = "keep"

    def add_arguments(self, parser: CommandParser) -> None:
        add_organisation(parser, help="only this one")
        parser.add_argument("--broken", action="store_true", help="only what is not kept")

    def handle(self, *, broken: bool, **options: Any) -> None:
        organisation = given(options)
        memory, failed = Memory(), 0
        with translation.override("en"):
            for each in chosen(organisation):
                measure(each, memory)
                failed += self._tell(each, only_broken=broken)
        if failed:
            sys.exit(1)

    def _tell(self, organisation: Organisation, *, only_broken: bool) -> int:
        try:
            found = report(organisation)
        except NotAdopted:
            self.stdout.write(f"{organisation.slug}: no register in force yet")
            return 0
        bad = len(found.broken)
        verdict = "every promise is kept" if not bad else f"{bad} of {len(found.lines)} NOT kept"
        self.stdout.write(f"{organisation.slug}: {verdict}")
        for line in found.broken if only_broken else found.lines:
            self.stdout.write(f"  {'ok  ' if line.is_kept else 'FAIL'}  {line.promise}")
            self.stdout.write(f"        {line.finding or line.word}")
        return bad
