"""How dates, numbers, phone numbers and sizes are written, in the reader's language.

Norwegian rules (Språkrådet): ``17. mai 2027``, a clock time as ``kl. 18.00``, a space that does
not break between thousands, phone numbers in pairs or as the carrier groups them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

import phonenumbers
from babel import Locale, dates, numbers
from django.utils import timezone
from django.utils.translation import get_language, ngettext

from tillit.kernel.period import Period
from tillit.kernel.text import join_and

NO_BREAK = "\N{NO-BREAK SPACE}"
# A Norwegian number as it is kept, but for those that begin with 8 and are grouped otherwise.
_IN_PAIRS = re.compile(r"\+47([2-79]\d)(\d\d)(\d\d)(\d\d)", re.ASCII)
_CLOCK = {"nb": "'kl.' HH.mm", "nn": "'kl.' HH.mm", "en": "HH:mm"}


# In Norwegian customs: English readers get British date order.
LOCALES = {
    "nb": Locale.parse("nb_NO"), "nn": Locale.parse("nn_NO"), "en": Locale.parse("en_GB"),
}  # fmt: skip


def _language() -> str:
    language = (get_language() or "nb").split("-")[0]
    return language if language in LOCALES else "en"


def _locale() -> Locale:
    """The reader's language and customs."""
    return LOCALES[_language()]


def _in_zone(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def day(value: dt.date | None, *, weekday: bool = False) -> str:
    """A date in words: 17. mai 2027, or with its weekday: mandag 17. mai 2027."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = _in_zone(value).date()
    return _day(value, weekday, _language())


@lru_cache(maxsize=4096)
def _day(value: dt.date, weekday: bool, language: str) -> str:
    pattern = "d MMMM y" if language == "en" else "d. MMMM y"
    return dates.format_date(
        value, f"EEEE {pattern}" if weekday else pattern, locale=LOCALES[language]
    )


def clock_time(value: dt.time | dt.datetime | None) -> str:
    """A time of day: kl. 18.00."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = _in_zone(value).time()
    return _clock_time(value.hour, value.minute, _language())


@lru_cache(maxsize=4096)
def _clock_time(hour: int, minute: int, language: str) -> str:
    text = dates.format_time(dt.time(hour, minute), _CLOCK[language], locale=LOCALES[language])
    return str(text).replace(" ", NO_BREAK)


def moment(value: dt.datetime | None) -> str:
    """A date and a time: 17. mai 2027 kl. 18.00."""
    return "" if value is None else f"{day(value)} {clock_time(value)}"


def moments() -> Callable[[dt.datetime], str]:
    """As :func:`moment`, for the many rows of a list: language and zone are looked up once."""
    zone, language = timezone.get_current_timezone(), _language()

    def one(value: dt.datetime) -> str:
        here = value.astimezone(zone)
        when = _clock_time(here.hour, here.minute, language)
        return f"{_day(here.date(), weekday=False, language=language)} {when}"

    return one


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
    if match := _IN_PAIRS.fullmatch(value):
        return NO_BREAK.join(match.groups())
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
