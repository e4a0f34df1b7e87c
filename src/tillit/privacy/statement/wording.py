"""How the register's values are said in words, in the language that is active."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from tillit.kernel import law
from tillit.kernel.countries import country_name, in_eea
from tillit.kernel.period import Period
from tillit.kernel.text import join_and, join_or
from tillit.kernel.transfers import BASES, is_valid_on
from tillit.privacy.declare import Basis, Clock, End, SpecialBasis, SubjectKind


def language() -> str:
    """The active language as a register names it."""
    return (get_language() or "nb").split("-")[0]


def listing(words: Iterable[object]) -> str:
    """“a, b and c”, each once; “a and b; c” where a part is itself a list."""
    parts = _once(words)
    conjunction = {"en": " and "}.get(language(), " og ")
    if len(parts) > 1 and any(conjunction in part for part in parts):
        return "; ".join(parts)
    return join_and(parts, language())


def choice(words: Iterable[object]) -> str:
    """“a, b or c”, each once."""
    return join_or(_once(words), language())


def _once(words: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(str(word) for word in words))


def capital(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital first and a stop last, as the register's own words may lack both."""
    text = " ".join(text.split())
    if not text:
        return ""
    text = capital(text)
    return text if text[-1] in ".!?…" else f"{text}."


def period(value: Period) -> str:
    """“60 days”, “3 years and 6 months”."""
    parts = []
    for count, unit in value.as_parts():
        if unit == "years":
            parts.append(ngettext("%(count)d year", "%(count)d years", count) % {"count": count})
        elif unit == "months":
            parts.append(ngettext("%(count)d month", "%(count)d months", count) % {"count": count})
        else:
            parts.append(ngettext("%(count)d day", "%(count)d days", count) % {"count": count})
    return listing(parts)


def after(clocks: Sequence[Clock], subjects: Sequence[SubjectKind]) -> str:
    """“after the event was held or cancelled”: what starts the period."""
    if set(clocks) == {Clock.EVENT_ENDED, Clock.EVENT_CANCELLED}:
        return _("after the event was held or cancelled")
    return choice(_after(clock, subjects) for clock in clocks)


def _after(clock: Clock, subjects: Sequence[SubjectKind]) -> str:
    if clock == Clock.RELATION_ENDED:
        if SubjectKind.MEMBER in subjects:
            return _("after the membership ended")
        if SubjectKind.STAFF in subjects:
            return _("after the work for us ended")
    return {
        Clock.EVENT_ENDED: _("after the event was held"),
        Clock.EVENT_CANCELLED: _("after the event was cancelled"),
        Clock.RELATION_ENDED: _("after the relation to us ended"),
        Clock.LAST_INTERACTION: _("after your last contact with us"),
        Clock.REVIEW_DATE: _("after the date we set for looking at it again"),
        Clock.REQUEST_CLOSED: _("after the request was answered"),
        Clock.ACCOUNTING_YEAR_ENDED: _("after the end of the accounting year"),
        Clock.ROW_CREATED: _("after the data was registered"),
        Clock.WITHDRAWN: _("after the consent was withdrawn"),
        Clock.EXPIRED: _("after they ran out"),
    }[clock]


def retention(covers: str, length: Period, end: End, since: str) -> str:
    """One retention rule as a sentence."""
    values = {"what": covers, "period": period(length), "after": since}
    if not length:
        return {
            End.DELETE: _("We delete %(what)s straight away %(after)s."),
            End.ANONYMISE: _("We make %(what)s anonymous straight away %(after)s."),
            End.ARCHIVE: _("We move %(what)s to a closed archive straight away %(after)s."),
        }[end] % values
    return {
        End.DELETE: _("We delete %(what)s at the latest %(period)s %(after)s."),
        End.ANONYMISE: _("We make %(what)s anonymous at the latest %(period)s %(after)s."),
        End.ARCHIVE: _("We move %(what)s to a closed archive at the latest %(period)s %(after)s."),
    }[end] % values


def basis(value: Basis) -> str:
    """The legal basis, as one says it to the person."""
    return {
        Basis.CONSENT: _("your consent"),
        Basis.CONTRACT: _("the agreement with you"),
        Basis.LEGAL_OBLIGATION: _("a duty we have by law"),
        Basis.VITAL_INTERESTS: _("protecting someone's life or health"),
        Basis.PUBLIC_TASK: _("a task in the public interest"),
        Basis.LEGITIMATE_INTEREST: _("a legitimate interest"),
    }[value]


def article(value: Basis | SpecialBasis) -> str:
    """The article a basis stands in, as it is cited in the active language."""
    return law.cited_articles(value.value)[language()]


def countries(codes: Iterable[str]) -> str:
    """The countries' names, as a list."""
    return listing(country_name(code, language()) for code in codes)


def outside(codes: Iterable[str], day: dt.date) -> list[str]:
    """Those of the countries that are not in the EU/EEA that day."""
    return [code for code in codes if not in_eea(code, day)]


def transfer_basis(key: str | None) -> str:
    """What a transfer rests on, in words; empty when the register names none."""
    return {
        "adequacy": _("a decision that the country protects data well enough"),
        "scc": _("the EU's standard contractual clauses"),
        "bcr": _("binding corporate rules that the authorities have approved"),
        "derogation": _("an exception for single occasions"),
        "dpf": _("the EU–US Data Privacy Framework, on whose list the recipient stands"),
        "privacy_shield": _("the Privacy Shield, which no longer counts"),
        "safe_harbour": _("Safe Harbour, which no longer counts"),
    }.get(key or "", "")


def transfer_article(key: str | None) -> str:
    """The article a transfer's ground stands in."""
    known = BASES.get(key or "")
    return law.source(known.rule).cite(language()) if known else ""


def transfer_holds(key: str | None, country: str, day: dt.date) -> bool:
    """Claims that the ground could be relied on that day for that country."""
    return is_valid_on(key or "adequacy", day, country)[0]


def role(key: str) -> str:
    """What a processor is there for, as the heading of a group (promise C20)."""
    return {
        "it_platform": pgettext("processor", "IT platform"),
        "mail": pgettext("processor", "E-mail"),
        "crm": pgettext("processor", "Customer and member register"),
        "marketing": pgettext("processor", "Marketing and newsletters"),
        "ticketing": pgettext("processor", "Tickets and registration"),
        "invoicing": pgettext("processor", "Invoicing and accounts"),
        "storage": pgettext("processor", "Storage and documents"),
        "chat": pgettext("processor", "Chat and meetings"),
        "statistics": pgettext("processor", "Statistics"),
        "other": pgettext("processor", "Other suppliers"),
    }[key]
