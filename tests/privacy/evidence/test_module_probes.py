"""The modules' own probes: the directory, access that has ended, where values came from."""

from __future__ import annotations

import datetime as dt

import pytest

from tests import factories as make
from tillit.kernel import clock as kernel_clock
from tillit.memberships.models import DirectoryEntry
from tillit.organisations.models import Role, Session
from tillit.people.models import Relation
from tillit.privacy.consent.models import Consent
from tillit.privacy.evidence.actions import measure
from tillit.privacy.evidence.queries import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def org():
    return make.organisation("lysbuen", language="en")


def light(org, probe: str) -> str:
    measure(org)
    [line] = [line for line in report(org).lines if line.probe == probe]
    return line.light


def listed(org, *, shown=("email",)) -> DirectoryEntry:
    member = make.member(org, email="kari@post.example")
    Consent.objects.create(
        organisation=org, email="kari@post.example", activity="membership",
        purpose="publish_in_directory", wording="Ja", register_number=1, language="nb",
        how="portal", given_at=kernel_clock.now(),
    )  # fmt: skip
    return DirectoryEntry.objects.create(
        organisation=org, membership=member, shown=list(shown), shown_since=kernel_clock.now()
    )


def test_a_directory_of_those_who_wish_it_is_green(org):
    listed(org)

    assert light(org, "directory") == "green"


def test_someone_listed_after_withdrawing_is_found(org):
    listed(org)
    Consent.objects.update(withdrawn_at=kernel_clock.now())

    assert light(org, "directory") == "red"


def test_someone_listed_after_leaving_is_found(org):
    listed(org)
    Relation.objects.update(ended_on=kernel_clock.today() - dt.timedelta(days=1))

    assert light(org, "directory") == "red"


def test_a_field_shown_that_the_register_does_not_name_is_found(org):
    listed(org, shown=("email", "street"))

    assert light(org, "directory") == "red"


def session(user) -> None:
    expires = kernel_clock.now() + dt.timedelta(hours=3)
    Session.objects.create(session_key="x", session_data="", user=user, expire_date=expires)


def test_the_session_of_someone_at_work_is_no_fault(org):
    session(make.staff_user(org))

    assert light(org, "staff_access") == "green"


def test_a_session_left_from_someone_whose_role_has_ended_is_found(org):
    session(make.staff_user(org))
    Role.objects.update(ends_on=kernel_clock.today() - dt.timedelta(days=1))

    assert light(org, "staff_access") == "red"


def test_a_role_elsewhere_keeps_the_session(org):
    user = make.staff_user(org)
    Role.objects.update(ends_on=kernel_clock.today() - dt.timedelta(days=1))
    make.role(make.organisation(), user, "secretary")
    session(user)

    assert light(org, "staff_access") == "green"


def page(org, client) -> str:
    measure(org)
    return client.get(make.at(org, "site:evidence")).content.decode()


@pytest.mark.promise("C17")
def test_cards_whose_every_value_has_a_source_are_green_on_the_public_page(org, client):
    make.person(org, "customer")

    assert light(org, "sources") == "green"
    assert "Every value has its source" in page(org, client)


@pytest.mark.promise("C17")
def test_a_value_put_in_without_a_source_turns_the_public_page_red(org, client):
    make.person(org, "customer")
    make.person(org, "customer", sources={})

    assert light(org, "sources") == "red"
    assert "1 person has a value without a source" in page(org, client)


@pytest.mark.parametrize("source", ["rumour", None])
def test_a_source_that_the_register_does_not_list_or_that_is_gone_is_found(org, source):
    person = make.person(org, "customer")
    record = make.source(org, source or "self")
    person.sources["email"] = record.pk
    person.save()
    if source is None:
        record.delete()

    assert light(org, "sources") == "red"


def test_values_of_another_organisation_are_theirs_to_account_for(org):
    make.person(make.organisation(), "customer", sources={})

    assert light(org, "sources") == "green"
