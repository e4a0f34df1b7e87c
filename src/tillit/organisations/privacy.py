"""What is held on those who work for an organisation: accounts, roles, sessions."""

from __future__ import annotations

from functools import partial

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from tillit.kernel.period import Period
from tillit.organisations import messages
from tillit.organisations.models import Role, Session, StaffLink, User
from tillit.privacy.declare import (
    ActivityType,
    Basis,
    Category,
    Clock,
    Datum,
    Follows,
    Holding,
    MessageKind,
    Purpose,
    RetentionRule,
    Subject,
    SubjectKind,
    declarations,
    gdpr,
)

ROW = _("key of the row, and what it belongs to")
WORKS_HERE = _("The account works for us. It goes some time after its last role has ended.")

declarations.not_personal(
    "organisations.Organisation", reason=_("the organisation's own name and addresses")
)
declarations.not_personal(
    "organisations.CacheEntry",
    reason=_("numbers of tries under keyed hashes, which go within two days and name nobody"),
)
declarations.activity(
    ActivityType(
        key="staff",
        name=_("Accounts for those who work for us"),
        description=_(
            "Employees, board members and volunteers who look after personal data for us have "
            "accounts of their own, with just the access their task needs."
        ),
        subjects=(SubjectKind.STAFF,),
        purposes=(
            Purpose(
                "give_access",
                _("give access to those who need it"),
                _("give those who work for us access to what their task needs, and no more"),
                (Basis.LEGITIMATE_INTEREST, Basis.CONTRACT, Basis.LEGAL_OBLIGATION),
                "AccountManagement",
                law=gdpr("32(1)(b), 32(4)"),
            ),
        ),
        rules=(
            RetentionRule(
                "accounts",
                _("accounts and roles"),
                (Clock.RELATION_ENDED,),
                Period(years=1),
                Period(years=3),
                why_cap=_("Long enough to answer who had access when."),
            ),
            RetentionRule(
                "sessions",
                _("sessions, log-in links and codes"),
                (Clock.EXPIRED,),
                Period(days=1),
                Period(days=30),
            ),
        ),
        always_on=True,
        also_from=_("those who give people access with us, and the log of how it is used"),
        without=_("Without an account you cannot work with personal data for us."),
        order=800,
    )
)
declarations.message(
    MessageKind("staff_invitation", "staff", _("You have been given access"), messages.invitation)
)
declarations.message(
    MessageKind("staff_password", "staff", _("Choose a new password"), messages.new_password)
)
for change, told in messages.CHANGES.items():
    declarations.message(
        MessageKind(f"staff_{change}", "staff", told, partial(messages.account_changed, change))
    )
declarations.holding(
    Holding(
        model=User,
        activity="staff",
        title=_("Staff account"),
        subject=Subject(emails=("email",)),
        organisation=None,
        held_by=("roles",),
        starts={Clock.ROW_CREATED: "created_at"},
        kept_on_erasure=WORKS_HERE,
        fields={
            "email": Datum(Category.CONTACT, _("e-mail")),
            "name": Datum(Category.NAME, _("name")),
            "language": Datum(Category.ACCOUNT, _("language")),
            "password": Datum(Category.ACCOUNT, _("password"), derived=True),
            "last_login": Datum(Category.ACCOUNT, _("last log-in"), blank=None),
            "is_active": Datum(Category.ACCOUNT, _("open"), blank=False),
            "created_at": Datum(Category.ACCOUNT, _("made")),
        },
        not_personal={ROW: ("id", "uuid")},
    )
)
declarations.column("second_factor", _("second factor"))
declarations.holding(
    Holding(
        model=Role,
        activity="staff",
        title=_("Roles"),
        subject=Subject(emails=("user__email",)),
        rule="accounts",
        starts={Clock.RELATION_ENDED: "ends_on"},
        kept_on_erasure=WORKS_HERE,
        fields={
            "type": Datum(Category.RELATION, _("role"), told=lambda row: row.name),
            "starts_on": Datum(Category.RELATION, _("from")),
            "ends_on": Datum(Category.RELATION, _("last day"), blank=None),
            "ended_at": Datum(Category.RELATION, _("access taken away"), blank=None),
            "invited_as": Datum(Category.NAME, _("name in the invitation")),
            "granted_by": Datum(Category.LOG, _("given by"), blank=None),
        },
        not_personal={ROW: ("id", "organisation", "user", "created_at")},
    )
)
declarations.holding(
    Holding(
        model=StaffLink,
        activity="staff",
        title=_("Log-in links"),
        subject=Subject(emails=("user__email",)),
        organisation=None,
        rule="sessions",
        starts={Clock.EXPIRED: "expires_at"},
        kept_on_erasure=WORKS_HERE,
        fields={
            "given_by": Datum(Category.ACCOUNT, _("given by")),
            "used_at": Datum(Category.ACCOUNT, _("used"), blank=None),
            "created_at": Datum(Category.ACCOUNT, _("made")),
            "expires_at": Datum(Category.ACCOUNT, _("runs out")),
        },
        not_personal={ROW: ("id", "user"), _("a hash of a random word"): ("digest",)},
    )
)
declarations.holding(
    Holding(
        model=Session,
        activity="staff",
        title=_("Open sessions"),
        subject=Subject(emails=("email", "user__email")),
        organisation=None,
        follows=Follows(rule="", fixed_rule="sessions", start="expire_date"),
        kept_on_erasure=_("It keeps someone logged in, and runs out by itself."),
        fields={
            "user": Datum(Category.ACCOUNT, _("account"), blank=None),
            "email": Datum(Category.CONTACT, _("e-mail")),
            "session_data": Datum(Category.ACCOUNT, _("content"), derived=True),
            "expire_date": Datum(Category.ACCOUNT, _("runs out")),
        },
        not_personal={
            _("a random key"): ("session_key",),
            _("which rule it follows"): ("activity",),
        },
    )
)
declarations.holding(
    Holding(
        model=apps.get_model("account.EmailAddress"),
        activity="staff",
        title=_("Addresses of the account"),
        subject=Subject(emails=("email", "user__email")),
        organisation=None,
        part_of=("user",),
        kept_on_erasure=WORKS_HERE,
        fields={"email": Datum(Category.CONTACT, _("e-mail"))},
        not_personal={ROW: ("id", "user"), _("state of the address"): ("verified", "primary")},
    )
)
declarations.holding(
    Holding(
        model=apps.get_model("account.EmailConfirmation"),
        activity="staff",
        title=_("Confirmations of addresses"),
        subject=Subject(emails=("email_address__email",)),
        organisation=None,
        part_of=("email_address",),
        kept_on_erasure=WORKS_HERE,
        fields={
            "sent": Datum(Category.ACCOUNT, _("sent"), blank=None),
            "created": Datum(Category.ACCOUNT, _("made")),
        },
        not_personal={ROW: ("id", "email_address"), _("a random key"): ("key",)},
    )
)
declarations.holding(
    Holding(
        model=apps.get_model("mfa.Authenticator"),
        activity="staff",
        title=_("Second factors"),
        subject=Subject(emails=("user__email",)),
        organisation=None,
        part_of=("user",),
        kept_on_erasure=WORKS_HERE,
        fields={
            "type": Datum(Category.ACCOUNT, _("kind")),
            "data": Datum(Category.ACCOUNT, _("secret"), derived=True),
            "created_at": Datum(Category.ACCOUNT, _("made")),
            "last_used_at": Datum(Category.ACCOUNT, _("last used"), blank=None),
        },
        not_personal={ROW: ("id", "user")},
    )
)
