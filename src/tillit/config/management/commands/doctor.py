import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tillit.config.doctor import examine


class Command(BaseCommand):
    help = "Say whether this installation is well and, where it is not, how to mend it"
    group = "run"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for a monitoring program")

    def handle(self, *, json: bool, **_options: Any) -> None:
        findings = examine()
        if json:
            self.stdout.write(as_json([{**asdict(one), "well": one.well} for one in findings]))
        else:
            for one in findings:
                word = "ok   " if one.well else "FAILS"
                self.stdout.write(f"  {word}  {one.check:<11} {one.says}")
                if not one.well:
                    self.stdout.write(f"         → {one.mend}")
        if not all(one.well for one in findings):
            sys.exit(1)


def as_json(rows: list[dict[str, object]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2)
