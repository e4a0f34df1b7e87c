"""All models of the privacy app, a room per idea."""

from tillit.privacy.consent.models import Consent
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.gate.models import Delivery, Message
from tillit.privacy.holds.models import ArchivedRow, SweepRun, SweptFile, TallyCount
from tillit.privacy.ledger.models import LedgerEntry, LedgerHead
from tillit.privacy.register.models import RegisterContact, RegisterVersion
from tillit.privacy.register.points.models import DraftPoint
from tillit.privacy.rights.models import Request
from tillit.privacy.sharing.models import DisclosedSubject, Disclosure
from tillit.privacy.statement.models import StatementVersion

__all__ = [
    "ArchivedRow",
    "Consent",
    "Delivery",
    "DisclosedSubject",
    "Disclosure",
    "DraftPoint",
    "LedgerEntry",
    "LedgerHead",
    "Measurement",
    "Message",
    "RegisterContact",
    "RegisterVersion",
    "Request",
    "StatementVersion",
    "SweepRun",
    "SweptFile",
    "TallyCount",
]
