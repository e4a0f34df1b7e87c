"""Whoever changes the database behind the program's back is found out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests import factories as make
from tests.privacy.evidence.test_probes import broken, days_ago, org  # noqa: F401
from tillit.organisations.models import Organisation
from tillit.people.models import Person
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.ledger.chain import chain
from tillit.privacy.ledger.commitment import canonical
from tillit.privacy.register import actions as register
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.queries import in_force
from tillit.privacy.register.schema import Register
from tillit.privacy.statement import actions as statement
from tillit.privacy.statement.models import StatementVersion

pytestmark = pytest.mark.django_db


def adopt(organisation: Organisation, **changes: Any) -> None:
    """The register in force with changes, by the way one adopts; the statement is published."""
    document = in_force(organisation).model_dump(mode="json") | changes
    for entry in document["activities"]:
        asked = {each["field"] for each in entry["fields"]}
        entry["published"] = [field for field in entry["published"] if field in asked]
    register.save_draft(organisation, Register.model_validate(document), None)
    statement.publish(organisation, register.adopt(organisation, None))
    chain(organisation)


@pytest.fixture
def adopted(org: Organisation) -> Organisation:  # noqa: F811
    """Two statements, and the log tells of the second register."""
    adopt(org, promised_answer_days=20)
    assert broken(org) == set()
    return org


def _register_text(organisation: Organisation) -> RegisterVersion:
    row = RegisterVersion.objects.get(organisation=organisation, state="in_force")
    row.document["promised_answer_days"] = 25
    return row


def register_edited(organisation: Organisation) -> None:
    _register_text(organisation).save()


def register_edited_with_its_sum(organisation: Organisation) -> None:
    row = _register_text(organisation)
    row.digest = hashlib.sha256(canonical(row.document)).hexdigest()
    row.save()


def statement_edited(organisation: Organisation) -> None:
    row = StatementVersion.objects.filter(organisation=organisation).first()
    row.content["nb"]["title"] = "Vi lover mer"
    row.save()


def statement_edited_with_its_sum(organisation: Organisation) -> None:
    row = StatementVersion.objects.filter(organisation=organisation).first()
    row.content["nb"]["title"] = "Vi lover mer"
    row.digest = hashlib.sha256(canonical(row.content)).hexdigest()
    row.save()


def earlier_statement_edited(organisation: Organisation) -> None:
    row = StatementVersion.objects.get(organisation=organisation, number=1)
    row.content["nb"]["title"] = "Vi lovet mindre"
    row.save()


def earlier_statement_deleted(organisation: Organisation) -> None:
    StatementVersion.objects.get(organisation=organisation, number=1).delete()


@pytest.mark.parametrize(
    "tamper",
    [
        register_edited,
        register_edited_with_its_sum,
        statement_edited,
        statement_edited_with_its_sum,
        earlier_statement_edited,
        earlier_statement_deleted,
    ],
    ids=lambda tamper: tamper.__name__,
)
def test_what_was_made_public_cannot_be_rewritten(
    tamper: Callable[[Organisation], None], adopted: Organisation
) -> None:
    tamper(adopted)

    assert ("statement", "") in broken(adopted)


@pytest.mark.parametrize(
    "definition",
    [
        "CREATE TABLE pg_kladd (navn varchar(10))",
        "CREATE TABLE django_site (navn varchar(10))",
        "ALTER TABLE django_migrations ADD COLUMN navn varchar(10)",
        "ALTER TABLE django_content_type ADD COLUMN navn varchar(10)",
    ],
)
def test_no_name_hides_a_table_or_column(definition: str, adopted: Organisation) -> None:
    with connection.cursor() as cursor:
        cursor.execute(definition)

    assert ("closed_world", "") in broken(adopted)


def test_a_field_that_the_register_no_longer_asks_for_is_found(adopted: Organisation) -> None:
    activities = in_force(adopted).model_dump(mode="json")["activities"]
    for entry in activities:
        entry["fields"] = [each for each in entry["fields"] if each["field"] != "phone"]
    adopt(adopted, activities=activities)
    make.member(adopted)
    assert broken(adopted) == set()

    Person.objects.update(phone="+4741234567", created_at=days_ago(30))

    assert ("released", "") in broken(adopted)


@pytest.mark.parametrize("rule", ["registrations", "no-such-rule"])
def test_a_list_of_recipients_that_is_kept_is_found(rule: str, adopted: Organisation) -> None:
    queue(
        adopted,
        "registration_confirmed",
        [Recipient("kari@post.example", "nb", "registration:x")],
        rule=rule,
        clock_at=days_ago(100),
        about="event:x",
    )

    assert broken(adopted) in ({("retention", "events.registrations")}, {("unregistered", "")})
