"""``{{ value|day }}`` and its like: how things are written in the reader's language."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tillit.kernel.period import Period
from tillit.ui import formats
from tillit.ui.parts.library import register


@register.filter
def day(value: dt.date | None) -> str:
    """17. mai 2027."""
    return formats.day(value or None)


@register.filter
def weekday(value: dt.date | None) -> str:
    """mandag 17. mai 2027."""
    return formats.day(value or None, weekday=True)


@register.filter
def clock(value: dt.time | dt.datetime | None) -> str:
    """kl. 18.00."""
    return formats.clock_time(value or None)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """17. mai 2027 kl. 18.00."""
    return formats.moment(value or None)


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """1 234 567, with spaces that do not break."""
    return formats.number(value if isinstance(value, int | float | Decimal) else None)


@register.filter
def phone(value: str | None) -> str:
    """41 23 45 67."""
    return formats.phone(value)


@register.filter
def size(value: int | None) -> str:
    """1,4 MB."""
    return formats.size(value if isinstance(value, int) else None)


@register.filter
def period(value: Period | None) -> str:
    """1 year and 6 months."""
    return formats.period(value if isinstance(value, Period) else None)
