"""When a request is due, and on what a refusal can rest. Pure."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from tillit.kernel.deadlines import Deadline, deadline
from tillit.privacy.declare import ActivityType, Basis
from tillit.privacy.register.schema import Register

# Provisions a refusal may cite: GDPR articles 12(2), 12(5) and 15 to 21, and personopplysningsloven
# § 16.
REFUSALS: dict[str, Any] = {
    "12(2)": _("We cannot tell who you are, and you have not helped us find out (article 12(2))"),
    "12(5)": _("The request is manifestly unfounded or excessive (article 12(5))"),
    "15(4)": _("A copy would harm the rights of others (article 15(4))"),
    "17(1)": _("None of the grounds for erasure applies (article 17(1))"),
    "17(3)(b)": _("The law requires us to keep the data (article 17(3)(b))"),
    "17(3)(d)": _("The data is archived in the public interest (article 17(3)(d))"),
    "17(3)(e)": _("We need the data for a legal claim (article 17(3)(e))"),
    "16": _("The data is correct as it stands (article 16)"),
    "18(1)": _("None of the conditions for restriction is met (article 18(1))"),
    "20(1)": _("The data rests neither on consent nor on an agreement (article 20(1))"),
    "20(4)": _("It would harm the rights of others (article 20(4))"),
    "21(1)": _("We have compelling reasons that weigh more than yours (article 21(1))"),
    "popplyl. § 16": _("An exception from access applies (personopplysningsloven § 16)"),
}
# What any request can be refused on; the rest belongs to one right each.
OF_ANY_RIGHT = ("12(2)", "12(5)")
OF_RIGHT: dict[str, tuple[str, ...]] = {
    "access": ("15(4)", "popplyl. § 16"),
    "rectification": ("16",),
    "erasure": ("17(1)", "17(3)(b)", "17(3)(d)", "17(3)(e)"),
    "restriction": ("18(1)",),
    "portability": ("20(1)", "20(4)"),
    "objection": ("21(1)",),
}


def refusals_of(kind: str) -> dict[str, Any]:
    """The provisions on which a request for this right can be refused, with their words."""
    return {key: REFUSALS[key] for key in (*OF_RIGHT[kind], *OF_ANY_RIGHT)}


def due(register: Register, received_on: dt.date, *, extended: bool = False) -> Deadline:
    """When a request is to be answered: the law's month (article 12(3)) or the organisation's own
    promise, whichever is stricter."""
    return deadline(received_on, promised_days=register.promised_answer_days, extended=extended)


def must_be_kept(register: Register, activity: ActivityType) -> bool:
    """Erasure cannot be had while the law itself demands the data (article 17(3)(b)): every
    purpose the organisation has for it rests on a legal obligation."""
    entry = register.activity(activity.key)
    bases = (
        [purpose.basis for purpose in entry.purposes]
        if entry
        else [basis for purpose in activity.purposes for basis in purpose.bases[:1]]
    )
    return all(basis == Basis.LEGAL_OBLIGATION for basis in bases)
