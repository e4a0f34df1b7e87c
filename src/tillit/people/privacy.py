"""What is held on persons: the card, the relations that hold it, where each value came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tillit.kernel.period import Period
from tillit.people.models import (
    DuplicateDecision,
    Import,
    ImportRow,
    Person,
    Relation,
    SearchTerm,
    SourceRecord,
)
from tillit.people.values import sort_key_of
from tillit.privacy.declare import (
    ActivityType,
    Basis,
    Category,
    Clock,
    Datum,
    Follows,
    Holding,
    Purpose,
    RetentionRule,
    Subject,
    SubjectKind,
    declarations,
)

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

ROW = _("key of the row, and what it belongs to")

# Every field a card can have; each activity that puts a relation on a card asks for some of them.
CARD = {
    "first_name": Datum(Category.NAME, _("first name")),
    "last_name": Datum(Category.NAME, _("last name")),
    "email": Datum(Category.CONTACT, _("e-mail")),
    "phone": Datum(Category.CONTACT, _("telephone")),
    "street": Datum(Category.ADDRESS, _("street address")),
    "postal_code": Datum(Category.ADDRESS, _("postal code")),
    "city": Datum(Category.ADDRESS, _("postal town")),
    "workplace": Datum(Category.WORK, _("workplace")),
    "position": Datum(Category.WORK, _("position")),
    "picture": Datum(Category.PICTURE, _("picture"), file=True),
}
BASIC = ("first_name", "last_name", "email", "phone", "workplace", "position")


def _contacts(
    key: str,
    name: object,
    description: object,
    subject: SubjectKind,
    purpose: Purpose,
    rule: RetentionRule,
    fields: Sequence[str],
    order: int,
) -> None:
    declarations.activity(
        ActivityType(
            key=key,
            name=name,  # type: ignore[arg-type]
            description=description,  # type: ignore[arg-type]
            subjects=(subject,),
            purposes=(purpose,),
            rules=(rule,),
            asks={field: CARD[field] for field in fields},
            relation=subject.value,
            order=order,
        )
    )


_contacts(
    "company_contacts",
    _("Contacts at member companies"),
    _("A company that is a member names persons we can turn to."),
    SubjectKind.COMPANY_CONTACT,
    Purpose(
        "serve_member_companies",
        _("serve the companies that are members"),
        _("keep in touch with the companies that are members, and give them what they pay for"),
        (Basis.LEGITIMATE_INTEREST, Basis.CONTRACT),
        "MemberPartnerManagement",
    ),
    RetentionRule(
        "card",
        _("contacts at member companies"),
        (Clock.RELATION_ENDED, Clock.LAST_INTERACTION),
        Period(years=1),
        Period(years=3),
    ),
    (*BASIC, "street", "postal_code", "city"),
    110,
)
_contacts(
    "customers",
    _("Contacts at customers"),
    _("Persons who buy from us, or who represent a company that does."),
    SubjectKind.CUSTOMER,
    Purpose(
        "fulfil_agreement",
        _("fulfil the agreement"),
        _("fulfil the agreement we have with you or with the company you represent"),
        (Basis.CONTRACT, Basis.LEGITIMATE_INTEREST),
        "CustomerManagement",
    ),
    RetentionRule(
        "card",
        _("contacts at customers"),
        (Clock.RELATION_ENDED, Clock.LAST_INTERACTION),
        Period(years=1),
        Period(years=5),
    ),
    (*BASIC, "street", "postal_code", "city"),
    120,
)
_contacts(
    "prospects",
    _("Contacts at possible customers and members"),
    _("Persons at businesses and associations for whom what we offer may be relevant."),
    SubjectKind.PROSPECT,
    Purpose(
        "clear_interest",
        _("find out whether what we offer is relevant"),
        _("find out whether what we offer is relevant to the one you represent"),
        (Basis.LEGITIMATE_INTEREST, Basis.CONSENT),
        "CustomerRelationshipManagement",
    ),
    RetentionRule(
        "card",
        _("contacts at possible customers"),
        (Clock.REVIEW_DATE,),
        Period(days=0),
        Period(days=30),
        why_cap=_("They are kept only while it is found out whether they are relevant."),
    ),
    BASIC,
    130,
)
_contacts(
    "suppliers",
    _("Contacts at suppliers"),
    _("Persons at those we buy from."),
    SubjectKind.SUPPLIER,
    Purpose(
        "deal_with_suppliers",
        _("deal with suppliers"),
        _("order from, follow up and pay those we buy from"),
        (Basis.LEGITIMATE_INTEREST, Basis.CONTRACT),
        "VendorManagement",
    ),
    RetentionRule(
        "card",
        _("contacts at suppliers"),
        (Clock.RELATION_ENDED,),
        Period(years=1),
        Period(years=5),
    ),
    ("first_name", "last_name", "email", "phone"),
    140,
)
_contacts(
    "partners",
    _("Contacts at partners"),
    _("Persons at those we work together with."),
    SubjectKind.PARTNER,
    Purpose(
        "work_with_partners",
        _("work with partners"),
        _("plan and carry out what we do together"),
        (Basis.LEGITIMATE_INTEREST, Basis.CONTRACT),
        "MemberPartnerManagement",
    ),
    RetentionRule(
        "card",
        _("contacts at partners"),
        (Clock.RELATION_ENDED,),
        Period(years=1),
        Period(years=5),
    ),
    ("first_name", "last_name", "email", "phone"),
    150,
)

declarations.holding(
    Holding(
        model=Person,
        activity="accountability",
        title=_("Card"),
        subject=Subject(emails=("email",), person=""),
        held_by=("relations",),
        starts={Clock.ROW_CREATED: "created_at"},
        fields={
            **CARD,
            "sort_key": Datum(
                Category.NAME,
                _("sort key"),
                derived=True,
                made_from=("first_name", "last_name"),
                make=sort_key_of,
            ),
            "sources": Datum(Category.ORIGIN, _("where it came from"), blank={}, derived=True),
            "last_interaction_at": Datum(Category.RELATION, _("last contact with us"), blank=None),
            "created_at": Datum(Category.RELATION, pgettext_lazy("card", "registered")),
        },
        not_personal={ROW: ("id", "organisation", "uuid")},
    )
)
declarations.holding(
    Holding(
        model=Relation,
        activity="accountability",
        title=_("Relation to us"),
        subject=Subject(emails=("person__email",), person="person"),
        follows=Follows(fixed_rule="card", rule="", start=""),
        starts={
            Clock.RELATION_ENDED: "ended_on",
            Clock.LAST_INTERACTION: ("person__last_interaction_at", "created_at"),
            Clock.REVIEW_DATE: "review_on",
        },
        fields={
            "kind": Datum(Category.RELATION, _("relation"), told=lambda row: row.name),
            "started_on": Datum(Category.RELATION, _("since")),
            "ended_on": Datum(Category.RELATION, _("until"), blank=None),
            "review_on": Datum(Category.RELATION, _("to be reviewed"), blank=None),
        },
        not_personal={ROW: ("id", "organisation", "person", "activity", "created_at")},
    )
)
declarations.holding(
    Holding(
        model=SearchTerm,
        activity="accountability",
        title=_("Search words"),
        subject=Subject(emails=("person__email",), person="person"),
        part_of=("person",),
        of_field="field",
        fields={"term": Datum(Category.NAME, _("search word"), derived=True)},
        not_personal={ROW: ("id", "organisation", "person", "field")},
    )
)
declarations.holding(
    Holding(
        model=SourceRecord,
        activity="accountability",
        title=_("Occasions on which data arrived"),
        subject=Subject(actors=("recorded_by",)),
        held_by_values=("people.Person", "sources"),
        fields={
            "recorded_by": Datum(Category.ORIGIN, _("registered by")),
            "detail": Datum(Category.ORIGIN, _("more precisely")),
        },
        not_personal={
            ROW: ("id", "organisation"),
            _("a listed source, how and when"): ("source", "how", "recorded_at"),
        },
    )
)
declarations.holding(
    Holding(
        model=DuplicateDecision,
        activity="accountability",
        title=_("Cards judged to be of different people"),
        subject=Subject(emails=("first__email", "second__email"), person="first"),
        part_of=("first", "second"),
        fields={"decided_by": Datum(Category.LOG, _("judged by"))},
        not_personal={ROW: ("id", "organisation", "first", "second", "decided_at")},
    )
)


def _not_told(_row: Import) -> str:
    # What the work itself needs: in the file for machines, and nothing to read.
    return ""


def _values_told(row: ImportRow) -> list[str]:
    from tillit.people.imports.telling import values_told

    return values_told(row)


def _errors_told(row: ImportRow) -> list[str]:
    from tillit.people.imports.telling import errors_told

    return errors_told(row)


def _before_told(row: ImportRow) -> list[str]:
    from tillit.people.imports.telling import before_told

    return before_told(row)


declarations.holding(
    Holding(
        model=Import,
        activity="accountability",
        title=_("Spreadsheets read in"),
        subject=Subject(actors=("created_by",), emails=("rows__email",)),
        rule="imports",
        starts={Clock.ROW_CREATED: "created_at"},
        kept_on_erasure=_(
            "It holds other people's rows as well; those of the one deleted are gone."
        ),
        fields={
            "file": Datum(Category.ORIGIN, _("file"), file=True, told=_not_told),
            "filename": Datum(Category.ORIGIN, _("file name")),
            "created_by": Datum(Category.LOG, _("read in by")),
            # Until the columns are chosen it has the first rows, to tell the columns by.
            "plan": Datum(
                Category.ORIGIN,
                _("the columns, and rows to tell them by"),
                blank={},
                told=_not_told,
            ),
        },
        not_personal={
            ROW: ("id", "organisation", "uuid", "relation_kind", "source"),
            _("state of the work and its counts"): (
                "state",
                "counts",
                "error",
                "created_at",
                "beat_at",
                "finished_at",
            ),
        },
    )
)
declarations.holding(
    Holding(
        model=ImportRow,
        activity="accountability",
        title=_("Rows of a spreadsheet read in"),
        subject=Subject(emails=("email", "person__email"), person="person"),
        organisation="run__organisation",
        part_of=("run",),
        fields={
            "values": Datum(Category.ORIGIN, _("values"), blank={}, told=_values_told),
            "email": Datum(Category.CONTACT, _("e-mail")),
            "errors": Datum(Category.ORIGIN, _("errors"), blank=[], told=_errors_told),
            "before": Datum(Category.ORIGIN, _("values before"), blank=None, told=_before_told),
        },
        not_personal={ROW: ("id", "run", "line", "person", "decision", "done")},
    )
)


def _discard_waiting(organisation: Organisation, email: str) -> list[str]:
    # Reading files needs the cards, and those need the declarations above.
    from tillit.people.imports.discarding import discard_of

    return discard_of(organisation, email)


declarations.discard_waiting(_discard_waiting)
