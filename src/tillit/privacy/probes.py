"""The probes of the privacy app, found by their name."""

from tillit.privacy.evidence.probes import (
    accounts,
    closed_world,
    mail,
    parties,
    promises,
    retention,
)

__all__ = ["accounts", "closed_world", "mail", "parties", "promises", "retention"]
