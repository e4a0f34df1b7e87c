"""What the codes of a claim are called, in the language that is active."""

from __future__ import annotations

import re

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from tillit.kernel.countries import country_names
from tillit.kernel.period import Period
from tillit.kernel.readability import band_of
from tillit.privacy.statement.wording import period as period_in_words


def data(code: str) -> str:
    """Whom or what the data is about."""
    return {
        "registrations": _("sign-ups for events"),
        "members": _("members"),
        "applicants": _("applications for membership"),
        "newsletter": _("newsletter subscribers"),
        "mail": _("correspondence"),
        "enquiries": _("enquiries and requests"),
        "customers": _("customers"),
        "prospects": _("possible customers"),
        "suppliers": _("suppliers and partners"),
        "accounting": _("vouchers and payments"),
        "weblog": _("the web server's log"),
        "cookies": _("cookies"),
        "statistics": _("web statistics"),
        "cases": _("cases and projects"),
        "recruitment": _("job applications"),
        "pictures": _("pictures"),
        "needs": _("allergies, health and accessibility"),
        "chat": _("chat"),
        "accounts": _("user accounts"),
        "backups": _("backups"),
        "consents": _("consents"),
        "surveys": _("surveys"),
        "staff": _("staff and volunteers"),
        "general": _("personal data at large"),
        "other": _("other data"),
    }.get(code, plain(code))


def since(clock: str) -> str:
    """What starts a period: “after the event was held”."""
    return {
        "event_ended": _("after the event"),
        "event_cancelled": _("after the event was cancelled"),
        "relation_ended": _("after the relation ended"),
        "last_interaction": _("after the last contact"),
        "review_date": _("after the date of review"),
        "request_closed": _("after the matter was closed"),
        "accounting_year_ended": _("after the end of the accounting year"),
        "row_created": _("after it was collected"),
        "withdrawn": _("after consent was withdrawn"),
        "expired": _("after it ran out"),
        "unsaid": _("(not said from when)"),
    }.get(clock, "")


def period(value: str, clock: str) -> str:
    """How long something is kept: “60 days after the event”, “as long as necessary”."""
    if value == "criterion" or not value:
        return _("as long as necessary")
    try:
        length = Period.parse(value)
    except ValueError:
        return f"{within(value)} {since(clock)}".strip()
    if not length and clock == "review_date":
        return _("at a review, or on a day that the statement names")
    if not length:
        return _("at once %(after)s") % {"after": since(clock)}
    return f"{period_in_words(length)} {since(clock)}".strip()


def within(value: str) -> str:
    """A period that is a deadline."""
    if hours := re.fullmatch(r"PT(\d+)H", value):
        count = int(hours[1])
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    if minutes := re.fullmatch(r"PT(\d+)M", value):
        count = int(minutes[1])
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    try:
        length = Period.parse(value)
    except ValueError:
        return plain(value)
    return period_in_words(length) if length else _("at once")


def what_for(code: str) -> str:
    """What a supplier does."""
    return {
        "it_platform": _("website and systems"),
        "storage": _("mailboxes, documents and storage"),
        "mail": _("newsletters and sending"),
        "crm": _("customer register"),
        "marketing": _("advertising and social media"),
        "ticketing": _("sign-up and tickets"),
        "invoicing": _("accounts, invoices and payment"),
        "chat": _("chat and video meetings"),
        "statistics": _("web statistics"),
        "other": pgettext("what a supplier does", "other"),
    }.get(code, plain(code))


def right(code: str) -> str:
    """One of the person's rights."""
    return {
        "access": _("access"),
        "rectification": _("rectification"),
        "erasure": _("erasure"),
        "restriction": _("restriction"),
        "objection": _("objection"),
        "portability": _("data portability"),
        "withdrawal": _("withdrawing consent"),
        "complaint": _("complaint to the supervisory authority"),
        "human_review": _("having a person look at an automated decision"),
    }.get(code, plain(code))


def deadline(code: str) -> str:
    """What is done within a time."""
    return {
        "answer": _("a request is answered"),
        "unsubscribe": _("unsubscribing takes effect"),
        "breach_authority": _("the authority is told of a breach"),
        "breach_person": _("those concerned are told of a breach"),
        "change_notice": _("changes are told of in advance"),
        "other": _("something else is done"),
    }.get(code, plain(code))


def contact(code: str) -> str:
    """A way of contact."""
    return {
        "email": _("e-mail"),
        "phone": _("telephone"),
        "post": _("postal code"),
        "orgnr": _("organisation number"),
    }.get(code, plain(code))


def field(code: str) -> str:
    """One of the things held on a person."""
    return {
        "first_name": _("first name"),
        "last_name": _("last name"),
        "name": _("name"),
        "email": _("e-mail"),
        "phone": _("telephone"),
        "address": _("address"),
        "street": _("address"),
        "postal_code": _("postal code"),
        "city": _("town or city"),
        "workplace": _("workplace"),
        "position": _("position"),
        "picture": _("picture"),
        "birth_date": _("date of birth"),
        "identity_number": _("national identity number"),
        "account_number": _("account number"),
        "invoice": _("invoice details"),
        "needs": _("allergies, health and accessibility"),
    }.get(code, plain(code))


def origin(code: str) -> str:
    """Where data comes from."""
    return {
        "self": _("the person"),
        "colleague": _("a colleague or employer"),
        "agreement": _("an agreement"),
        "meeting": _("a meeting"),
        "website": _("the website"),
        "public_register": _("public registers"),
        "media": _("the press"),
        "partner": _("partners"),
        "organisation": _("another organisation"),
        "relatives": _("relatives"),
        "social": _("social media"),
        "cookies": _("cookies"),
    }.get(code, plain(code))


def country(code: str) -> str:
    """A country by its two letters; as it is when it has others."""
    language = (get_language() or "nb").split("-")[0]
    return country_names(language).get(code, code)


def transfer(code: str) -> str:
    """What a transfer out of the EEA is said to rest on."""
    return {
        "scc": _("standard contractual clauses"),
        "adequacy": _("adequacy decision"),
        "bcr": _("binding corporate rules"),
        "dpf": "Data Privacy Framework",
        "privacy_shield": "Privacy Shield",
        "safe_harbour": "Safe Harbour",
    }.get(code, plain(code))


def lix_band(score: int) -> str:
    """How hard a text with that LIX is to read."""
    return {
        "very_easy": _("very easy"),
        "easy": _("easy"),
        "medium": _("medium"),
        "difficult": _("difficult"),
        "very_difficult": _("very difficult"),
    }[band_of(score)]


def level(code: str) -> str:
    """How much a finding matters."""
    return {"error": _("Error"), "warning": _("Warning"), "note": _("Note")}[code]


def kind(code: str) -> str:
    """The heading of a kind of findings."""
    return {
        "missing": _("Missing"),
        "outdated": _("Out of date"),
        "unlawful": _("Unlawful as written"),
        "vague": _("Vague"),
        "contradiction": _("Contradictions"),
        "register": _("Against the register"),
    }[code]


def value(code: str) -> str:
    """How an item stands."""
    return {"P": _("There"), "M": _("Missing"), "N": _("Not applicable")}[code]


def plain(code: str) -> str:
    """A code nobody has words for, at least without its underscores."""
    return code.replace("_", " ")
