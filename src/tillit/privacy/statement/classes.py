"""What the classes of changes are called."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

CLASS_LABELS: Final = (
    ("widening", _("Goes further than before")),
    ("narrowing", _("Stricter than before")),
    ("neutral", _("Other wording")),
)
