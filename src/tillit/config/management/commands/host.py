from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tillit.organisations import host_proof
from tillit.organisations.models import Organisation


class Command(BaseCommand):
    help = "Show an organisation's own host; --none takes it back to its path"
    group = "run"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation", help="its web address, such as our-club")
        parser.add_argument("--none", action="store_true", help="the host is no longer its own")

    def handle(self, *, organisation: str, none: bool, **_options: Any) -> None:
        found = Organisation.objects.filter(slug=organisation).first()
        if found is None:
            raise CommandError(f"No organisation lives at “{organisation}”.")
        if none and found.host:
            host_proof.move(found, "", actor="system")
        self.stdout.write(f"  {found.host or 'no host of its own'}")
