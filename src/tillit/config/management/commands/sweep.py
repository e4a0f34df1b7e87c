import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from tillit.config.management.organisations import chosen, say_counts
from tillit.organisations.management.naming import add_organisation, given
from tillit.organisations.models import Organisation
from tillit.privacy.holds.actions import Progress, sweep, sweep_installation
from tillit.privacy.holds.models import SweepRun
from tillit.privacy.holds.queries import Foreseen, preview
from tillit.privacy.holds.runs import AlreadyRunning

FAILURES = {
    "disk_full": "The disk is full. The last batch was undone; make room and run it again.",
    "database": "The database refused. The last batch was undone; see the log and run it again.",
    "taken_over": "Another sweep has taken over, as this one had been silent for five minutes.",
}


class Command(BaseCommand):
    help = "Delete what no purpose holds any longer, or say what would go"
    group = "keep"

    def add_arguments(self, parser: CommandParser) -> None:
        add_organisation(parser, help="only this one")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would go; delete nothing"
        )
        parser.add_argument(
            "--within", type=int, default=0, metavar="DAYS",
            help="with --dry-run: what goes within so many days",
        )  # fmt: skip

    def handle(self, *, dry_run: bool, within: int, **options: Any) -> None:
        organisation = given(options)
        if within and not dry_run:
            raise CommandError("--within looks ahead; give --dry-run with it.")
        if within < 0:
            raise CommandError("--within wants a number of days from 0.")
        failed = 0
        with translation.override("en"):
            for each in chosen(organisation):
                if dry_run:
                    self._foresee(each, within)
                else:
                    failed += not self._sweep(each)
            if organisation is None:
                self._installation(dry_run=dry_run, within=within)
        if failed:
            sys.exit(1)

    def _foresee(self, organisation: Organisation | None, within: int) -> None:
        name = organisation.slug if organisation else "the installation"
        when = f"within {within} days" if within else "now"
        found = preview(organisation, within)
        self.stdout.write(f"{name}: {'nothing goes ' + when if not found else 'goes ' + when}")
        for line in found:
            self.stdout.write(f"  {line.count:>9,}  {in_words(line)}")

    def _sweep(self, organisation: Organisation) -> bool:
        self.stdout.write(f"{organisation.slug}:")
        try:
            run = sweep(organisation, on_progress=self._progress)
        except AlreadyRunning:
            self.stdout.write("  another sweep is at work; stepping aside")
            return True
        if run.note == "clock_moved_back":
            self.stdout.write("  the clock is behind that of an earlier run; nothing goes early")
        say_counts(self.stdout, run.counts)
        if run.state != SweepRun.State.DONE:
            self.stderr.write(f"  {FAILURES.get(run.note, FAILURES['taken_over'])}")
            return False
        return True

    def _installation(self, *, dry_run: bool, within: int) -> None:
        if dry_run:
            self._foresee(None, within)
            return
        counts = sweep_installation(on_progress=self._progress)
        self.stdout.write("the installation:")
        say_counts(self.stdout, {label: {"deleted": number} for label, number in counts.items()})

    def _progress(self, progress: Progress) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r  {progress.rows:>9,} rows  {progress.holding:<40}", ending="")


def in_words(line: Foreseen) -> str:
    title = str(line.holding.title)
    if line.fields:
        return f"{title}: {', '.join(line.fields)} cleared"
    return f"{title}: {line.end.label}" + (f" ({line.rule.key})" if line.rule else "")
