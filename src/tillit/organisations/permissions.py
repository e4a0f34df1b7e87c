"""What can be permitted: one word each for a need that some task has."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """A need. Role types are sets of these; a view names the one it serves."""

    PEOPLE_READ = "people_read"
    PEOPLE_CHANGE = "people_change"
    PEOPLE_IMPORT = "people_import"
    PEOPLE_EXPORT = "people_export"
    MEMBERS_READ = "members_read"
    MEMBERS_CHANGE = "members_change"
    EVENTS_READ = "events_read"
    EVENTS_CHANGE = "events_change"
    PARTICIPANTS_READ = "participants_read"
    PARTICIPANTS_MESSAGE = "participants_message"
    PARTICIPANTS_EXPORT = "participants_export"
    REQUESTS = "requests"
    REGISTER_READ = "register_read"
    REGISTER_CHANGE = "register_change"
    REGISTER_ADOPT = "register_adopt"
    EVIDENCE_READ = "evidence_read"
    LEDGER_READ = "ledger_read"
    ARCHIVE_READ = "archive_read"
    STAFF_READ = "staff_read"
    STAFF_CHANGE = "staff_change"
    SETTINGS_CHANGE = "settings_change"
    # Reserved for modules to come, so that roles read whole.
    CONTENT_CHANGE = "content_change"
    CASES = "cases"
    BILLING = "billing"


P = Permission
# What each need lets someone do, as an end to "may …".
MEANINGS: dict[Permission, str | Promise] = {
    P.PEOPLE_READ: _("see the cards of people in the register"),
    P.PEOPLE_CHANGE: _("add and change cards, and merge duplicates"),
    P.PEOPLE_IMPORT: _("read in people from a spreadsheet"),
    P.PEOPLE_EXPORT: _("take out lists of people"),
    P.MEMBERS_READ: _("see who is a member"),
    P.MEMBERS_CHANGE: _("accept, change and end memberships"),
    P.EVENTS_READ: _("see events, drafts too"),
    P.EVENTS_CHANGE: _("make, change and cancel events"),
    P.PARTICIPANTS_READ: _("see who takes part in an event"),
    P.PARTICIPANTS_MESSAGE: _("write to those who take part, about the event"),
    P.PARTICIPANTS_EXPORT: _("take out lists of participants"),
    P.REQUESTS: _("answer requests about personal data"),
    P.REGISTER_READ: _("read the register of processing"),
    P.REGISTER_CHANGE: _("change the draft of the register"),
    P.REGISTER_ADOPT: _("adopt the register and publish the statement"),
    P.EVIDENCE_READ: _("see the evidence in detail"),
    P.LEDGER_READ: _("read the log of what was done to personal data"),
    P.ARCHIVE_READ: _("open the closed archive"),
    P.STAFF_READ: _("see who works here and what they may"),
    P.STAFF_CHANGE: _("give people access and take it away"),
    P.SETTINGS_CHANGE: _("change the organisation's name, host and language"),
    P.CONTENT_CHANGE: _("write what the public reads"),
    P.CASES: _("keep advice cases"),
    P.BILLING: _("keep dues and accounts"),
}
