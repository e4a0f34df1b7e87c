"""A small cache in the database, so that all web processes count tries together.

For rate limits only: ours (:mod:`tillit.organisations.limits`) and django-allauth's; and for what a
form made that may be sent twice (:func:`tillit.organisations.founding.found_once`). Every key is
kept as a keyed hash, so that no row can be led back to an address or an account. One statement per
call; each is atomic by itself on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from typing import Any, Final

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.db.models import QuerySet

from tillit.kernel import clock
from tillit.organisations.models import CacheEntry

FOREVER: Final = dt.timedelta(days=1)
_ONE_MORE = """
INSERT INTO {table} (key, value, expires_at) VALUES (%s, '1', %s)
ON CONFLICT (key) DO UPDATE SET
  value = CASE WHEN {table}.expires_at <= %s THEN '1'
          ELSE CAST(CAST({table}.value AS integer) + 1 AS varchar) END,
  expires_at = CASE WHEN {table}.expires_at <= %s THEN excluded.expires_at
               ELSE {table}.expires_at END
RETURNING value
"""


def one_more(key: str, seconds: int) -> int:
    """Counts a try and says the how-manieth it is since the first within so many seconds."""
    field = CacheEntry._meta.get_field("expires_at")
    now = clock.now()
    until, at = (
        field.get_db_prep_value(moment, connection)
        for moment in (now + dt.timedelta(seconds=seconds), now)
    )
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(CacheEntry._meta.db_table)
        cursor.execute(_ONE_MORE.format(table=table), [hashed(key), until, at, at])
        return int(cursor.fetchone()[0])


def hashed(key: str) -> str:
    """The name under which something is kept."""
    secret = settings.PRIVACY_KEY.encode()
    return hmac.new(secret, b"cache:" + key.encode(), hashlib.sha256).hexdigest()


def delete_expired() -> int:
    """Rows whose time is out go."""
    return CacheEntry.objects.filter(expires_at__lte=clock.now()).delete()[0]


class SharedCache(BaseCache):
    """What Django and django-allauth ask of a cache; values are what JSON can hold."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def _name(self, key: Any, version: int | None) -> str:
        return hashed(self.make_and_validate_key(key, version=version))

    def _until(self, timeout: Any) -> dt.datetime:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        lasts = FOREVER if seconds is None else dt.timedelta(seconds=float(seconds))
        return clock.now() + lasts

    @staticmethod
    def _living() -> QuerySet[CacheEntry]:
        return CacheEntry.objects.filter(expires_at__gt=clock.now())

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default when there is none or its time is out."""
        found = self._living().filter(key=self._name(key, version))
        value = found.values_list("value", flat=True).first()
        return default if value is None else json.loads(value)

    def set(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep a value for so many seconds."""
        row = CacheEntry(
            key=self._name(key, version), value=json.dumps(value), expires_at=self._until(timeout)
        )
        CacheEntry.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["value", "expires_at"],
        )

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep a value when there is none; says whether it did. Only one of many gets yes."""
        name = self._name(key, version)
        CacheEntry.objects.filter(key=name, expires_at__lte=clock.now()).delete()
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(CacheEntry._meta.db_table)
            until = CacheEntry._meta.get_field("expires_at").get_db_prep_value(
                self._until(timeout), connection
            )
            cursor.execute(
                f"INSERT INTO {table} (key, value, expires_at) VALUES (%s, %s, %s)"  # noqa: S608
                " ON CONFLICT (key) DO NOTHING",
                [name, json.dumps(value), until],
            )
            return bool(cursor.rowcount == 1)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """A living value lasts from now on."""
        found = self._living().filter(key=self._name(key, version))
        return bool(found.update(expires_at=self._until(timeout)))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """The value goes."""
        return bool(CacheEntry.objects.filter(key=self._name(key, version)).delete()[0])

    def clear(self) -> None:
        """Everything goes."""
        CacheEntry.objects.all().delete()
