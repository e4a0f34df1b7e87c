"""What the privacy machinery itself holds, and the third-party apps that have no declaration."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tillit.kernel.period import Period
from tillit.privacy.declare import (
    ActivityType,
    Basis,
    Category,
    Clock,
    Datum,
    End,
    EntryType,
    Files,
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
from tillit.privacy.ledger import witness
from tillit.privacy.models import (
    ArchivedRow,
    Consent,
    Delivery,
    DisclosedSubject,
    Disclosure,
    LedgerEntry,
    Message,
    RegisterContact,
    RegisterVersion,
    Request,
)
from tillit.privacy.rights import told
from tillit.privacy.rights.messages import render, render_corrected
from tillit.privacy.rights.rules import REFUSALS

ROW = _("key of the row, and what it belongs to")
STATE = _("state of the work, tells nothing about the person")
PROOF = _("We must be able to prove that we have kept the law (articles 5(2) and 7(1)).")
CODES = _("codes of the register: which activity, which rule, which language")

declarations.not_personal(
    "contenttypes.ContentType",
    "auth.Permission",
    "auth.Group",
    "auth.Group_permissions",
    reason=_("names of the program's own parts"),
)
declarations.not_personal(
    "django_tasks_database.DBTaskResult",
    reason=_("work to be done, with row numbers as arguments; removed when done"),
)
declarations.not_personal(
    "privacy.LedgerHead",
    "privacy.Measurement",
    "privacy.SweepRun",
    "privacy.TallyCount",
    reason=_("counts and results of checks, in which no person can be recognised"),
)
declarations.not_personal(
    "privacy.SweptFile",
    reason=_("the name of a stored file, made by the program, until the file is gone"),
)

declarations.files(
    Files(
        "ledger/*",
        _("types, times and sums of entries in the log, not their content"),
        known=witness.known_files,
    )
)

declarations.activity(
    ActivityType(
        key="accountability",
        name=_("Rights, and proof of what we do"),
        description=_(
            "We answer requests about your data, keep your choices, and log what is done to "
            "personal data, so that you and others can check that we keep our word."
        ),
        subjects=(
            SubjectKind.MEMBER,
            SubjectKind.PARTICIPANT,
            SubjectKind.STAFF,
            SubjectKind.VISITOR,
        ),
        purposes=(
            Purpose(
                "answer_requests",
                _("answer requests about personal data"),
                _("answer you when you use your rights, and prove that we did"),
                (Basis.LEGAL_OBLIGATION,),
                "RightsFulfilment",
                law=gdpr("12–22"),
            ),
            Purpose(
                "log_use",
                _("log the use of personal data"),
                _("see and show who has opened, changed, given out or deleted personal data"),
                (Basis.LEGAL_OBLIGATION, Basis.LEGITIMATE_INTEREST),
                "EnforceSecurity",
                law=gdpr("5(2), 32"),
            ),
        ),
        rules=(
            RetentionRule(
                "requests",
                _("requests and our answers"),
                (Clock.REQUEST_CLOSED,),
                Period(years=2),
                Period(years=5),
                why_cap=_("Later, no claim can be expected that the answer would settle."),
            ),
            RetentionRule(
                "ledger",
                _("what the log says of people"),
                (Clock.ROW_CREATED,),
                Period(years=2),
                Period(years=5),
                ends=(End.ANONYMISE,),
                why_cap=_("The chain stays; what it says of persons goes."),
            ),
            RetentionRule(
                "consents",
                _("consents that have been withdrawn"),
                (Clock.WITHDRAWN,),
                Period(years=2),
                Period(years=5),
            ),
            RetentionRule(
                "archive",
                _("what the law has us archive"),
                (Clock.ROW_CREATED,),
                Period(years=5),
                Period(years=10),
            ),
            RetentionRule(
                "imports",
                _("spreadsheets that were read in"),
                (Clock.ROW_CREATED,),
                Period(days=30),
                Period(days=90),
                why_cap=_("After that an import can no longer be undone in any sensible way."),
            ),
            RetentionRule(
                "disclosures",
                _("the list of what was given to whom"),
                (Clock.ROW_CREATED,),
                Period(years=1),
                Period(years=5),
            ),
        ),
        always_on=True,
        also_from=_("our own log of what is done with data, and spreadsheets that we read in"),
        without=_(
            "You choose whether to use your rights. To answer, we need to know who you are. "
            "The law requires the log."
        ),
        order=900,
    )
)

declarations.holding(
    Holding(
        model=Request,
        activity="accountability",
        title=_("Requests about personal data"),
        subject=Subject(emails=("email",)),
        rule="requests",
        starts={Clock.REQUEST_CLOSED: "closed_at"},
        kept_on_erasure=PROOF,
        fields={
            "kind": Datum(Category.REQUEST, _("right")),
            "channel": Datum(Category.REQUEST, _("how it arrived")),
            "state": Datum(Category.REQUEST, _("state")),
            "name": Datum(Category.NAME, _("name")),
            "email": Datum(Category.CONTACT, _("e-mail")),
            "postal_address": Datum(Category.ADDRESS, _("postal address")),
            "proven": Datum(Category.REQUEST, _("identity proven"), blank=False),
            "details": Datum(Category.REQUEST, _("what was asked for")),
            "received_on": Datum(Category.REQUEST, _("received")),
            "due_on": Datum(Category.REQUEST, _("to be answered by")),
            "extended_on": Datum(Category.REQUEST, _("extended")),
            "extension_reason": Datum(Category.REQUEST, _("reason for extending")),
            "answer": Datum(Category.REQUEST, _("our answer")),
            "refused_under": Datum(
                Category.REQUEST,
                _("refused under"),
                told=lambda row: REFUSALS.get(row.refused_under, row.refused_under),
            ),
            "closed_at": Datum(Category.REQUEST, _("closed")),
            "receipt": Datum(
                Category.REQUEST,
                _("receipt"),
                blank={},
                told=lambda row: row.receipt.get("lines", []),
            ),
        },
        not_personal={
            ROW: ("id", "organisation", "uuid"),
            STATE: ("reminded_on", "handled_by", "created_at"),
            CODES: ("language",),
        },
    )
)
declarations.holding(
    Holding(
        model=LedgerEntry,
        activity="accountability",
        title=_("Log of what was done to the data"),
        # Entries name rows by reference; a person finds theirs through the rows' references.
        subject=Subject(references=("subject",), actors=("actor",)),
        rule="ledger",
        starts={Clock.ROW_CREATED: "created_at"},
        kept_on_erasure=PROOF,
        fields={
            "subject": Datum(Category.LOG, _("about")),
            "actor": Datum(Category.LOG, _("by")),
            "content": Datum(Category.LOG, _("what"), blank=None),
            "salt": Datum(Category.LOG, _("salt"), derived=True),
        },
        not_personal={
            ROW: ("id", "organisation"),
            _("the chain's own sums and times"): (
                "kind",
                "commitment",
                "created_at",
                "sequence",
                "chain",
                "redacted_at",
            ),
        },
        anonymise={"subject": "", "actor": "", "content": None, "salt": ""},
        anonymised_at="redacted_at",
        # What the program itself did, in numbers; and the sums of what was published, which are
        # to outlive the versions they stand for.
        spares={"subject": "", "actor": "system"},
    )
)
declarations.holding(
    Holding(
        model=Disclosure,
        activity="accountability",
        title=_("Occasions on which data was given out"),
        subject=Subject(emails=("made_by__email",)),
        rule="disclosures",
        starts={Clock.ROW_CREATED: "made_at"},
        kept_on_erasure=PROOF,
        fields={"made_by": Datum(Category.LOG, _("made by"), blank=None)},
        not_personal={
            ROW: ("id", "organisation", "uuid"),
            _("what, how many and why, without persons"): (
                "recipient",
                "activity",
                "purpose",
                "fields",
                "count",
                "made_at",
            ),
        },
    )
)
declarations.holding(
    Holding(
        model=DisclosedSubject,
        activity="accountability",
        title=_("What was given out, and to whom"),
        subject=Subject(emails=("email",), references=("reference",)),
        follows=Follows(),
        kept_on_erasure=PROOF,
        fields={
            "email": Datum(Category.CONTACT, _("e-mail")),
            "reference": Datum(Category.LOG, _("reference")),
            "disclosure": Datum(
                Category.LOG, _("given out"), blank=None, told=lambda row: row.disclosure.purpose
            ),
        },
        not_personal={
            ROW: ("id", "organisation"),
            CODES: ("activity", "rule", "clock_at"),
        },
    )
)
declarations.holding(
    Holding(
        model=Consent,
        activity="accountability",
        title=_("Consents"),
        subject=Subject(emails=("email",)),
        rule="consents",
        starts={Clock.WITHDRAWN: "withdrawn_at"},
        kept_on_erasure=PROOF,
        fields={
            "email": Datum(Category.CONTACT, _("e-mail")),
            "activity": Datum(Category.CHOICE, _("activity"), told=told.activity),
            "purpose": Datum(Category.CHOICE, _("purpose"), told=told.purpose),
            "wording": Datum(Category.CHOICE, _("what was said yes to")),
            "how": Datum(Category.CHOICE, _("how")),
            "given_at": Datum(Category.CHOICE, _("given")),
            "withdrawn_at": Datum(Category.CHOICE, _("withdrawn")),
        },
        not_personal={
            ROW: ("id", "organisation", "uuid"),
            CODES: ("register_number", "language"),
        },
    )
)
declarations.holding(
    Holding(
        model=Message,
        activity="accountability",
        title=_("Messages written to many"),
        subject=Subject(emails=("deliveries__email",)),
        held_by=("deliveries",),
        fields={
            "subject": Datum(Category.COMMUNICATION, _("subject")),
            "body": Datum(Category.COMMUNICATION, _("text")),
        },
        not_personal={
            ROW: ("id", "organisation", "uuid", "about"),
            CODES: ("kind",),
            STATE: ("sender", "created_at"),
        },
    )
)
declarations.holding(
    Holding(
        model=Delivery,
        activity="accountability",
        title=_("Messages sent"),
        subject=Subject(emails=("email",)),
        follows=Follows(),
        fields={
            "email": Datum(Category.CONTACT, _("e-mail")),
            "message": Datum(Category.COMMUNICATION, _("message"), blank=None, told=told.message),
            "reference": Datum(Category.COMMUNICATION, _("about"), told=told.about),
            "state": Datum(Category.COMMUNICATION, _("state")),
            "sent_at": Datum(Category.COMMUNICATION, _("sent")),
        },
        not_personal={
            ROW: ("id", "organisation"),
            STATE: ("reason", "tries", "queued_at", "claimed_at"),
            CODES: ("language", "activity", "rule", "clock_at"),
        },
    )
)
declarations.holding(
    Holding(
        model=ArchivedRow,
        activity="accountability",
        title=_("Closed archive"),
        subject=Subject(emails=("email",)),
        rule="archive",
        starts={Clock.ROW_CREATED: "archived_at"},
        kept_on_erasure=_("The law has us keep it in the closed archive (article 17(3)(b))."),
        fields={
            "row": Datum(Category.LOG, _("archived data"), blank=None),
            "email": Datum(Category.CONTACT, _("e-mail")),
        },
        not_personal={
            ROW: ("id", "organisation", "model"),
            CODES: ("activity", "rule", "archived_at"),
        },
    )
)
declarations.not_personal(
    "privacy.DraftPoint",
    reason=_(
        "sentences of the organisation's own published statement, beside the draft made from it; "
        "gone when it is adopted or given up, what nobody has looked at with the next draft"
    ),
)
REGISTER_REASON = _("the organisation's own document; the persons it names are in its contacts")
declarations.not_personal(
    "privacy.StatementVersion",
    reason=_("a published document; the contact points it names are those the register names"),
)
declarations.holding(
    Holding(
        model=RegisterVersion,
        activity="accountability",
        title=_("Versions of the register, by who changed them"),
        subject=Subject(emails=("changed_by__email", "contacts__email")),
        for_good=_("the record of processing itself, with its history (articles 5(2) and 30)"),
        fields={"changed_by": Datum(Category.LOG, _("changed by"), blank=None)},
        not_personal={
            ROW: ("id", "organisation", "uuid"),
            REGISTER_REASON: ("number", "state", "document", "digest", "created_at", "adopted_at"),
        },
    )
)
declarations.holding(
    Holding(
        model=RegisterContact,
        activity="accountability",
        title=_("Contact points that name the person"),
        subject=Subject(emails=("email",)),
        organisation="version__organisation",
        part_of=("version",),
        fields={
            "role": Datum(Category.RELATION, _("role")),
            "name": Datum(Category.NAME, _("name")),
            "email": Datum(Category.CONTACT, _("e-mail")),
        },
        not_personal={ROW: ("id", "version")},
    )
)


for key, name in (
    ("request_received", _("receipt for a request")),
    ("request_extended", _("more time for a request")),
    ("request_closed", _("answer to a request")),
    ("request_reminder", _("reminder of a request, to those who answer it")),
    ("recipient_notice", _("notice to a recipient of data that it was corrected or deleted")),
):
    declarations.message(MessageKind(key, "accountability", name, render))

declarations.message(
    MessageKind(
        "recipient_corrected",
        "accountability",
        _("notice to a recipient of data that it was corrected"),
        render_corrected,
    )
)

declarations.column("sequence", _("number in the log"))
declarations.column("details", _("details"))
WHAT_IT_SAYS = _("whom it is about, by whom, and the details; the chain stays whole")
for key, name in (
    ("given", _("consent given")),
    ("withdrawn", _("consent withdrawn")),
    ("registered", pgettext_lazy("log", "registered")),
    ("changed", _("changed")),
    ("merged", _("merged")),
    ("deleted", _("deleted")),
    ("archived", _("archived")),
    ("cleared", _("fields cleared")),
    ("anonymised", _("made anonymous")),
    ("disclosed", _("given out")),
    ("exported", _("exported")),
    ("opened", _("opened")),
    ("published", _("published")),
    ("sealed", _("sum of a published version noted")),
    ("unpublished", _("taken down")),
    ("request", _("request received")),
    ("answered", _("request answered")),
    ("access", _("access given or ended")),
    ("sent", _("message sent")),
    ("redacted", _("log entries redacted")),
    ("restored", _("log taken up again from a backup")),
):
    declarations.entry(EntryType(key, name, WHAT_IT_SAYS))
