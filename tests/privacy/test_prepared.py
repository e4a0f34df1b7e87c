"""Queries made once and asked again with other values."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db.models import Exists, QuerySet

from tests import factories
from tillit.kernel import clock
from tillit.organisations.models import Organisation
from tillit.people.models import Person, Relation
from tillit.privacy import prepared

pytestmark = pytest.mark.django_db


def _by_email(organisation: int, email: str) -> QuerySet[Any, Any]:
    found = Person.objects.filter(organisation=organisation, email=email)
    return found.select_related("organisation").order_by("pk")


def test_the_second_asking_gives_what_the_query_itself_gives(
    django_assert_num_queries: Any,
) -> None:
    here, there = factories.organisation(), factories.organisation()
    for place in (here, there):
        for name in ("kari", "ola"):
            factories.person(place, email=f"{name}@post.example")
    prepared.rows("by email", _by_email, [here.pk, "kari@post.example"])

    with django_assert_num_queries(1):
        found = prepared.rows("by email", _by_email, [there.pk, "ola@post.example"])
        places = [row.organisation for row in found]

    assert found == list(_by_email(there.pk, "ola@post.example"))
    assert (found[0].uuid, found[0].created_at) == Person.objects.values_list(
        "uuid", "created_at"
    ).get(pk=found[0].pk)
    assert places == [there]


def test_another_number_of_values_is_another_query() -> None:
    place = factories.organisation()
    persons = [factories.person(place) for _ in range(3)]

    def by_keys(organisation: int, *keys: int) -> QuerySet[Any, Any]:
        return Person.objects.filter(organisation=organisation, pk__in=keys).order_by("pk")

    one = prepared.rows("by keys", by_keys, [place.pk, persons[0].pk])
    three = prepared.rows("by keys", by_keys, [place.pk, *(each.pk for each in persons)])

    assert (one, three) == (persons[:1], persons)


def test_whether_there_are_any_is_answered_in_one_row() -> None:
    place = factories.organisation()
    factories.person(place, email="kari@post.example")

    def any_with(organisation: int, email: str) -> QuerySet[Any, Any]:
        rows = Organisation.objects.filter(pk=organisation).order_by()
        return rows.values_list(Exists(_by_email(organisation, email).order_by()))

    [kari] = prepared.answers("any", any_with, [place.pk, "kari@post.example"])
    [ola] = prepared.answers("any", any_with, [place.pk, "ola@post.example"])

    assert (bool(kari), bool(ola)) == (True, False)


def test_a_value_the_query_does_not_use_is_refused() -> None:
    place = factories.organisation()

    with pytest.raises(AssertionError, match="not in the query"):
        prepared.rows("all", lambda pk, _email: Person.objects.filter(organisation=pk), [
            place.pk, "kari@post.example",
        ])  # fmt: skip


def test_keys_days_and_moments_are_put_in_as_the_database_keeps_them() -> None:
    place = factories.organisation()
    person = factories.person(place)
    now, today = clock.now(), clock.today()
    Relation.objects.filter(person=person).update(started_on=today)

    def known(uid: uuid.UUID, by: dt.datetime, day: dt.date) -> QuerySet[Any, Any]:
        return Person.objects.filter(uuid=uid, created_at__lte=by, relations__started_on=day)

    prepared.rows("known", known, [uuid.uuid4(), now, today])
    [found] = prepared.rows("known", known, [person.uuid, clock.now(), today])
    too_early = prepared.rows("known", known, [person.uuid, now - dt.timedelta(days=900), today])
    other_day = prepared.rows("known", known, [person.uuid, now, today - dt.timedelta(days=1)])

    assert (found, too_early, other_day) == (person, [], [])
