"""The same application with the privacy machinery taken out: for comparison alone.

A sign-up is stored as before, but nothing is written to the ledger and no message is queued through
the gate.
"""

from __future__ import annotations

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tillit.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from tillit.events.actions import take_part  # noqa: E402 (Django has to be set up first)


def _nothing(*_args: Any, **_values: Any) -> None:
    """Leaves out what stood here."""


take_part.record = _nothing  # type: ignore[assignment]
take_part.queue = _nothing  # type: ignore[assignment]
