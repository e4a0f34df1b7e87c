"""Rows by the million, made in the database itself. Runs in a child, with Django set up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection

from tillit.events.models import Event, Registration
from tillit.kernel import clock
from tillit.organisations.models import Organisation
from tillit.people.models import Person, Relation
from tillit.privacy.register import profiles
from tillit.privacy.register.actions import adopt, save_draft

SLUG = "maalt"
ASKED = ("first_name", "last_name", "email", "phone", "workplace")


def organisation() -> Organisation:
    """A business network with its register in force; made when it is not there."""
    if there := Organisation.objects.filter(slug=SLUG).first():
        return there
    made = Organisation.objects.create(name="Målt forening", slug=SLUG, created_at=clock.now())
    save_draft(made, profiles.load("business-network"), None)
    adopt(made, None)
    return made


def events(
    of: Organisation, number: int, *, days_from_now: int, capacity: int | None = None
) -> list[Event]:
    """Announced events, one each hour from a day on."""
    first = clock.now() + dt.timedelta(days=days_from_now)
    begun = [first + dt.timedelta(hours=each) for each in range(number)]
    before = Event.objects.count()
    return Event.objects.bulk_create(
        [
            Event(
                organisation=of, slug=f"mote-{before + place}", title=f"Møte {before + place}",
                description="Vi møtes og spiser sammen.", place="Kvernbakken 12",
                starts_at=at, ends_at=at + dt.timedelta(hours=2), capacity=capacity,
                fields=[{"field": key, "required": key != "workplace"} for key in ASKED],
                state=Event.State.PUBLISHED, created_at=clock.now(), published_at=clock.now(),
            )
            for place, at in enumerate(begun)
        ],
        batch_size=500,
    )  # fmt: skip


def persons(of: Organisation, number: int) -> None:
    """Cards with a relation each, addresses person0@bench.example and on."""
    now = _moment(clock.now())
    _insert(
        Person,
        number,
        organisation_id=str(of.pk), uuid=_uuid(), first_name="'Kari'",
        last_name="'Fjellro' || i", email="'person' || i || '@bench.example'",
        phone="'+4670' || (1000000 + i)", street="'Kvernbakken ' || (i % 90)",
        postal_code="'0999'", city="'Oslo'", workplace="'Fjordlys Regnskap AS'",
        position="'daglig leder'", picture="''", sort_key="'fjellro' || i || ', kari'",
        sources="'{}'", created_at=now,
    )  # fmt: skip
    table, person = _quoted(Relation), _quoted(Person)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (organisation_id, person_id, kind, activity, started_on, "
            f"created_at) SELECT organisation_id, id, 'member', 'membership', %s, created_at "
            f"FROM {person} ORDER BY id",
            [clock.today() if connection.vendor == "postgresql" else str(clock.today())],
        )


def registrations(of: Organisation, at: list[Event], number: int, *, persons: int) -> None:
    """Sign-ups, as many at each event, by so many people who take turns."""
    each = max(number // len(at), 1)
    _insert(
        Registration,
        number,
        organisation_id=str(of.pk), event_id=f"{at[0].pk} + min_of(i / {each}, {len(at) - 1})",
        uuid=_ordered_uuid(), first_name="'Kari'", last_name=f"'Fjellro' || (i % {persons})",
        email=f"'person' || (i % {persons}) || '@bench.example'",
        phone="'+479' || (1000000 + i % 8999999)",
        workplace="'Fjordlys Regnskap AS'", position="''", answers="'{}'", source="'self'",
        sort_key=f"'fjellro' || (i % {persons}) || ' kari'",
        search=f"' kari fjellro' || (i % {persons})", language="'nb'",
        registered_at=_moment(clock.now()),
    )  # fmt: skip


def settle() -> None:
    """The planner knows the tables, and nothing is left to write."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        else:
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _insert(model: Any, number: int, **columns: str) -> None:
    """``number`` rows whose columns are SQL over ``i``, from 0."""
    names = ", ".join(columns)
    least = "least" if connection.vendor == "postgresql" else "min"
    values = ", ".join(columns.values()).replace("min_of", least)
    if connection.vendor == "postgresql":
        source = f"SELECT {values} FROM generate_series(0, {number - 1}) AS n(i)"
    else:
        source = (
            f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n "
            f"WHERE i < {number - 1}) SELECT {values} FROM n"
        )
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_quoted(model)} ({names}) {source}")


def _quoted(model: Any) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _uuid() -> str:
    if connection.vendor == "postgresql":
        return "gen_random_uuid()"
    return "lower(hex(randomblob(16)))"


def _ordered_uuid() -> str:
    """As the product's own: the time, here a millisecond for each row, and then at random."""
    first = int(clock.now().timestamp() * 1000)
    if connection.vendor == "postgresql":
        return (
            f"(lpad(to_hex({first} + i), 12, '0') || '7' || "
            "substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid"
        )
    return f"printf('%012x', {first} + i) || '7' || substr(lower(hex(randomblob(16))), 14)"


def _moment(at: dt.datetime) -> str:
    if connection.vendor == "postgresql":
        return f"'{at.isoformat()}'::timestamptz"
    return f"'{at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(sep=' ')}'"
