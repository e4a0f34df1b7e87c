"""Those who work for the demo organisation: one for each role type, and one who has left."""

from __future__ import annotations

import datetime as dt
from typing import Final

from tillit.organisations import actions
from tillit.organisations.models import Organisation, User

# Name, role, and the last day counted in days from the first (None: still there).
STAFF: Final = (
    ("Solveig Fjellro", "privacy_officer", None),
    ("Ragnhild Elvetun", "secretary", None),
    ("Øyvind Tangvoll", "event_host", None),
    ("Målfrid Ospelund", "editor", None),
    ("Niillas Jávrevuopmi", "adviser", None),
    ("Torgeir Almestrand", "treasurer", None),
    ("Wenche Morkved", "auditor", 425),
    ("Stian Krokmyr", "event_host", 210),
)


def employ(organisation: Organisation, today: dt.date) -> dict[str, User]:
    """They get accounts and roles; gives the latest account with each role."""
    found: dict[str, User] = {}
    for name, role, days in reversed(STAFF):
        email = f"{name.split()[0].lower()}@lysbrua.example".translate(_PLAIN)
        user = actions.open_account(name=name, email=email, language="nb")
        last_day = today + dt.timedelta(days=days) if days else None
        actions.give_role(organisation, user, role, starts_on=today, ends_on=last_day, by=None)
        found[role] = user
    return found


_PLAIN: Final = str.maketrans("æøåá", "aoaa")
