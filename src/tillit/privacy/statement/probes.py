"""Which evidence checks stand behind which kinds of sentences: (probe, what it is about)."""

from __future__ import annotations

Probe = tuple[str, str]

STATEMENT: Probe = ("statement", "")
CLOSED_WORLD: Probe = ("closed_world", "")
LEDGER: Probe = ("ledger", "")
REQUESTS: Probe = ("requests", "")
TRANSFERS: Probe = ("transfers", "")
AGREEMENTS: Probe = ("agreements", "")
DIRECTORY: Probe = ("directory", "")


# Security measures that the program itself can check, by their key in the register.
MEASURES: dict[str, tuple[Probe, ...]] = {
    "access": (("staff_access", ""),),
    "second_factor": (("second_factor", ""),),
    "log": (("openings", ""), LEDGER),
    "transport": (("transport", ""),),
    "sweep": (("sweep", ""),),
}


def retention(activity: str, rule: str) -> Probe:
    """Nothing of this rule is older than promised."""
    return ("retention", f"{activity}.{rule}")
