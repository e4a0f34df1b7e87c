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
from tillit.privacy import bulk
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
    key = bulk.put(Message, given)

    row = Message.objects.get(pk=key)

    assert {name: getattr(row, name) for name in given} == given
    assert (row.subject, row.body, row.sender) == ("", "", "")


def test_a_row_and_the_one_that_points_at_it_are_put_in_together() -> None:
    of = factories.organisation()
    given, its = message(of), delivery(of)
    bulk.put_both(Message, given, Delivery, "message_id", its)

    row = Delivery.objects.select_related("message").get()

    assert {name: getattr(row, name) for name in its} == its
    assert row.message.uuid == given["uuid"]
    assert (row.language, row.state, row.tries, row.sent_at) == ("nb", "queued", 0, None)


def test_a_second_row_with_the_same_key_is_refused() -> None:
    given = message(factories.organisation())
    bulk.put(Message, given)

    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.put(Message, given)
