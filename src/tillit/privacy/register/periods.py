"""A period in words: “60 days”, “1 year and 6 months”."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tillit.kernel.period import Period
from tillit.ui import formats


def in_words(period: Period) -> str:
    """The period in the language in use; a period of nothing has a word too."""
    return formats.period(period) or _("no time")
