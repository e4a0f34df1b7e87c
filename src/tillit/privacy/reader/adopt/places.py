"""Where in the register each kind of thing that a statement says belongs, and what has no place."""

from __future__ import annotations

from typing import Final

from tillit.privacy.declare import Basis, Clock

# Kinds of data, as claims name them: the activity and its rule. The first that is on counts.
PLACES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "registrations": (("events", "registrations"),),
    "members": (("membership", "card"), ("company_contacts", "card")),
    "company_contacts": (("company_contacts", "card"), ("membership", "card")),
    "applicants": (("membership", "applications"),),
    "customers": (("customers", "card"),),
    "prospects": (("prospects", "card"),),
    "suppliers": (("suppliers", "card"), ("partners", "card")),
    "partners": (("partners", "card"),),
    "consents": (("accountability", "consents"),),
}
# Those of one kind of data that stand in more than one activity.
ALL_PLACES: Final = frozenset({"suppliers"})
# Topics of rules/adopt.toml that are activities of the register.
ACTIVITIES: Final = (
    "membership",
    "events",
    "company_contacts",
    "customers",
    "prospects",
    "suppliers",
    "partners",
)
# Kinds of data and topics without a place in the register, by what is told of them.
UNPLACED: Final[dict[str, str]] = {
    "mail": "mailboxes",
    "mailboxes": "mailboxes",
    "newsletter": "newsletter",
    "enquiries": "enquiries",
    "venues": "enquiries",
    "cases": "cases",
    "chat": "chat",
    "weblog": "web",
    "cookies": "web",
    "statistics": "web",
    "web": "web",
    "accounting": "money",
    "money": "money",
    "recruitment": "recruitment",
    "pictures": "pictures",
    "needs": "needs",
    "accounts": "accounts",
    "backups": "backups",
    "surveys": "surveys",
    "staff": "staff",
    "children": "children",
    "districts": "districts",
    "profiling": "profiling",
    "other": "other",
}
# Said to be about these, it is: members are named in what is told of the newsletter, too.
ELSEWHERE: Final = frozenset(
    ("newsletter", "chat", "weblog", "cookies", "statistics", "recruitment", "surveys", "backups")
)
# A ground for these is one for nothing else, whatever else the sentence speaks of.
APART: Final = frozenset(("pictures", "needs", "surveys"))
# Topics that are met in passing, in sentences that are about something else.
PASSING: Final = frozenset(("money", "needs", "children", "pictures", "surveys", "mailboxes"))
# Topics told of when a sentence of the statement speaks of them, whether or not a period is given.
TOLD: Final = (
    "newsletter", "mailboxes", "chat", "enquiries", "venues", "cases", "web", "money", "pictures",
    "needs", "children", "recruitment", "surveys", "districts", "profiling",
)  # fmt: skip

CLOCKS: Final[dict[str, Clock]] = {clock.value: clock for clock in Clock}
BASES: Final[dict[str, Basis]] = {basis.value: basis for basis in Basis} | {
    "consent": Basis.CONSENT,
    "contract": Basis.CONTRACT,
    "agreement": Basis.CONTRACT,
    "legal_obligation": Basis.LEGAL_OBLIGATION,
    "vital_interests": Basis.VITAL_INTERESTS,
    "public_task": Basis.PUBLIC_TASK,
    "legitimate_interest": Basis.LEGITIMATE_INTEREST,
    **{basis.value[-2]: basis for basis in Basis},
}

# A field as claims name it: those of the register's forms that it means.
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("first_name", "last_name"),
    "full_name": ("first_name", "last_name"),
    "first_name": ("first_name",),
    "last_name": ("last_name",),
    "email": ("email",),
    "phone": ("phone",),
    "contact": ("email", "phone"),
    # Said to be the address, it is all of it.
    "address": ("street", "postal_code", "city"),
    "street": ("street", "postal_code", "city"),
    "postal_code": ("postal_code",),
    "city": ("city",),
    "workplace": ("workplace",),
    "employer": ("workplace",),
    "company": ("workplace",),
    "position": ("position",),
    "title": ("position",),
    "picture": ("picture",),
    "answers": ("answers",),
}

# Which activities a supplier has a hand in by what it does, when the statement does not say.
# Those who keep the program running have one in all of them.
EVERYWHERE: Final = ("it_platform", "storage")
BY_ROLE: Final[dict[str, tuple[str, ...]]] = {
    "crm": ("membership", "company_contacts", "customers", "prospects", "suppliers", "partners"),
    "ticketing": ("events", "customers"),
    "invoicing": ("customers", "membership", "company_contacts", "events", "suppliers"),
    "marketing": ("prospects",),
}
