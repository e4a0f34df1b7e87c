"""What is held on members and on those who ask to become one."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tillit.kernel.period import Period
from tillit.memberships.messages import render_application, render_membership
from tillit.memberships.models import Application, DirectoryEntry, Membership
from tillit.memberships.rules import REASONS
from tillit.people.privacy import CARD
from tillit.privacy.declare import (
    ActivityType,
    Basis,
    Category,
    Clock,
    Datum,
    End,
    Holding,
    MessageKind,
    Purpose,
    RetentionRule,
    Subject,
    SubjectKind,
    Tally,
    declarations,
)
from tillit.privacy.register.schema import words

ROW = _("key of the row, and what it belongs to")


def type_told(row: Membership | Application) -> str:
    """The kind of membership by its name, not its key."""
    return words(row.type.name, get_language() or "nb")


declarations.not_personal(
    "memberships.MembershipType", reason=_("the kinds of membership on offer")
)
declarations.activity(
    ActivityType(
        key="membership",
        name=_("Membership"),
        description=_("We keep a register of our members."),
        subjects=(SubjectKind.MEMBER, SubjectKind.APPLICANT),
        purposes=(
            Purpose(
                "administer_membership",
                _("administer memberships"),
                _("administer your membership, from joining to leaving"),
                (Basis.CONTRACT, Basis.LEGITIMATE_INTEREST),
                "MemberPartnerManagement",
            ),
            Purpose(
                "publish_in_directory",
                _("show members in the directory"),
                _("show you to others in our public member directory, if you wish it"),
                (Basis.CONSENT,),
                "MemberPartnerManagement",
            ),
            Purpose(
                "govern_association",
                _("run the association by its bylaws"),
                _("call you to the annual meeting, and know who may vote and be elected"),
                (Basis.CONTRACT, Basis.LEGITIMATE_INTEREST),
                "OrganisationGovernance",
            ),
        ),
        rules=(
            RetentionRule(
                "card",
                _("member data"),
                (Clock.RELATION_ENDED,),
                Period(years=1),
                Period(years=5),
                ends=(End.DELETE, End.ARCHIVE),
            ),
            RetentionRule(
                "applications",
                _("applications for membership"),
                (Clock.ROW_CREATED,),
                Period(days=30),
                Period(days=180),
            ),
            RetentionRule(
                "correspondence",
                _("the list of messages sent about memberships"),
                (Clock.ROW_CREATED,),
                Period(years=1),
                Period(years=3),
            ),
        ),
        asks=CARD,
        publishes=("first_name", "last_name", "email", "phone", "picture", "workplace", "position"),
        relation=SubjectKind.MEMBER.value,
        order=10,
    )
)
declarations.holding(
    Holding(
        model=Membership,
        activity="membership",
        title=_("Membership"),
        subject=Subject(emails=("relation__person__email",), person="relation__person"),
        part_of=("relation",),
        fields={
            "type": Datum(Category.MEMBERSHIP, _("type"), blank=None, told=type_told),
            "number": Datum(Category.MEMBERSHIP, _("member number"), blank=None),
            "leave_reason": Datum(
                Category.MEMBERSHIP,
                _("reason for leaving"),
                told=lambda row: dict(REASONS).get(row.leave_reason, row.leave_reason),
            ),
        },
        not_personal={ROW: ("id", "organisation", "relation", "uuid")},
        tallies=(
            Tally("members_left", _("members who left"), "relation__ended_on", ("type__key",)),
        ),
    )
)
declarations.holding(
    Holding(
        model=Application,
        activity="membership",
        title=_("Application for membership"),
        subject=Subject(emails=("email",)),
        rule="applications",
        starts={Clock.ROW_CREATED: "created_at"},
        fields={
            **{name: CARD[name] for name in CARD if name != "picture"},
            "type": Datum(Category.MEMBERSHIP, _("type"), blank=None, told=type_told),
            "state": Datum(Category.MEMBERSHIP, _("state")),
            "created_at": Datum(Category.MEMBERSHIP, _("received")),
            "confirmed_at": Datum(Category.MEMBERSHIP, _("confirmed"), blank=None),
            "decided_at": Datum(Category.MEMBERSHIP, _("decided"), blank=None),
        },
        not_personal={ROW: ("id", "organisation", "uuid", "language")},
    )
)
declarations.holding(
    Holding(
        model=DirectoryEntry,
        activity="membership",
        title=_("Member directory"),
        subject=Subject(
            emails=("membership__relation__person__email",),
            person="membership__relation__person",
        ),
        part_of=("membership",),
        fields={
            "shown": Datum(
                Category.CHOICE,
                _("fields shown"),
                blank=[],
                told=lambda row: [CARD[name].label for name in row.shown if name in CARD],
            ),
            "shown_since": Datum(Category.CHOICE, _("shown since")),
        },
        not_personal={ROW: ("id", "organisation", "membership")},
    )
)
for key, label in (("since", _("since")), ("until", _("until")), ("received", _("received"))):
    declarations.column(key, label)
for key, name, render in (
    ("application_confirm", _("confirmation of the address of an applicant"), render_application),
    ("application_waiting", _("receipt for an application"), render_application),
    ("application_declined", _("answer to an application"), render_application),
    ("membership_welcome", _("welcome to a new member"), render_membership),
    ("membership_ended", _("confirmation that a membership ends"), render_membership),
):
    declarations.message(MessageKind(key, "membership", name, render))
