"""Rules about cards and relations that need no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from tillit.kernel.period import Period
from tillit.privacy.declare import Clock, declarations
from tillit.privacy.register.schema import ActivityEntry, Register

CARD_RULE = "card"
# A prospect is looked at again after this long, unless another day is given (promise C10).
REVIEW_AFTER = Period(months=3)


def kinds(register: Register) -> list[str]:
    """The kinds of relation the register lets the organisation have, in the statement's order."""
    return [
        activity.relation
        for activity in declarations.in_order()
        if activity.relation and register.activity(activity.key)
    ]


def entry_for(register: Register, kind: str) -> ActivityEntry | None:
    """The register's entry behind a kind of relation; None when it has none."""
    try:
        return register.activity(declarations.by_relation(kind).key)
    except KeyError:
        return None


def fields_allowed(register: Register, held: Iterable[str]) -> list[str]:
    """The card's fields that any of the held kinds of relation asks for; no other may be kept.

    GDPR article 5(1)(c); promises C11 and C14. One of an activity that was switched off still holds
    what was last asked for, until its clock has run out.
    """
    allowed: dict[str, None] = {}
    for activity in (declarations.by_relation(kind).key for kind in held):
        if entry := register.last_known(activity):
            allowed |= dict.fromkeys(entry.field_keys())
    return list(allowed)


def fields_required(register: Register, held: Iterable[str]) -> set[str]:
    """The fields that some held kind of relation cannot do without."""
    entries = (entry_for(register, kind) for kind in held)
    return {field.field for entry in entries if entry for field in entry.fields if field.required}


# A last day further ahead than this is mistyped: nothing would ever be deleted after it.
_FURTHEST_AHEAD: Final = Period(years=2)


def last_day_refused(started_on: dt.date, day: dt.date, today: dt.date) -> str:
    """Why a relation cannot end that day; empty when it can. One yet to start can end sooner."""
    if day < min(started_on, today):
        return _("It cannot end before it started.")
    if day > _FURTHEST_AHEAD.add_to(today):
        return _("That is years from now. Choose a day within two years.")
    return ""


def is_reviewed(kind: str) -> bool:
    """The relation has a day of review: it ends by itself unless someone decides otherwise."""
    rule = declarations.by_relation(kind).rule(CARD_RULE)
    return Clock.REVIEW_DATE in rule.clocks
