"""The membership on a person's card."""

import pytest

from tests import factories as make
from tillit.kernel import clock
from tillit.memberships import actions
from tillit.memberships.models import MembershipType

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    return make.organisation(language="en")


@pytest.fixture
def kind(ours):
    return MembershipType.objects.get_or_create(
        organisation=ours, key="personal", defaults={"name": {"en": "Personal", "nb": "Personlig"}}
    )[0]


def card(ours, person):
    return make.desk(ours).get(make.at(ours, "people:card", person.uuid)).content.decode()


def test_someone_who_is_no_member_can_be_made_one_from_the_card(ours, kind):
    person = make.person(ours, "customer", first_name="Kari", email="kari@post.example")

    page = card(ours, person)

    assert "Not a member." in page
    assert make.at(ours, "memberships_desk:add", person.uuid) in page


def test_a_members_card_shows_the_membership_and_ends_it_as_a_whole(ours, kind):
    person = make.person(ours, "customer", first_name="Kari", email="kari@post.example")
    made = actions.add_member(person, kind, on=clock.today(), by="system", welcome=False)

    page = card(ours, person)

    assert "Member number" in page
    assert make.at(ours, "memberships_desk:leave", made.uuid) in page
    assert make.at(ours, "memberships_desk:add", person.uuid) not in page
    alone = make.at(ours, "people:relation_end", person.uuid, made.relation_id)
    assert alone not in page
