"""A register read in from a file keeps speaking as the organisation whose register it becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tillit.privacy.register import queries
from tillit.privacy.register.schema import Controller, Register

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


def as_own(organisation: Organisation, imported: Register) -> tuple[Register, str]:
    """The register for the organisation, and the controller it was of when that is another.

    Another's register says what is done with data, not who does it: name, number, addresses and
    contact points (articles 13(1)(a) and (b)) stay as the organisation has them. One that has none
    yet takes them from the file.
    """
    theirs = imported.controller
    row = queries.version_in_force(organisation) or queries.draft(organisation)
    if row is None:
        is_own = theirs.name.casefold() == organisation.name.casefold()
        return imported, "" if is_own else theirs.name
    own = Register.model_validate(row.document)
    if _is_same(own.controller, theirs):
        return imported, ""
    kept = {"controller": own.controller, "contact_points": own.contact_points}
    return imported.model_copy(update=kept), theirs.name


def _is_same(ours: Controller, theirs: Controller) -> bool:
    """By the number, which stays when the name changes; else by the name."""
    if ours.organisation_number and theirs.organisation_number:
        return ours.organisation_number == theirs.organisation_number
    return ours.name.strip().casefold() == theirs.name.strip().casefold()
