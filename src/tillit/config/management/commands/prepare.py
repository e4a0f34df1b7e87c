from typing import Any

from django.core.management.base import BaseCommand

from tillit.config.prepare import prepare


class Command(BaseCommand):
    help = "Bring the database and the static files up to this version; run it before new processes"
    group = "run"
    requires_system_checks: list[str] = []

    def handle(self, **_options: Any) -> None:
        prepare(lambda text: self.stdout.write(f"  {text} …"))
        self.stdout.write("  Ready.")
