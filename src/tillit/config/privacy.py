"""The machinery holds nothing about anyone."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from tillit.config.collected import kept
from tillit.config.single import LOCK
from tillit.config.tasks import KEEP_MAIL, KEEP_UPLOADS
from tillit.privacy.declare import Files, declarations

declarations.not_personal(
    "config.ScheduledRun",
    "config.Worker",
    reason=_("when the program's own work is due, and which of its processes run"),
)

A_DAY = timedelta(days=1)  # they are looked for once a day

for _pattern, _holds, _oldest in (
    ("secrets/django", _("key for sessions and links"), None),
    ("secrets/privacy", _("key for the log and for sums of addresses"), None),
    (LOCK, _("which process runs the program, and its address"), None),
    ("clock", _("how far a rehearsal has moved the clock"), None),
    ("mail/*.log", _("messages, where there is no mail server"), KEEP_MAIL + A_DAY),
    ("uploads/*", _("files while they arrive"), KEEP_UPLOADS + A_DAY),
):
    declarations.files(Files(_pattern, _holds, _oldest))

declarations.files(
    Files("static/*", _("stylesheet, scripts and icons of this version"), known=kept)
)
