"""All scheduled work of the privacy app, a room per idea."""

from tillit.privacy.evidence import tasks as evidence
from tillit.privacy.gate import tasks as gate
from tillit.privacy.holds import tasks as holds
from tillit.privacy.ledger import tasks as ledger
from tillit.privacy.register import tasks as register
from tillit.privacy.rights import tasks as rights

__all__ = ["evidence", "gate", "holds", "ledger", "register", "rights"]
