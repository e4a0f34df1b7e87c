import contextlib
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import translation

from tillit.config.management.organisations import chosen
from tillit.privacy.ledger.actions import accept_restored, record
from tillit.privacy.ledger.chain import OtherKey, chain
from tillit.privacy.ledger.verify import Verdict, of_nobody, verify
from tillit.privacy.ledger.witness import orphans, put_away

MEND = {
    "key": (
        " It is the file secrets/privacy in the data folder, or TILLIT_SECRET_PRIVACY. Take it "
        "from the backup of the keys; then start Tillit again."
    ),
    "cut": " If you put a backup back, run: tillit verify --restored",
    "unseen": (
        " It is the folder ledger in the data folder: put it back from where it went. If it is "
        "lost, compare the head with one seen on the evidence page before (--head SUM), then run: "
        "tillit verify --restored"
    ),
    "orphan": (
        " If you put back a backup from before it was made, run: tillit verify --restored. If not, "
        "someone changed the database: put a backup of it back."
    ),
    "unlinked": " If you put a backup back, run: tillit verify --restored",
}


class Command(BaseCommand):
    help = "Work out the ledger's chain anew and say whether it is whole"
    group = "keep"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", metavar="SLUG", help="only this one")
        parser.add_argument(
            "--head", metavar="SUM", help="the end of the chain as it was seen in public before"
        )
        parser.add_argument(
            "--restored",
            action="store_true",
            help="a backup was put back: go on from there, and say so in the log",
        )

    def handle(
        self, *, organisation: str | None, head: str | None, restored: bool, **_options: Any
    ) -> None:
        broken = 0
        with translation.override("en"):
            for each in chosen(organisation):
                with contextlib.suppress(OtherKey):
                    chain(each)
                if restored and accept_restored(each):
                    self.stdout.write(f"{each.slug}: goes on from the backup; the log says so.")
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
                    self.stdout.write(f"{each.slug}: BROKEN. {verdict.fault}{self._mend(verdict)}")
            for name in orphans() if restored else []:
                self._put_away(name)
            for fault in of_nobody():
                broken += 1
                self.stdout.write(f"BROKEN. {fault}{MEND[fault.what]}")
        if broken:
            sys.exit(1)

    def _put_away(self, name: str) -> None:
        """Every log that is there tells of the one that is not."""
        with transaction.atomic():
            for each in chosen(None):
                record(each, "restored", witness=name)
        put_away(name)
        self.stdout.write(f"The witness of {name} is put away; the log of every other says so.")

    @staticmethod
    def _mend(verdict: Verdict) -> str:
        return MEND.get(verdict.fault.what, "") if verdict.fault else ""

    @staticmethod
    def _knows(organisation: Any, head: str) -> bool:
        return bool(organisation.ledger.filter(chain=head).exists())

    def _progress(self, number: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r  {number:>11,} entries", ending="")
