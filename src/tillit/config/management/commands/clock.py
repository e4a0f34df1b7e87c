from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tillit.kernel import clock
from tillit.kernel.period import Period


class Command(BaseCommand):
    help = "In a rehearsal on a copy: let time pass, for every process at once"
    group = "try"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--forward", metavar="PERIOD", type=Period.parse,
                          help="how far, such as P60D, P3M or P1Y")  # fmt: skip
        what.add_argument("--reset", action="store_true", help="back to the true time")
        parser.add_argument("--yes-this-is-a-copy", action="store_true", dest="copy",
                            help="needed where people reach the installation by https")  # fmt: skip

    def handle(self, *, forward: Period | None, reset: bool, copy: bool, **_options: Any) -> None:
        if settings.CLOCK_FILE is None:
            raise CommandError(
                "This installation keeps the true time. What a moved clock deletes is gone. "
                "On a copy: set TILLIT_CLOCK_FILE for every process, and try again."
            )
        if settings.SECURE and not copy:
            raise CommandError(
                f"{settings.PUBLIC_URL} looks real. What a moved clock deletes is gone. "
                "If this is a copy, add --yes-this-is-a-copy."
            )
        if reset:
            settings.CLOCK_FILE.unlink(missing_ok=True)
            clock.use_file(settings.CLOCK_FILE)
        elif forward is not None:
            days = (forward.add_to(clock.today()) - clock.today()).days
            clock.write_offset(settings.CLOCK_FILE, clock.offset() + timedelta(days=days))
        moved = clock.offset().days
        day = timezone.localtime(clock.now()).strftime("%Y-%m-%d %H:%M")
        self.stdout.write(f"  It is {day}, {moved} days ahead." if moved else f"  It is {day}.")
