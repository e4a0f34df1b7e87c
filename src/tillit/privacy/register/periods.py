"""A period in words: “60 days”, “1 year and 6 months”."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tillit.kernel.period import Period
from tillit.kernel.text import join_and


def in_words(period: Period) -> str:
    """The period in the language in use."""
    if not period:
        return _("no time")
    return join_and(
        [_part(count, unit) for count, unit in period.as_parts()], get_language() or "nb"
    )


def _part(count: int, unit: str) -> str:
    words = {
        "years": ngettext("%(count)s year", "%(count)s years", count),
        "months": ngettext("%(count)s month", "%(count)s months", count),
        "days": ngettext("%(count)s day", "%(count)s days", count),
    }
    return words[unit] % {"count": count}
