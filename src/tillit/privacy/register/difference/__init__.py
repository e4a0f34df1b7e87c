"""What changed from one register to the next, and what that means for those it concerns.

A change is *widening* when more is done with their data, for longer, by more, or on another basis;
*narrowing* when less is; *neutral* when only words or contact points differ. New purposes and
changed bases are *material*: people are told before they apply (articles 13(3) and 14(4)).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from tillit.privacy.declare import Declarations, declarations
from tillit.privacy.register.difference.activities import of_activities
from tillit.privacy.register.difference.change import Change, Kind, change, said
from tillit.privacy.register.difference.parties import of_parties
from tillit.privacy.register.schema import ContactPoint, Controller, Register

__all__ = ["Change", "Kind", "changes"]

_ORDER = {Kind.WIDENING: 0, Kind.NARROWING: 1, Kind.NEUTRAL: 2}


def changes(old: Register, new: Register, declared: Declarations = declarations) -> list[Change]:
    """Every change, the weightiest first. None when the registers say the same."""
    found = [
        *_of_controller(old.controller, new.controller),
        *_of_promises(old, new),
        *_of_contact_points(old, new),
        *of_parties(old, new),
        *of_activities(old, new, declared),
    ]
    return sorted(found, key=lambda each: _ORDER[each.kind])


def _of_controller(old: Controller, new: Controller) -> Iterator[Change]:
    before, after = old.organisation_number, new.organisation_number
    if before and after and before != after:
        yield change(
            "controller.organisation_number",
            Kind.WIDENING,
            _("Another organisation answers for the processing: {name}."),
            name=new.name,
        )
    elif before != after:
        text = (
            _("The organisation number is given: {number}.")
            if after
            else _("The organisation number is no longer given.")
        )
        yield change("controller.organisation_number", Kind.NEUTRAL, text, number=after)
    if old.name != new.name and (before == after or not (before and after)):
        yield change(
            "controller.name",
            Kind.NEUTRAL,
            _("The organisation’s name is now {name}."),
            name=new.name,
        )
    without = {"name": "", "organisation_number": ""}
    if old.model_copy(update=without) != new.model_copy(update=without):
        yield change(
            "controller", Kind.NEUTRAL, _("The organisation’s contact details have changed.")
        )


def _of_promises(old: Register, new: Register) -> Iterator[Change]:
    before, after = old.promised_answer_days, new.promised_answer_days
    if before != after:
        slower = after is None or (before is not None and after > before)
        text = (
            _("Requests are answered within a month.")
            if after is None
            else _("Requests are answered within {days} days.")
        )
        yield change(
            "promised_answer_days", Kind.WIDENING if slower else Kind.NARROWING, text, days=after
        )
    if set(old.languages) != set(new.languages):
        yield change("languages", Kind.NEUTRAL, _("The statement is published in other languages."))


def _of_contact_points(old: Register, new: Register) -> Iterator[Change]:
    before: dict[str, ContactPoint] = {point.role: point for point in old.contact_points}
    after: dict[str, ContactPoint] = {point.role: point for point in new.contact_points}
    for role in said(before, after):
        if role not in before:
            text = _("New contact point: {name}.")
        elif role not in after:
            text = _("Contact point taken away: {name}.")
        elif before[role] != after[role]:
            text = _("Changed contact point: {name}.")
        else:
            continue
        point = after.get(role) or before[role]
        yield change(f"contact_points.{role}", Kind.NEUTRAL, text, name=point.name or point.email)
