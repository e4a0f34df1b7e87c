"""Role types: what someone does for the organisation, as classes that read as sentences."""

from __future__ import annotations

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.organisations.permissions import Permission

P = Permission


class RoleType:
    """A task someone has, and the needs that come with it."""

    key: ClassVar[str]
    name: ClassVar[str | Promise]
    does: ClassVar[str | Promise]
    needs: ClassVar[frozenset[P]]


class Secretary(RoleType):
    key = "secretary"
    name = _("Secretary")
    does = _("Keeps the register of members and contacts, and runs the organisation's page here")
    needs = frozenset(
        {
            P.PEOPLE_READ,
            P.PEOPLE_CHANGE,
            P.PEOPLE_IMPORT,
            P.PEOPLE_EXPORT,
            P.MEMBERS_READ,
            P.MEMBERS_CHANGE,
            P.EVENTS_READ,
            P.EVENTS_CHANGE,
            P.PARTICIPANTS_READ,
            P.PARTICIPANTS_MESSAGE,
            P.PARTICIPANTS_EXPORT,
            P.REQUESTS,
            P.REGISTER_READ,
            P.EVIDENCE_READ,
            P.STAFF_READ,
            P.STAFF_CHANGE,
            P.SETTINGS_CHANGE,
        }
    )


class EventHost(RoleType):
    key = "event_host"
    name = _("Event host")
    does = _("Makes events and looks after those who take part")
    needs = frozenset(
        {
            P.EVENTS_READ,
            P.EVENTS_CHANGE,
            P.PARTICIPANTS_READ,
            P.PARTICIPANTS_MESSAGE,
            P.PARTICIPANTS_EXPORT,
        }
    )


class Editor(RoleType):
    key = "editor"
    name = _("Editor")
    does = _("Writes what the public reads, and sees no personal data")
    needs = frozenset({P.EVENTS_READ, P.EVENTS_CHANGE, P.CONTENT_CHANGE})


class Adviser(RoleType):
    key = "adviser"
    name = _("Adviser")
    does = _("Advises people and companies, and sees and changes everyone on the register")
    needs = frozenset({P.PEOPLE_READ, P.PEOPLE_CHANGE, P.EVENTS_READ, P.CASES})


class Treasurer(RoleType):
    key = "treasurer"
    name = _("Treasurer")
    does = _("Keeps dues and accounts, and sees who is a member")
    needs = frozenset({P.PEOPLE_READ, P.MEMBERS_READ, P.BILLING})


class PrivacyOfficer(RoleType):
    key = "privacy_officer"
    name = _("Privacy officer")
    does = _("Answers requests, keeps the register of processing, and publishes the statement")
    needs = frozenset(
        {
            P.PEOPLE_READ,
            P.REQUESTS,
            P.REGISTER_READ,
            P.REGISTER_CHANGE,
            P.REGISTER_ADOPT,
            P.EVIDENCE_READ,
            P.LEDGER_READ,
            P.ARCHIVE_READ,
            P.STAFF_READ,
            P.EVENTS_READ,
        }
    )


class Auditor(RoleType):
    key = "auditor"
    name = _("Auditor")
    does = _("Reads the register, the evidence and the log, and changes nothing")
    needs = frozenset({P.REGISTER_READ, P.EVIDENCE_READ, P.LEDGER_READ, P.STAFF_READ})


ROLE_TYPES: dict[str, type[RoleType]] = {
    role.key: role
    for role in (Secretary, EventHost, Editor, Adviser, Treasurer, PrivacyOfficer, Auditor)
}
