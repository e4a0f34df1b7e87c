"""Rules about members that need no database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from django.utils.translation import gettext_lazy as _

from tillit.kernel.collation import search_terms
from tillit.privacy.register.schema import FieldEntry, Register

ACTIVITY: Final = "membership"
KIND: Final = "member"
DIRECTORY: Final = "publish_in_directory"
# Nobody is shown in the directory without one of these.
NAMES: Final = frozenset({"first_name", "last_name"})
# A picture is not sent with a form by someone who has not proven who they are.
NOT_ON_THE_FORM: Final = frozenset({"picture"})
REASONS: Final = [
    ("own_wish", _("Own wish")),
    ("not_paid", _("Has not paid")),
    ("moved", _("Has moved")),
    ("died", _("Has died")),
    ("excluded", _("Excluded by decision")),
    ("other", _("Other")),
]


def form_fields(register: Register) -> list[FieldEntry]:
    """What the joining form asks for: exactly the register's fields; e-mail is always needed."""
    entry = register.activity(ACTIVITY)
    return [field for field in entry.fields if field.field not in NOT_ON_THE_FORM] if entry else []


def publishable(register: Register) -> list[str]:
    """The fields a member may have shown, in the register's order; none without the purpose."""
    entry = register.activity(ACTIVITY)
    if entry is None or not any(
        purpose.purpose == DIRECTORY and purpose.consent for purpose in entry.purposes
    ):
        return []
    return list(entry.published)


def shown(register: Register, chosen: Iterable[str]) -> list[str]:
    """What is shown of a member: what they chose, as far as the register still allows it."""
    may = publishable(register)
    wish = set(chosen)
    return [field for field in may if field in wish]


class Named(Protocol):
    """Someone with a name."""

    first_name: str
    last_name: str


def name_of(someone: Named) -> tuple[str, ...]:
    """The words of a name, however it is spelled and in whatever order; () without one."""
    return tuple(sorted(search_terms(f"{someone.first_name} {someone.last_name}")))
