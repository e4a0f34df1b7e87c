"""Members as staff keep them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from tests import factories
from tillit.kernel import clock
from tillit.memberships.models import Membership, MembershipType
from tillit.organisations.models import Organisation
from tillit.privacy.gate.sending import send_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return factories.organisation()


def test_list_finds_by_the_beginning_of_a_name_in_norwegian_order(
    organisation: Organisation,
) -> None:
    for last in ("Åsen", "Zorn", "Ærø", "Aas"):
        factories.member(organisation, first_name="Test", last_name=last)
    browser = factories.desk(organisation)

    page = browser.get(factories.at(organisation, "memberships_desk:list")).content.decode()

    places = [page.index(name) for name in ("Zorn", "Ærø", "Aas", "Åsen")]
    assert places == sorted(places)
    found = browser.get(factories.at(organisation, "memberships_desk:list") + "?q=zor")
    assert "Zorn" in found.content.decode()
    assert "Ærø" not in found.content.decode()


def test_list_takes_few_queries_however_many_members(
    organisation: Organisation, django_assert_max_num_queries: object
) -> None:
    for _ in range(30):
        factories.member(organisation)
    browser = factories.desk(organisation)

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        browser.get(factories.at(organisation, "memberships_desk:list"))


def test_person_on_the_register_is_made_a_member_with_the_next_number(
    organisation: Organisation,
) -> None:
    factories.member(organisation)
    card = factories.person(organisation, "customer")
    kind = factories.membership_type(organisation)

    factories.desk(organisation).post(
        factories.at(organisation, "memberships_desk:add", card.uuid),
        {"type": kind.pk, "on": "2026-01-15", "welcome": "on"},
    )
    send_waiting()

    made = Membership.objects.get(relation__person=card)
    assert made.number == 2
    assert made.relation.started_on == dt.date(2026, 1, 15)
    assert mail.outbox[-1].to == [card.email]


def test_membership_ends_on_the_day_and_the_other_relation_stays(
    organisation: Organisation,
) -> None:
    member = factories.member(organisation)
    factories.relation(member.relation.person, "customer")

    factories.desk(organisation).post(
        factories.at(organisation, "memberships_desk:leave", member.uuid),
        {"on": clock.today().isoformat(), "reason": "moved"},
    )

    open_kinds = member.relation.person.relations.filter(ended_on=None)
    assert list(open_kinds.values_list("kind", flat=True)) == ["customer"]


def test_membership_cannot_end_before_it_started(organisation: Organisation) -> None:
    member = factories.member(organisation)

    answer = factories.desk(organisation).post(
        factories.at(organisation, "memberships_desk:leave", member.uuid),
        {"on": "2001-01-01", "reason": "moved"},
    )

    assert "on" in answer.context["form"].errors
    member.relation.refresh_from_db()
    assert member.relation.ended_on is None


def test_kind_of_membership_is_made_and_named_in_each_language(
    organisation: Organisation,
) -> None:
    browser = factories.desk(organisation)

    browser.post(
        factories.at(organisation, "memberships_desk:new_type"),
        {"name_nb": "Støttemedlem", "name_nn": "Støttemedlem", "name_en": "Supporting member",
         "is_open": "on", "order": "1"},
    )  # fmt: skip

    made = MembershipType.objects.get(organisation=organisation)
    assert made.name["en"] == "Supporting member"
    assert made.is_open
    assert not made.is_automatic


def test_treasurer_reads_members_and_changes_none(organisation: Organisation) -> None:
    member = factories.member(organisation)
    browser = factories.desk(organisation, "treasurer")

    assert browser.get(factories.at(organisation, "memberships_desk:list")).status_code == 200
    leave = factories.at(organisation, "memberships_desk:leave", member.uuid)
    assert browser.get(leave).status_code == 403


def test_another_organisations_member_is_not_found(organisation: Organisation) -> None:
    member = factories.member(factories.organisation())

    leave = factories.at(organisation, "memberships_desk:leave", member.uuid)

    assert factories.desk(organisation).get(leave).status_code == 404
