"""Members as staff keep them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from tests import factories
from tillit.kernel import clock
from tillit.memberships import actions
from tillit.memberships.models import Membership, MembershipType
from tillit.organisations.models import Organisation
from tillit.people.models import Person, Relation
from tillit.privacy.gate.models import Message
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


NEW = {
    "first_name": "Solveig", "last_name": "Ånestad", "email": "solveig@post.example",
    "started_on": "2026-03-01", "source": "self",
}  # fmt: skip


def test_new_member_is_a_card_and_a_membership_in_one_step(organisation: Organisation) -> None:
    factories.membership_type(organisation, "personal")
    factories.membership_type(organisation, "student", name={"nb": "Student"})
    browser = factories.desk(organisation)
    members = factories.at(organisation, "memberships_desk:list")
    address = factories.at(organisation, "people:add") + "?kind=member"
    assert address in browser.get(members).content.decode()

    answer = browser.post(address, NEW | {"membership_type": "student", "welcome": "on"})
    send_waiting()

    made = Membership.objects.get(organisation=organisation)
    assert answer.status_code == 302
    assert made.type.key == "student"
    assert made.relation.started_on == dt.date(2026, 3, 1)
    assert made.relation.person.email == "solveig@post.example"
    assert "Solveig" in browser.get(members).content.decode()
    assert mail.outbox[-1].to == ["solveig@post.example"]


def test_new_member_with_an_unknown_kind_of_membership_is_refused_and_leaves_no_card(
    organisation: Organisation,
) -> None:
    factories.membership_type(organisation, "personal")
    factories.membership_type(organisation, "student", name={"nb": "Student"})

    answer = factories.desk(organisation).post(
        factories.at(organisation, "people:add") + "?kind=member",
        NEW | {"membership_type": "royal"},
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["membership_type"]
    assert not Person.objects.filter(organisation=organisation).exists()


def test_where_there_is_one_kind_of_membership_none_is_asked_for(
    organisation: Organisation,
) -> None:
    kind = factories.membership_type(organisation)
    browser = factories.desk(organisation)
    address = factories.at(organisation, "people:add") + "?kind=member"

    form = browser.get(address).context["form"]
    browser.post(address, NEW)

    assert "membership_type" not in form.fields
    assert Membership.objects.get(organisation=organisation).type == kind
    assert not mail.outbox


def test_a_bare_relation_of_a_member_cannot_be_made_from_the_card(
    organisation: Organisation,
) -> None:
    card = factories.person(organisation, "customer")
    browser = factories.desk(organisation)
    address = factories.at(organisation, "people:relation_start", card.uuid)

    page = browser.get(address)
    answer = browser.post(address, {"kind": "member", "on": "2026-03-01"})

    assert "member" not in dict(page.context["form"].fields["kind"].choices)
    assert factories.at(organisation, "memberships_desk:add", card.uuid) in page.content.decode()
    assert answer.status_code == 422
    assert not card.relations.filter(kind="member").exists()


def test_who_may_not_change_memberships_makes_and_ends_none_by_way_of_the_card(
    organisation: Organisation,
) -> None:
    member = factories.member(organisation)
    card = member.relation.person
    browser = factories.desk(organisation, "adviser")

    browser.post(factories.at(organisation, "people:add") + "?kind=member", NEW)
    browser.post(
        factories.at(organisation, "people:relation_end", card.uuid, member.relation.pk),
        {"on": clock.today().isoformat()},
    )

    member.relation.refresh_from_db()
    assert member.relation.ended_on is None
    assert Membership.objects.filter(organisation=organisation).count() == 1


def test_the_list_is_taken_out_by_way_of_a_reason(organisation: Organisation) -> None:
    factories.member(organisation, first_name="Solveig", last_name="Nesby")
    factories.member(organisation, first_name="Ola", last_name="Zorn")
    browser = factories.desk(organisation)
    export = factories.at(organisation, "memberships_desk:export") + "?q=nes"

    page = browser.get(factories.at(organisation, "memberships_desk:list") + "?q=nes")
    asked = browser.get(export)

    assert export.replace("&", "&amp;") in page.content.decode()
    assert asked.context["count"] == 1
    assert {"purpose", "recipient"} <= set(asked.context["form"].fields)


def test_who_may_not_take_lists_out_is_not_offered_to(organisation: Organisation) -> None:
    factories.member(organisation)

    page = factories.desk(organisation, "treasurer").get(
        factories.at(organisation, "memberships_desk:list")
    )

    assert factories.at(organisation, "memberships_desk:export") not in page.content.decode()


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


@pytest.mark.parametrize(("reason", "told"), [("moved", True), ("died", False)])
def test_nobody_writes_to_a_member_who_has_died(
    organisation: Organisation, reason: str, told: bool
) -> None:
    member = factories.member(organisation)

    factories.desk(organisation).post(
        factories.at(organisation, "memberships_desk:leave", member.uuid),
        {"on": clock.today().isoformat(), "reason": reason, "tell": "on"},
    )

    assert Message.objects.filter(kind="membership_ended").exists() is told


def test_membership_cannot_end_before_it_started(organisation: Organisation) -> None:
    member = factories.member(organisation)

    answer = factories.desk(organisation).post(
        factories.at(organisation, "memberships_desk:leave", member.uuid),
        {"on": "2001-01-01", "reason": "moved"},
    )

    assert "on" in answer.context["form"].errors
    member.relation.refresh_from_db()
    assert member.relation.ended_on is None


def test_membership_begins_on_no_day_to_come(organisation: Organisation) -> None:
    person = factories.person(organisation, "customer")
    kind = factories.membership_type(organisation)
    ahead = clock.today() + dt.timedelta(days=1)

    answer = factories.desk(organisation).post(
        factories.at(organisation, "memberships_desk:add", person.uuid),
        {"type": kind.pk, "on": str(ahead)},
    )

    assert answer.status_code == 200
    assert not Membership.objects.exists()
    with pytest.raises(ValidationError):
        actions.add_member(person, kind, on=ahead, by="system")


def test_one_that_was_entered_with_a_start_to_come_can_be_ended(organisation: Organisation) -> None:
    membership = factories.member(organisation)
    Relation.objects.update(started_on=dt.date(2099, 1, 1))

    answer = factories.desk(organisation).post(
        factories.at(organisation, "memberships_desk:leave", membership.uuid),
        {"on": str(clock.today()), "reason": "other"},
    )

    assert answer.status_code == 302
    relation = Relation.objects.get()
    assert (relation.started_on, relation.ended_on) == (clock.today(), clock.today())


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


@pytest.mark.parametrize("day", ["9999-12-31", "2031-01-01"])
def test_last_day_years_ahead_is_refused_as_mistyped(organisation: Organisation, day: str) -> None:
    membership = factories.member(organisation)
    desk = factories.desk(organisation, "secretary")
    at = factories.at(organisation, "memberships_desk:leave", membership.uuid)

    page = desk.post(at, {"on": day, "reason": "own_wish"})

    membership.relation.refresh_from_db()
    assert page.context["form"].errors["on"]
    assert membership.relation.ended_on is None


def test_who_leaves_before_the_last_day_stated_has_left(organisation: Organisation) -> None:
    membership = factories.member(organisation)
    actions.leave(membership, on=clock.today() + dt.timedelta(days=90), by="system", tell=False)

    actions.leave(membership, on=clock.today(), by="person")

    membership.relation.refresh_from_db()
    assert membership.relation.ended_on == clock.today()


def test_no_former_members_is_not_the_same_as_no_members(organisation: Organisation) -> None:
    factories.member(organisation)
    office = factories.desk(organisation)
    office.cookies["language"] = "nb"

    page = office.get(factories.at(organisation, "memberships_desk:list") + "?state=ended").text

    assert "Ingen tidligere medlemmer" in page
    assert "Ingen medlemmer ennå" not in page


def test_a_membership_that_ends_later_is_not_said_to_have_ended(organisation: Organisation) -> None:
    membership = factories.member(organisation, email="ase@post.example")
    last_day = clock.today() + dt.timedelta(days=90)
    actions.leave(membership, on=last_day, by="system")
    send_waiting()

    assert "has ended" not in mail.outbox[-1].subject
    assert "er slutt" not in mail.outbox[-1].subject
