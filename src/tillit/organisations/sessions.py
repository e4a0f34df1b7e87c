"""Sessions in the database that know whose they are, so that they can be shown and ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone

from tillit.privacy import prepared

# The session key under which Min side keeps the addresses proven in this browser,
# {organisation id: address}.
PROVEN_EMAILS = "proven_emails"


class SessionStore(DatabaseStore):
    """Django's database session with the account and address written in columns."""

    @classmethod
    def get_model_class(cls) -> Any:
        from tillit.organisations.models import Session

        return Session

    def _get_session_from_db(self) -> Any:
        """The session's row while it lasts, by the time Django gave it. One query, made once."""
        found = prepared.rows("session", _lasting, [str(self.session_key), timezone.now()])
        if not found:
            self._session_key = None
            return None
        return found[0]

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.email = next(iter(data.get(PROVEN_EMAILS, {}).values()), "")
        row.activity = "portal" if row.email and row.user_id is None else "staff"
        return row


def _lasting(key: str, now: dt.datetime) -> QuerySet[Any, Any]:
    from tillit.organisations.models import Session

    return Session.objects.filter(session_key=key, expire_date__gt=now)
