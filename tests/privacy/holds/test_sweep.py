"""The sweep: every clock and every end, on the real modules."""

from __future__ import annotations

import datetime as dt

import pytest

from tests import factories as make
from tests.privacy.ledger.test_verify import recorded
from tillit.events.models import Registration
from tillit.kernel import clock
from tillit.memberships.models import Application, DirectoryEntry, Membership
from tillit.organisations.models import Role, User
from tillit.people.models import Person, Relation, SearchTerm, SourceRecord
from tillit.portal.models import OneTimeCode
from tillit.privacy.consent.models import Consent
from tillit.privacy.gate.models import Delivery, Message
from tillit.privacy.holds.actions import sweep, sweep_installation
from tillit.privacy.holds.models import ArchivedRow, SweepRun, TallyCount
from tillit.privacy.ledger.models import LedgerEntry, LedgerHead
from tillit.privacy.rights.models import Request

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 6, 15)


@pytest.fixture(autouse=True)
def today(clock):
    clock.stop(at=dt.datetime(2026, 6, 15, 3, 15, tzinfo=dt.UTC))


def days_ago(days: int, hour: int = 12) -> dt.datetime:
    day = TODAY - dt.timedelta(days=days)
    return dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC)


def test_registrations_go_sixty_days_after_the_event_was_held():
    org = make.organisation()
    due = make.event(org, starts_at=days_ago(60))
    young = make.event(org, starts_at=days_ago(59))
    make.registration(due)
    kept = make.registration(young)

    run = sweep(org)

    assert run.state == SweepRun.State.DONE
    assert list(Registration.objects.all()) == [kept]
    assert run.counts["events.registration"] == {"deleted": 1}


def test_registrations_go_sixty_days_after_the_event_was_cancelled_though_it_lies_ahead():
    org = make.organisation()
    event = make.event(org, starts_at=days_ago(-10), state="cancelled", cancelled_at=days_ago(60))
    make.registration(event)

    sweep(org)

    assert not Registration.objects.exists()


def test_the_day_is_counted_in_norway():
    org = make.organisation()
    # Half past midnight in Oslo on the 17th of April, still the 16th in UTC.
    late = dt.datetime(2026, 4, 16, 22, 30, tzinfo=dt.UTC)
    make.registration(make.event(org, starts_at=late, ends_at=late))

    sweep(org)

    assert Registration.objects.count() == 1


def test_what_goes_is_counted_per_event_and_year():
    org = make.organisation()
    event = make.event(org, starts_at=days_ago(100))
    for _ in range(7):
        make.registration(event)

    sweep(org)

    count = TallyCount.objects.get(measure="participants")
    assert (count.year, count.by, count.count) == (2026, f"event__uuid={event.uuid}", 7)


def test_a_second_sweep_changes_nothing():
    org = make.organisation()
    make.registration(make.event(org, starts_at=days_ago(100)))
    sweep(org)
    before = LedgerEntry.objects.count(), TallyCount.objects.get().count

    run = sweep(org)

    assert run.counts == {}
    assert (LedgerEntry.objects.count(), TallyCount.objects.get().count) == before


def test_the_ledger_tells_what_went_and_of_nobody():
    org = make.organisation()
    make.registration(make.event(org, starts_at=days_ago(100)), email="kari@post.example")

    run = sweep(org)

    entry = LedgerEntry.objects.get(kind="deleted")
    assert entry.content["model"] == "events.registration"
    assert entry.content["rule"] == "events.registrations"
    assert (entry.content["count"], entry.content["run"]) == (1, run.pk)
    assert "kari" not in str(entry.content)


def test_another_organisations_rows_are_left_alone():
    org, other = make.organisation(), make.organisation()
    make.registration(make.event(other, starts_at=days_ago(100)))

    sweep(org)

    assert Registration.objects.filter(organisation=other).count() == 1


def test_the_register_decides_the_period():
    org = make.organisation(adopted=False)
    document = make.register_document(org)
    for activity in document["activities"]:
        if activity["activity"] == "events":
            activity["retention"]["registrations"]["period"] = "P10D"
    make.adopted_register(org, activities=document["activities"])
    make.registration(make.event(org, starts_at=days_ago(10)))

    sweep(org)

    assert not Registration.objects.exists()


def test_the_register_can_let_only_one_of_the_clocks_run():
    org = make.organisation(adopted=False)
    document = make.register_document(org)
    for activity in document["activities"]:
        if activity["activity"] == "events":
            activity["retention"]["registrations"]["clocks"] = ["event_ended"]
    make.adopted_register(org, activities=document["activities"])
    make.registration(
        make.event(org, starts_at=days_ago(10), state="cancelled", cancelled_at=days_ago(90))
    )

    sweep(org)

    assert Registration.objects.count() == 1


def test_a_member_goes_a_year_after_leaving_with_card_words_and_directory():
    org = make.organisation()
    member = make.member(org, created_at=days_ago(900))
    DirectoryEntry.objects.create(
        organisation=org, membership=member, shown=["email"], shown_since=clock.now()
    )
    Relation.objects.update(ended_on=dt.date(2025, 6, 15))

    run = sweep(org)

    for model in (Membership, DirectoryEntry, Relation, Person, SearchTerm):
        assert not model.objects.exists(), model
    assert run.counts["people.relation"] == {"deleted": 1}
    assert run.counts["memberships.membership"] == {"deleted": 1}
    assert run.counts["people.person"] == {"deleted": 1}


def test_a_member_who_left_less_than_a_year_ago_is_kept():
    org = make.organisation()
    make.member(org, created_at=days_ago(900))
    Relation.objects.update(ended_on=dt.date(2025, 6, 16))

    sweep(org)

    assert Membership.objects.count() == 1


def test_a_relation_without_an_end_is_kept():
    org = make.organisation()
    make.member(org, created_at=days_ago(9000))

    sweep(org)

    assert Membership.objects.count() == 1


def test_a_card_lives_as_long_as_one_relation_holds_it():
    org = make.organisation()
    card = make.person(org, "member", created_at=days_ago(900))
    make.relation(card, "supplier")
    card.relations.filter(kind="member").update(ended_on=dt.date(2020, 1, 1))

    sweep(org)

    assert [relation.kind for relation in card.relations.all()] == ["supplier"]


def test_a_field_no_remaining_relation_asks_for_is_cleared_with_its_words_and_source():
    org = make.organisation()
    origin, other = make.source(org), make.source(org)
    card = make.person(
        org, "member", created_at=days_ago(900), street="Lysbuen 1", phone="+4799999999",
        workplace="Verkstedet", sources={"street": origin.pk, "phone": other.pk},
    )  # fmt: skip
    SearchTerm.objects.create(organisation=org, person=card, field="workplace", term="verkstedet")
    make.relation(card, "supplier")  # asks for name, e-mail and telephone
    card.relations.filter(kind="member").update(ended_on=dt.date(2020, 1, 1))

    run = sweep(org)

    card.refresh_from_db()
    assert (card.street, card.workplace) == ("", "")
    assert (card.phone, card.first_name != "") == ("+4799999999", True)
    assert card.sources == {"phone": other.pk}
    assert list(SourceRecord.objects.all()) == [other]
    assert not SearchTerm.objects.filter(field="workplace").exists()
    assert SearchTerm.objects.filter(field="phone").exists()
    # Address and work are asked for by different sets of relations, and so cleared one by one.
    assert run.counts["people.person"] == {"cleared": 2}


def test_a_name_half_cleared_is_sorted_by_what_is_left():
    org = make.organisation(adopted=False)
    document = make.register_document(org)
    for activity in document["activities"]:
        if activity["activity"] == "suppliers":
            activity["fields"] = [f for f in activity["fields"] if f["field"] != "first_name"]
    make.adopted_register(org, activities=document["activities"])
    card = make.person(org, "supplier", first_name="Åse", last_name="Nesby",
                       created_at=days_ago(900))  # fmt: skip
    alone = make.person(org, "member", first_name="", last_name="Nesby")

    sweep(org)

    card.refresh_from_db()
    assert (card.first_name, card.last_name, card.sort_key) == ("", "Nesby", alone.sort_key)


def test_a_card_just_made_waits_for_its_relation():
    org = make.organisation()
    make.person(org, None, created_at=days_ago(0, hour=1))
    make.person(org, None, created_at=days_ago(2))

    sweep(org)

    assert Person.objects.count() == 1


def test_a_contact_goes_by_the_persons_last_contact_and_not_by_staffs_doings():
    org = make.organisation()
    silent = make.person(org, "customer", last_interaction_at=days_ago(400),
                         created_at=days_ago(900))  # fmt: skip
    never = make.person(org, "customer", created_at=days_ago(900))
    Relation.objects.filter(person=never).update(created_at=days_ago(380))
    fresh = make.person(org, "customer", last_interaction_at=days_ago(100),
                        created_at=days_ago(900))  # fmt: skip
    Relation.objects.exclude(person=never).update(created_at=days_ago(900))

    sweep(org)

    assert list(Person.objects.all()) == [fresh], (silent, never)


def test_a_prospect_goes_on_the_day_of_review():
    org = make.organisation()
    for days in (0, -1):
        card = make.person(org, None, created_at=days_ago(30))
        make.relation(card, "prospect", review_on=TODAY - dt.timedelta(days=days))

    sweep(org)

    assert Relation.objects.get().review_on == dt.date(2026, 6, 16)


def test_requests_go_two_years_after_they_were_closed_and_never_while_open():
    org = make.organisation()
    make.request(org, closed_at=days_ago(731), received_on=dt.date(2024, 1, 1))
    late = make.request(org, received_on=dt.date(2020, 1, 1))

    sweep(org)

    assert list(Request.objects.all()) == [late]


def test_a_withdrawn_consent_goes_and_a_standing_one_stays():
    org = make.organisation()
    common = {
        "organisation": org, "activity": "membership", "purpose": "publish_in_directory",
        "wording": "Ja", "register_number": 1, "language": "nb", "how": "form",
        "given_at": days_ago(2000),
    }  # fmt: skip
    Consent.objects.create(email="a@post.example", withdrawn_at=days_ago(731), **common)
    standing = Consent.objects.create(email="b@post.example", **common)

    sweep(org)

    assert list(Consent.objects.all()) == [standing]


def test_deliveries_follow_the_rule_they_name_and_take_their_message_along():
    org = make.organisation()
    message = Message.objects.create(organisation=org, kind="x", created_at=clock.now())
    common = {"organisation": org, "message": message, "queued_at": clock.now()}
    Delivery.objects.create(email="a@post.example", activity="events", rule="registrations",
                            clock_at=days_ago(60), **common)  # fmt: skip
    last = Delivery.objects.create(email="b@post.example", activity="membership",
                                   rule="correspondence", clock_at=days_ago(60),
                                   **common)  # fmt: skip

    sweep(org)
    assert (list(Delivery.objects.all()), Message.objects.count()) == ([last], 1)

    last.clock_at = days_ago(400)
    last.save()
    sweep(org)
    assert (Delivery.objects.count(), Message.objects.count()) == (0, 0)


def test_codes_and_unconfirmed_applications_go():
    org = make.organisation()
    OneTimeCode.objects.create(organisation=org, email="a@post.example", created_at=days_ago(3),
                               expires_at=days_ago(2))  # fmt: skip
    Application.objects.create(organisation=org, type=make.membership_type(org),
                               email="a@post.example", created_at=days_ago(30))  # fmt: skip

    sweep(org)

    assert not OneTimeCode.objects.exists()
    assert not Application.objects.exists()


def test_old_ledger_entries_lose_what_they_say_of_persons_and_are_accounted_for(clock):
    from tillit.privacy.ledger.commitment import Sums

    org = make.organisation()
    old = recorded(org, "opened", subject="person:1", actor="user:2")
    own = recorded(org, "deleted", count=3)
    clock.forward(days=731)
    young = recorded(org, "opened", subject="person:1", actor="user:2")

    run = sweep(org)

    for entry in (old, own, young):
        entry.refresh_from_db()
    assert (old.content, old.subject, old.actor) == (None, "", "")
    assert old.salt == Sums(org).redacted(old.commitment)
    assert (own.content["count"], young.subject) == (3, "person:1")
    assert LedgerHead.objects.get().redacted == 1
    assert LedgerEntry.objects.get(kind="redacted").content["count"] == 1
    assert run.counts["privacy.ledgerentry"] == {"anonymised": 1}


def test_what_is_to_be_archived_is_moved_and_gone_from_its_table():
    org = make.organisation(adopted=False)
    document = make.register_document(org)
    for activity in document["activities"]:
        if activity["activity"] == "membership":
            activity["retention"]["card"]["end"] = "archive"
    make.adopted_register(org, activities=document["activities"])
    member = make.member(org, created_at=days_ago(900), email="kari@post.example")
    Relation.objects.update(ended_on=dt.date(2024, 1, 1))

    sweep(org)

    assert not Relation.objects.exists()
    rows = {row.model: row for row in ArchivedRow.objects.all()}
    assert set(rows) == {"people.relation", "memberships.membership"}
    assert rows["people.relation"].row["person"]["email"] == "kari@post.example"
    assert rows["memberships.membership"].row["number"] == member.number
    assert {row.email for row in rows.values()} == {"kari@post.example"}


def test_accounts_without_roles_go_with_their_sessions_links_and_addresses():
    org = make.organisation()
    gone = make.staff_user(org, created_at=days_ago(900))
    Role.objects.filter(user=gone).update(ends_on=dt.date(2025, 6, 15))
    kept = make.staff_user(org)

    sweep(org)
    sweep_installation()

    assert list(User.objects.all()) == [kept]


def test_a_switched_off_activity_keeps_to_the_declared_period():
    org = make.organisation(adopted=False)
    document = make.register_document(org)
    activities = [a for a in document["activities"] if a["activity"] != "events"]
    make.adopted_register(org, activities=activities)
    make.registration(make.event(org, starts_at=days_ago(60)))
    kept = make.registration(make.event(org, starts_at=days_ago(59)))

    sweep(org)

    assert list(Registration.objects.all()) == [kept]
