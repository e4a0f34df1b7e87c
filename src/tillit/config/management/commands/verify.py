import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from tillit.config.management.organisations import chosen
from tillit.privacy.ledger.chain import chain
from tillit.privacy.ledger.verify import verify


class Command(BaseCommand):
    help = "Work out the ledger's chain anew and say whether it is whole"
    group = "keep"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", metavar="SLUG", help="only this one")
        parser.add_argument(
            "--head", metavar="SUM", help="the end of the chain as it was seen in public before"
        )

    def handle(self, *, organisation: str | None, head: str | None, **_options: Any) -> None:
        broken = 0
        with translation.override("en"):
            for each in chosen(organisation):
                chain(each)
                verdict = verify(each, on_progress=self._progress)
                if verdict.is_whole and head and not self._knows(each, head):
                    broken += 1
                    self.stdout.write(f"{each.slug}: BROKEN. No entry has the sum {head}.")
                elif verdict.is_whole:
                    self.stdout.write(
                        f"{each.slug}: whole. {verdict.entries:,} entries, "
                        f"{verdict.redacted:,} of them emptied by the rules. Head {verdict.head}"
                    )
                else:
                    broken += 1
                    self.stdout.write(f"{each.slug}: BROKEN. {verdict.fault}")
        if broken:
            sys.exit(1)

    @staticmethod
    def _knows(organisation: Any, head: str) -> bool:
        return bool(organisation.ledger.filter(chain=head).exists())

    def _progress(self, number: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r  {number:>11,} entries", ending="")
