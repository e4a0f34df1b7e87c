"""The machinery holds nothing about anyone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tillit.privacy.declare import declarations

declarations.not_personal(
    "config.ScheduledRun",
    "config.Worker",
    reason=_("when the program's own work is due, and which of its processes run"),
)
