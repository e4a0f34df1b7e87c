"""What stands in the log, in words: what an entry is about, and its codes and counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.organisations.roles import ROLE_TYPES
from tillit.privacy.declare import declarations
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.rights.models import Request
from tillit.privacy.rights.overview import in_words as value_in_words
from tillit.ui import formats

Label = str | Promise
# What a code is called. One that stands under a key of its own is told by _VALUES.
CODES: Final[Mapping[str, Label]] = {
    "desk": gettext_lazy("by hand, on the desk"),
    "form": gettext_lazy("a form on the website"),
    "import": gettext_lazy("a spreadsheet read in"),
    "portal": gettext_lazy("My page"),
    "request": gettext_lazy("a request"),
    "mail": gettext_lazy("a link in an e-mail"),
    "directory": gettext_lazy("the member directory"),
    "register": gettext_lazy("the register of processing"),
    "self": gettext_lazy("the person"),
    "given": gettext_lazy("access given"),
    "taken_up": gettext_lazy("first time here"),
    "last_day": gettext_lazy("last day set"),
    "ended": gettext_lazy("access ended"),
    "extended": gettext_lazy("more time taken"),
    "proven": gettext_lazy("identity proven"),
    "told": gettext_lazy("recipients told"),
    "confirmed": gettext_lazy("confirmed by a recipient"),
    "answered": gettext_lazy("answered"),
    "refused": gettext_lazy("refused"),
    "declined": gettext_lazy("declined"),
    "erasure": gettext_lazy("a request for erasure"),
    "unheld": gettext_lazy("nothing holds it any longer"),
    "system": gettext_lazy("the program"),
    "person": gettext_lazy("the person"),
}
KEYS: Final[Mapping[str, Label]] = {
    "fields": gettext_lazy("Fields"),
    "how": gettext_lazy("How"),
    "source": gettext_lazy("Source"),
    "event": gettext_lazy("Event"),
    "count": gettext_lazy("Number"),
    "also": gettext_lazy("With what belongs to them"),
    "format": gettext_lazy("File"),
    "rows": gettext_lazy("Rows"),
    "request": gettext_lazy("Request"),
    "type": gettext_lazy("Kind"),
    "on": gettext_lazy("Day"),
    "state": gettext_lazy("State"),
    "person": gettext_lazy("Person"),
    "where": gettext_lazy("Where"),
    "new": gettext_lazy("New"),
    "right": gettext_lazy("Right"),
    "step": gettext_lazy("Step"),
    "recipients": gettext_lazy("Recipients"),
    "recipient": gettext_lazy("Recipient"),
    "outcome": gettext_lazy("Outcome"),
    "late": gettext_lazy("Late"),
    "what": gettext_lazy("What"),
    "number": gettext_lazy("Version"),
    "statement": gettext_lazy("Version of the statement"),
    "register": gettext_lazy("Version of the register"),
    "model": gettext_lazy("Data"),
    "rule": gettext_lazy("Rule"),
    "role": gettext_lazy("Role"),
    "starts_on": gettext_lazy("From"),
    "ends_on": gettext_lazy("Last day"),
    "reason": gettext_lazy("Reason"),
    "relation": gettext_lazy("Relation"),
    "purpose": gettext_lazy("Purpose"),
    "lost": gettext_lazy("Entries lost"),
    "seen": gettext_lazy("Entries seen"),
    "method": gettext_lazy("Way"),
}
# Sums and keys of rows: in the file that is taken out, and nothing to read.
FOR_MACHINES: Final = frozenset(
    ("subject", "actor", "digest", "sum", "consent", "disclosure", "message", "run", "from")
)


def kind_of(reference: str) -> str:
    """What kind of thing a reference names, in words; empty for none."""
    model = reference.partition(":")[0]
    named = {
        "event": _("Event"),
        "organisation": _("The organisation"),
        "registerversion": _("Version of the register"),
        **{str(m._meta.model_name): each.title for m, each in declarations.holdings.items()},
    }
    return str(named.get(model, _("Something else"))) if reference else ""


def is_personal(reference: str) -> bool:
    """The thing is a row about someone: the log links to it, and does not name them."""
    model = reference.partition(":")[0]
    return model in {str(each._meta.model_name) for each in declarations.holdings}


def named_in(entry: LedgerEntry) -> Iterable[str]:
    """References the entry names: what it is about, and what else it tells of."""
    content = entry.content or {}
    values = (entry.subject, *(content.get(key) for key in ("event", "request", "person")))
    return [each for each in values if isinstance(each, str) and ":" in each]


def in_words(entry: LedgerEntry, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """[(what, value)] of an entry's content; ``names``: what its references are called."""
    told = []
    for key, value in (entry.content or {}).items():
        if key in FOR_MACHINES or value in (None, "", [], {}):
            continue
        label = KEYS.get(key, declarations.called(key))
        told.append((str(label), str(_value(key, value, names))))
    return told


def _value(key: str, value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        parts = (f"{_model(each)}: {_value('', count, names)}" for each, count in value.items())
        return ", ".join(parts)
    if isinstance(value, list):
        return ", ".join(str(_value(key, each, names)) for each in value)
    if isinstance(value, int):
        return formats.number(value) if not isinstance(value, bool) else value_in_words(value)
    return _VALUES[key](value) if key in _VALUES else _text(str(value), names)


def _text(value: str, names: Mapping[str, str]) -> Label:
    """A code, a reference or a day."""
    if ":" in value:
        return names.get(value) or kind_of(value)
    return CODES.get(value) or _day(value)


def _day(value: str) -> str:
    try:
        return formats.day(dt.date.fromisoformat(value))
    except ValueError:
        return value.replace("_", " ")


def _model(label: str) -> str:
    titles = {holding.label: holding.title for holding in declarations.holdings.values()}
    return str(titles.get(label, label.partition(".")[2].replace("_", " ")))


def _role(key: str) -> Label:
    return ROLE_TYPES[key].name if key in ROLE_TYPES else key


def _relation(kind: str) -> Label:
    try:
        return declarations.by_relation(kind).name
    except KeyError:
        return kind


def _purpose(key: str) -> Label:
    purposes = (each for a in declarations.activities.values() for each in a.purposes)
    return next((each.name for each in purposes if each.key == key), key)


def _rule(key: str) -> Label:
    rules = (each for a in declarations.activities.values() for each in a.rules)
    return next((each.covers for each in rules if each.key == key), CODES.get(key, key))


_VALUES: Final[Mapping[str, Callable[[str], Label]]] = {
    "fields": declarations.called,
    "role": _role,
    "relation": _relation,
    "purpose": _purpose,
    "rule": _rule,
    "model": _model,
    "right": lambda kind: dict(Request.Kind.choices).get(kind, kind),
    "format": str.upper,
}
