"""Statements handed to the driver itself, and rows put in with them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from tests import factories
from tillit.kernel import clock
from tillit.kernel.keys import ordered_uuid
from tillit.organisations.models import Organisation
from tillit.privacy import puts
from tillit.privacy.gate.models import Delivery, Message
from tillit.privacy.statements import Statement

pytestmark = pytest.mark.django_db
SELECT = Statement("SELECT slug FROM organisations_organisation WHERE id = %s AND slug LIKE 'a%%'")


def message(of: Organisation) -> dict[str, Any]:
    return {
        "organisation_id": of.pk,
        "uuid": ordered_uuid(),
        "kind": "registration_confirmed",
        "about": "event:1",
        "created_at": clock.now(),
    }


def delivery(of: Organisation) -> dict[str, Any]:
    return {
        "organisation_id": of.pk,
        "email": "kari@post.example",
        "queued_at": clock.now(),
        "activity": "events",
        "rule": "registrations",
        "clock_at": clock.now() + dt.timedelta(days=3),
    }


def test_what_listens_to_queries_hears_the_statement_and_gets_the_same() -> None:
    of = factories.organisation(slug="alfa")

    with CaptureQueriesContext(connection) as heard:
        listened = SELECT.rows("default", [of.pk])

    assert listened == SELECT.rows("default", [of.pk]) == [("alfa",)]
    assert len(heard) == 1


def test_a_fault_is_one_of_djangos_and_ends_the_transaction() -> None:
    wrong = Statement("SELECT nothing FROM organisations_organisation WHERE id = %s")

    with pytest.raises(DatabaseError), transaction.atomic():
        wrong.rows("default", [1])
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            SELECT.rows("default", [1])


def test_a_row_put_in_has_the_values_given_and_the_models_defaults() -> None:
    of = factories.organisation()
    given = message(of)
    key = puts.put(Message, given)

    row = Message.objects.get(pk=key)

    assert {name: getattr(row, name) for name in given} == given
    assert (row.subject, row.body, row.sender) == ("", "", "")


def confirmed(of: Organisation, **made: Any) -> puts.Under:
    given = message(of) | made
    more = {name: given.pop(name) for name in ("uuid", "created_at")}
    return puts.Under("message_id", Message, like=given, more=lambda: more)


def test_what_a_row_is_to_point_at_is_made_when_it_is_not_there() -> None:
    of = factories.organisation()
    given, its = message(of), delivery(of)
    puts.later(Delivery, its, confirmed(of, **given))

    row = Delivery.objects.select_related("message").get()

    assert {name: getattr(row, name) for name in its} == its
    assert row.message.uuid == given["uuid"]
    assert (row.language, row.state, row.tries, row.sent_at) == ("nb", "queued", 0, None)


def test_a_row_points_at_what_is_there_already() -> None:
    of, other = factories.organisation(), factories.organisation()
    for owner in (other, of, of):
        puts.later(Delivery, delivery(owner), confirmed(owner))
    puts.later(Delivery, delivery(of), confirmed(of, about="event:2"))

    pointed = list(Delivery.objects.order_by("pk").values_list("message__organisation", "message"))

    assert [owner for owner, _ in pointed] == [other.pk, of.pk, of.pk, of.pk]
    assert pointed[1] == pointed[2]
    assert len(set(pointed)) == Message.objects.count() == 3


def test_rows_put_in_together_ask_postgresql_once_and_have_their_keys() -> None:
    of = factories.organisation()
    puts.put(Message, message(of))
    first, second = (Message(organisation=of, **_own(message(of))) for _ in range(2))

    with CaptureQueriesContext(connection) as heard, puts.together():
        puts.add_later(first)
        puts.add_later(second)
        puts.later(Delivery, delivery(of), confirmed(of))
        assert len(heard) == 0

    assert len(heard) == (1 if connection.vendor == "postgresql" else 3)
    assert [Message.objects.get(pk=row.pk).uuid for row in (first, second)] == [
        first.uuid,
        second.uuid,
    ]
    assert not first._state.adding
    assert Delivery.objects.count() == 1


def test_together_also_what_one_points_at_is_made_when_it_is_not_there() -> None:
    of = factories.organisation()

    with puts.together(), puts.together():
        puts.later(Delivery, delivery(of), confirmed(of, about="event:7"))
        puts.put(Message, message(of))
        puts.later(Delivery, delivery(of), confirmed(of))

    abouts = Delivery.objects.order_by("message__about").values_list("message__about", flat=True)
    assert list(abouts) == ["event:1", "event:7"]


def test_what_waited_is_forgotten_when_the_block_fails() -> None:
    of = factories.organisation()

    def fail() -> None:
        with puts.together():
            puts.later(Message, message(of))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    puts.later(Message, message(of))

    assert Message.objects.count() == 1


def _own(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "organisation_id"}


def test_a_second_row_with_the_same_key_is_refused() -> None:
    given = message(factories.organisation())
    puts.put(Message, given)

    with pytest.raises(IntegrityError), transaction.atomic():
        puts.put(Message, given)
