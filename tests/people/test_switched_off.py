"""An activity with people in it is switched off: they are wound up, and everyone is told so."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import factories as make
from tillit.kernel import clock as kernel_clock
from tillit.memberships import actions as memberships
from tillit.memberships.models import DirectoryEntry
from tillit.organisations.models import Organisation
from tillit.people.actions import change_values
from tillit.people.models import Person, Relation
from tillit.privacy.consent.models import Consent
from tillit.privacy.evidence.actions import measure
from tillit.privacy.evidence.queries import Line, report
from tillit.privacy.holds.actions import sweep
from tillit.privacy.holds.queries import due_on
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.register import actions, queries
from tillit.privacy.register.schema import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Organisation:
    """Members are kept for two years after they have left, which is not the declared default."""
    ours = make.organisation(language="en")
    document = make.register_document(ours)
    for entry in document["activities"]:
        if entry["activity"] == "membership":
            entry["retention"]["card"]["period"] = "P2Y"
    make.adopted_register(ours, activities=document["activities"])
    return ours


def without_membership(organisation: Organisation) -> Register:
    register = queries.in_force(organisation)
    kept = [each for each in register.activities if each.activity != "membership"]
    return register.model_copy(update={"activities": kept})


def switch_off(organisation: Organisation) -> None:
    actions.save_draft(organisation, without_membership(organisation), None)
    actions.adopt(organisation, None)


def unregistered(organisation: Organisation) -> Line:
    measure(organisation)
    [line] = [each for each in report(organisation).lines if each.probe == "unregistered"]
    return line


def test_the_page_says_how_many_end_and_when_they_are_gone_before_anything_is_done(
    ours: Organisation,
) -> None:
    for _number in range(3):
        make.member(ours)
    actions.save_draft(ours, without_membership(ours), None)

    page = make.desk(ours, "privacy_officer").get(make.at(ours, "desk:register_adopt"))

    text = page.content.decode()
    assert "3 persons have this relation to us" in text
    assert str(kernel_clock.today().year + 2) in text
    assert Relation.objects.filter(ended_on=None).count() == 3


def test_running_relations_end_that_day_and_the_log_says_why(ours: Organisation) -> None:
    member = make.member(ours)
    other = make.person(ours, "customer")
    ahead = make.person(ours, None)
    make.relation(ahead, "member", started_on=kernel_clock.today() + dt.timedelta(days=9))

    switch_off(ours)

    today = kernel_clock.today()
    assert set(Relation.objects.filter(kind="member").values_list("ended_on", flat=True)) == {today}
    assert not Relation.objects.filter(started_on__gt=today).exists()
    assert other.relations.get().ended_on is None
    entry = LedgerEntry.objects.get(kind="changed", subject=f"person:{member.relation.person.uuid}")
    assert entry.content["reason"] == "switched_off"


def test_they_go_by_the_period_last_known_and_evidence_says_when_until_it_is_green(
    ours: Organisation, clock: Any
) -> None:
    member = make.member(ours)
    switch_off(ours)

    line = unregistered(ours)
    assert line.light == "red"
    assert str(kernel_clock.today().year + 2) in line.finding
    member.relation.refresh_from_db()
    last = due_on(member.relation, queries.in_force(ours)).on
    assert last == kernel_clock.today().replace(year=kernel_clock.today().year + 2)

    clock.stop(dt.datetime.combine(last - dt.timedelta(days=1), dt.time(12), dt.UTC))
    sweep(ours)
    assert Person.objects.count() == 1
    clock.stop(dt.datetime.combine(last + dt.timedelta(days=2), dt.time(12), dt.UTC))
    sweep(ours)
    assert Person.objects.count() == 0
    assert unregistered(ours).light == "green"


def test_another_version_afterwards_still_knows_the_period(ours: Organisation) -> None:
    make.member(ours)
    switch_off(ours)
    once_more = queries.in_force(ours).model_copy(update={"promised_answer_days": 20})
    actions.save_draft(ours, once_more.model_copy(update={"wound_up": []}), None)

    actions.adopt(ours, None)

    [kept] = queries.in_force(ours).wound_up
    assert (kept.activity, str(kept.retention["card"].period)) == ("membership", "P2Y")


def test_a_former_member_can_still_correct_what_is_kept(ours: Organisation) -> None:
    member = make.member(ours)
    switch_off(ours)

    person = member.relation.person
    changed = change_values(person, {"phone": "41234567"}, source="self", how="portal", by="person")

    assert changed == ["phone"]


def test_nobody_of_them_is_left_in_the_directory(ours: Organisation) -> None:
    kari = make.member(ours)
    memberships.show(kari, ["first_name", "last_name"], language="nb", how="portal")

    switch_off(ours)

    assert not DirectoryEntry.objects.exists()
    assert Consent.objects.get().withdrawn_at is not None
