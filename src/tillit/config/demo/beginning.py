"""The organisation begins, changes its register once, and is swept at night."""

from __future__ import annotations

import datetime as dt
from typing import Final

from tillit.config.demo import registers
from tillit.config.demo.staff import employ
from tillit.config.demo.year import FOUNDED, Year
from tillit.kernel import clock
from tillit.memberships import actions as memberships
from tillit.privacy.holds.actions import sweep
from tillit.privacy.register.actions import adopt, save_draft

CHANGED: Final = 150
TYPES: Final = (
    (
        "personlig", {"nb": "Personlig medlem", "nn": "Personleg medlem", "en": "Personal member"},
        {"nb": "For deg som vil møte andre i næringslivet her.",
         "nn": "For deg som vil møte andre i næringslivet her.",
         "en": "For you who wish to meet others in business here."}, True,
    ),
    (
        "bedrift", {"nb": "Bedriftsmedlem", "nn": "Bedriftsmedlem", "en": "Company member"},
        {"nb": "Bedriften betaler; styret ser over innmeldingen.",
         "nn": "Bedrifta betaler; styret ser over innmeldinga.",
         "en": "Your company pays; the board looks at your application."}, False,
    ),
    (
        "stotte", {"nb": "Støttemedlem", "nn": "Støttemedlem", "en": "Supporting member"},
        {"nb": "For deg som vil støtte arbeidet.", "nn": "For deg som vil støtte arbeidet.",
         "en": "For you who wish to support the work."}, True,
    ),
)  # fmt: skip


def plan(year: Year) -> None:
    """Founded a year and a month ago; swept once a month, and the last two nights."""
    year.on(FOUNDED, lambda: _found(year))
    year.on(CHANGED, lambda: _change_register(year))
    for days in (*range(370, 0, -30), 1, 0):
        year.on(days, lambda: sweep(year.organisation), hour=2)


def _found(year: Year) -> None:
    """Staff, a register in force and its statement, kinds of membership."""
    year.staff = employ(year.organisation, clock.today())
    for order, (key, name, description, is_automatic) in enumerate(TYPES):
        memberships.save_type(
            year.organisation, None, key=key, name=name, description=description,
            is_automatic=is_automatic, order=order,
        )  # fmt: skip
    save_draft(year.organisation, registers.first(clock.today()), year.officer)
    adopt(year.organisation, year.officer)


def _change_register(year: Year) -> None:
    """Registrations are kept for a shorter time; a kitchen and a filter for mail come in."""
    founded_on = year.today - dt.timedelta(days=FOUNDED)
    save_draft(year.organisation, registers.now(founded_on), year.officer)
    adopt(year.organisation, year.officer)
