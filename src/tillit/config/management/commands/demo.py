import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from tillit.config.demo.make import make, standing
from tillit.organisations.addresses import address
from tillit.organisations.models import Organisation


class Command(BaseCommand):
    help = "Make the invented organisation to look around in, with a year of data"
    group = "try"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="also beside organisations that are real"
        )

    def handle(self, *, force: bool, **_options: Any) -> None:
        if there := standing():
            self.stdout.write(f"  {there.name} is there already.")
            return
        if not force and in_production() and Organisation.objects.exists():
            raise CommandError(
                "Real organisations live here. Give --force to put the invented one beside them."
            )
        began = time.monotonic()
        with translation.override("nb"):
            made = make(self._progress)
        if self.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(f"  {made.name}: {address(made, 'site:front')}")
        self.stdout.write(f"  A year of data in {time.monotonic() - began:.1f} s.")

    def _progress(self, done: int, of: int) -> None:
        if self.stderr.isatty() and (done % 25 == 0 or done == of):
            self.stderr.write(f"\r  {done:>5,} of {of:,} things have happened", ending="")


def in_production() -> bool:
    """Others than whoever sits at the machine can reach it."""
    return urlsplit(settings.PUBLIC_URL).hostname not in ("localhost", "127.0.0.1", "::1")
