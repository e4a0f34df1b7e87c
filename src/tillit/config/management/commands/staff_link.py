from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tillit.config.single import public_address
from tillit.kernel.identifiers import normalise_email
from tillit.organisations import staff_link
from tillit.organisations.models import User


class Command(BaseCommand):
    help = "Print a link that lets a member of staff in once, within 24 hours"
    group = "run"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "email",
            nargs="?",
            help="the account's address; without one, whoever opens the link makes an account",
        )

    def handle(self, *, email: str | None, **_options: Any) -> None:
        user = _account(email) if email else None
        # It is to be opened where the installation runs, which may be another port than the usual.
        settings.PUBLIC_URL = public_address()
        self.stdout.write(staff_link.make(user))


def _account(email: str) -> User:
    try:
        address = normalise_email(email)
    except ValueError as error:
        raise CommandError(str(error)) from None
    user = User.objects.filter(email=address, is_active=True).first()
    if user is None:
        raise CommandError("There is no open staff account with that address.")
    return user
