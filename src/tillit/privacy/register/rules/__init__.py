"""What a register may not say: everything that cannot be lawful, why, and how to mend it.

Pure: no database, no clock. Each finding names the rule it comes from (``kernel.law``).
"""

from __future__ import annotations

import datetime as dt

from tillit.privacy.declare import Declarations
from tillit.privacy.register.rules.activities import about_activities
from tillit.privacy.register.rules.finding import Finding
from tillit.privacy.register.rules.organisation import about_organisation
from tillit.privacy.register.rules.parties import about_parties
from tillit.privacy.register.rules.texts import about_texts
from tillit.privacy.register.schema import Register

__all__ = ["Finding", "errors", "findings"]


def findings(register: Register, declared: Declarations, on: dt.date) -> list[Finding]:
    """All there is to say against the register on that day, errors first."""
    found = [
        *about_organisation(register),
        *about_parties(register, on),
        *about_activities(register, declared, on),
        *about_texts(register),
    ]
    return sorted(found, key=lambda finding: finding.severity)


def errors(register: Register, declared: Declarations, on: dt.date) -> list[Finding]:
    """Those findings that stand in the way of adopting it."""
    return [finding for finding in findings(register, declared, on) if finding.is_error]
