"""What goes for addresses on the web, and for who must stay in charge. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tillit.kernel.text import slugify

# First parts of a path that are the installation's own.
OWN_PATHS = frozenset(
    {"account", "health", "host-proof", "kildekode", "language", "les", "new-account", "robots.txt",
     "favicon.ico", "staff-link", "start", "static", "ui"}
)  # fmt: skip
# Never an organisation's: ours to come, or names that people would be fooled by.
RESERVED = OWN_PATHS | frozenset(
    "admin api app assets bevis demo desk docs feed files help hjelp kontakt login logout mail "
    "media min-side om personvern sitemap.xml start support tillit www".split()
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug_for(name: str) -> str:
    """The web address a name suggests; may be taken, or empty."""
    return slugify(name, longest=40)


def is_good_slug(slug: str) -> bool:
    """The web address is small letters, digits and single hyphens, and not reserved."""
    return bool(_SLUG.fullmatch(slug)) and len(slug) <= 60 and slug not in RESERVED


def free_slug(wanted: str, taken: Iterable[str]) -> str:
    """The wanted web address, with a number behind it when it is taken or reserved."""
    wanted = wanted if _SLUG.fullmatch(wanted) else "forening"
    used = {*taken, *RESERVED}
    if wanted not in used:
        return wanted
    number = 2
    while f"{wanted}-{number}" in used:
        number += 1
    return f"{wanted}-{number}"


@dataclass(frozen=True)
class Term:
    """How long someone has a role: from a day until a day (None: no end), both included."""

    starts_on: dt.date
    ends_on: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """The role gives access on this day."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


def someone_stays_in_charge(others: Iterable[Term], last_day: dt.date) -> bool:
    """Of the others who may give access, one still can on the day after ``last_day``.

    Asked before a role that may give access ends: as long as it is, one of them has no end, and
    the organisation is never locked out.
    """
    day_after = last_day + dt.timedelta(days=1)
    return any(term.covers(day_after) for term in others)
