"""What the desk says needs doing with people."""

import datetime as dt

import pytest

from tests import factories as make
from tillit.kernel import clock
from tillit.people import actions
from tillit.people.models import Import, Relation

pytestmark = pytest.mark.django_db


def test_an_import_that_waits_for_a_decision_is_on_the_front_of_the_desk():
    ours = make.organisation(language="en")
    now = clock.now()
    Import.objects.create(
        organisation=ours, state="preview", relation_kind="customer", filename="kunder.xlsx",
        created_by="user:x", created_at=now, beat_at=now,
    )  # fmt: skip

    page = make.desk(ours).get(make.at(ours, "desk:today")).content.decode()

    assert "kunder.xlsx" in page


def test_a_prospect_near_its_review_is_on_the_front_of_the_desk_and_one_far_off_is_not():
    ours = make.organisation(language="en")
    near, far = (
        make.person(ours, "prospect", first_name=name, last_name="Nesby", email=f"{name}@p.example")
        for name in ("near", "far")
    )
    Relation.objects.filter(person=near).update(review_on=clock.today() + dt.timedelta(days=5))

    page = make.desk(ours).get(make.at(ours, "desk:today")).content.decode()

    assert "near Nesby" in page
    assert far.name not in page


def test_nothing_is_said_when_nothing_waits():
    ours = make.organisation(language="en")
    person = make.person(ours, "customer", email="ola@post.example")
    actions.end_relation(person.relations.get(), on=clock.today(), by="user:x")

    page = make.desk(ours).get(make.at(ours, "desk:today")).content.decode()

    assert "to decide on" not in page
