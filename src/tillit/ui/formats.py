"""How dates, numbers, phone numbers and sizes are written, in the reader's language.

Norwegian rules (Språkrådet): ``17. mai 2027``, a clock time as ``kl. 18.00``, a space that does
not break between thousands, phone numbers in pairs or as the carrier groups them.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import phonenumbers
from babel import Locale, dates, numbers
from django.utils import timezone
from django.utils.translation import get_language, ngettext

from tillit.kernel.period import Period
from tillit.kernel.text import join_and

NO_BREAK = "\N{NO-BREAK SPACE}"
_CLOCK = {"nb": "'kl.' HH.mm", "nn": "'kl.' HH.mm", "en": "HH:mm"}


def _locale() -> Locale:
    """The reader's language in Norwegian customs: English readers get British date order."""
    language = (get_language() or "nb").split("-")[0]
    return Locale.parse({"nb": "nb_NO", "nn": "nn_NO"}.get(language, "en_GB"))


def _in_zone(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def day(value: dt.date | None, *, weekday: bool = False) -> str:
    """A date in words: 17. mai 2027, or with its weekday: mandag 17. mai 2027."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = _in_zone(value).date()
    locale = _locale()
    pattern = "d MMMM y" if locale.language == "en" else "d. MMMM y"
    return dates.format_date(value, f"EEEE {pattern}" if weekday else pattern, locale=locale)


def clock_time(value: dt.time | dt.datetime | None) -> str:
    """A time of day: kl. 18.00."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = _in_zone(value).time()
    locale = _locale()
    text = dates.format_time(value, _CLOCK[locale.language], locale=locale)
    return str(text).replace(" ", NO_BREAK)


def moment(value: dt.datetime | None) -> str:
    """A date and a time: 17. mai 2027 kl. 18.00."""
    return "" if value is None else f"{day(value)} {clock_time(value)}"


def number(value: int | float | Decimal | None) -> str:
    """A number with its thousands apart: 1 234 567,5."""
    if value is None:
        return ""
    locale = "en_GB" if _locale().language == "en" else "nb_NO"
    text = numbers.format_decimal(value, locale=locale)
    return str(text).replace("\N{NARROW NO-BREAK SPACE}", NO_BREAK)


def phone(value: str | None) -> str:
    """A phone number as people read it: 41 23 45 67, abroad +46 8 123 456 78."""
    if not value:
        return ""
    try:
        parsed = phonenumbers.parse(value, "NO")
    except phonenumbers.NumberParseException:
        return value
    home = parsed.country_code == 47
    style = phonenumbers.PhoneNumberFormat
    text = phonenumbers.format_number(parsed, style.NATIONAL if home else style.INTERNATIONAL)
    return text.replace(" ", NO_BREAK)


def size(count: int | None) -> str:
    """A file's size: 1,4 MB (units of a thousand, as file managers count)."""
    if count is None:
        return ""
    amount = Decimal(count)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{number(round(amount, 0 if unit == 'B' else 1))}{NO_BREAK}{unit}"


def period(value: Period | None) -> str:
    """A length of time in words: 1 year, 6 months and 14 days."""
    if value is None:
        return ""
    words = {
        "years": lambda n: ngettext("%(n)d year", "%(n)d years", n),
        "months": lambda n: ngettext("%(n)d month", "%(n)d months", n),
        "days": lambda n: ngettext("%(n)d day", "%(n)d days", n),
    }
    parts = [words[unit](count) % {"n": count} for count, unit in value.as_parts()]
    return join_and(parts, get_language() or "nb")
