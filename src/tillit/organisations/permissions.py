"""What can be permitted: one word each for a need that some task has."""

from __future__ import annotations

from enum import StrEnum


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
