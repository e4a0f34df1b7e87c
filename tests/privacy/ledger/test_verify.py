"""The chain holds, and any tampering is found and named."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from tillit.kernel import clock as kernel_clock
from tillit.privacy.ledger import witness
from tillit.privacy.ledger.actions import record, record_many, redact
from tillit.privacy.ledger.chain import BATCH, chain, lag
from tillit.privacy.ledger.commitment import Sums, written, written_at
from tillit.privacy.ledger.models import LedgerEntry, LedgerHead
from tillit.privacy.ledger.tasks import chain_all
from tillit.privacy.ledger.verify import end_of_chain, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger():
    """An organisation with twelve chained entries."""
    org = make.organisation("lysbuen")
    for number in range(12):
        record(org, "opened", subject=f"person:{number}", actor="user:1", why="æøå")
    chain(org)
    return org


def recorded(org, kind: str, **details) -> LedgerEntry:
    """An entry just made."""
    record(org, kind, **details)
    return LedgerEntry.objects.latest("pk")


def entry(org, sequence: int) -> LedgerEntry:
    return LedgerEntry.objects.get(organisation=org, sequence=sequence)


def change(org, place: int, /, **values) -> None:
    LedgerEntry.objects.filter(organisation=org, sequence=place).update(**values)


def cut_off(org) -> None:
    """The last three entries go, and the head is moved back to the one before."""
    LedgerEntry.objects.filter(organisation=org, sequence__gt=9).delete()
    LedgerHead.objects.filter(organisation=org).update(sequence=9, chain=entry(org, 9).chain)


def fault(org) -> tuple[str, int | None]:
    found = verify(org).fault
    assert found is not None
    assert str(found.sequence) in str(found)
    return found.what, found.sequence


def test_a_whole_chain_verifies(ledger):
    verdict = verify(ledger)

    assert verdict.is_whole
    assert (verdict.entries, verdict.head) == (12, LedgerHead.objects.get().chain)


def test_an_empty_ledger_verifies():
    assert verify(make.organisation()).is_whole


def test_entries_not_yet_chained_are_looked_at_too(ledger):
    late = recorded(ledger, "opened", subject="person:13", actor="user:1")
    assert verify(ledger).waiting == 1

    LedgerEntry.objects.filter(pk=late.pk).update(content={"subject": "", "actor": ""})
    assert verify(ledger).fault.what == "content"


def test_changed_content_is_found(ledger):
    change(ledger, 5, content={"subject": "person:4", "actor": "user:1", "why": "noe annet"})

    assert fault(ledger) == ("content", 5)


def test_content_changed_with_its_commitment_is_found(ledger):
    content = {"subject": "person:4", "actor": "user:1", "why": "noe annet"}
    was = entry(ledger, 5)
    made = Sums(ledger).commit(was.kind, written_at(was.created_at), was.salt, written(content))
    change(ledger, 5, content=content, commitment=made)

    assert fault(ledger) == ("link", 5)


def test_an_entry_listed_under_another_person_is_found(ledger):
    change(ledger, 5, subject="person:99")

    assert fault(ledger) == ("columns", 5)


def test_a_changed_type_is_found(ledger):
    change(ledger, 7, kind="exported")

    assert fault(ledger) == ("content", 7)


def test_a_changed_type_of_an_emptied_entry_is_found(ledger):
    redact(ledger, LedgerEntry.objects.filter(organisation=ledger, sequence=7))
    change(ledger, 7, kind="exported")

    assert fault(ledger) == ("link", 7)


def test_a_changed_time_is_found(ledger):
    change(ledger, 7, created_at=F("created_at") + dt.timedelta(seconds=1))

    assert fault(ledger) == ("content", 7)


def test_entries_that_changed_places_are_found(ledger):
    change(ledger, 3, sequence=100)
    change(ledger, 4, sequence=3)
    change(ledger, 100, sequence=4)

    assert fault(ledger) == ("link", 3)


def test_a_deleted_entry_is_found(ledger):
    entry(ledger, 6).delete()

    assert fault(ledger) == ("missing", 6)


def test_a_deleted_entry_with_the_others_moved_up_is_found(ledger):
    entry(ledger, 6).delete()
    for sequence in range(7, 13):
        change(ledger, sequence, sequence=sequence - 1)

    assert fault(ledger) == ("link", 6)


def test_a_cut_off_end_is_found(ledger):
    LedgerEntry.objects.filter(sequence__gt=9).delete()

    assert fault(ledger) == ("tail", 12)


def test_a_ledger_emptied_altogether_is_found(ledger):
    LedgerEntry.objects.all().delete()

    assert fault(ledger) == ("tail", 12)


def test_a_changed_head_is_found(ledger):
    LedgerHead.objects.update(chain="f" * 64)

    assert fault(ledger) == ("head", 12)


def test_an_entry_added_behind_the_head_is_found(ledger):
    added = recorded(ledger, "opened", subject="person:1", actor="user:1")
    LedgerEntry.objects.filter(pk=added.pk).update(sequence=13, chain="0" * 64)

    assert fault(ledger) == ("beyond", 13)


def test_a_cut_off_end_with_the_head_moved_back_is_found_against_a_head_seen_before(ledger, capsys):
    seen = LedgerHead.objects.get().chain
    cut_off(ledger)
    witness.start_anew(ledger, 9, entry(ledger, 9).chain)
    assert verify(ledger).is_whole

    with pytest.raises(SystemExit):
        call_command("verify", organisation="lysbuen", head=seen)
    assert "BROKEN" in capsys.readouterr().out


def test_redaction_leaves_the_chain_whole(ledger):
    redact(ledger, LedgerEntry.objects.filter(organisation=ledger, sequence__in=[2, 3, 11]))
    chain(ledger)

    verdict = verify(ledger)

    assert verdict.is_whole
    assert verdict.redacted == 3
    assert LedgerEntry.objects.filter(content__isnull=True).count() == 3
    assert entry(ledger, 2).content is None


def test_content_emptied_without_account_is_found(ledger):
    change(ledger, 4, content=None, salt="", subject="", actor="", redacted_at=kernel_clock.now())

    assert fault(ledger) == ("emptied", 4)


def test_content_emptied_with_its_sum_and_accounted_for_in_the_head_alone_is_found(ledger):
    redact(ledger, LedgerEntry.objects.filter(organisation=ledger, sequence=4))
    LedgerEntry.objects.filter(kind="redacted").delete()

    assert fault(ledger) == ("unaccounted", 4)


def as_it_is(org, sequence: int) -> dict:
    columns = ("subject", "actor", "content", "salt", "redacted_at")
    return LedgerEntry.objects.values(*columns).get(organisation=org, sequence=sequence)


def test_another_entry_emptied_in_the_place_of_one_that_was_is_found(ledger):
    copy = as_it_is(ledger, 2)
    redact(ledger, LedgerEntry.objects.filter(organisation=ledger, sequence=2))
    chain(ledger)
    assert verify(ledger).is_whole

    emptied = as_it_is(ledger, 2)
    change(ledger, 2, **copy)
    change(ledger, 7, **emptied)

    assert fault(ledger) == ("emptied", 7)


def test_content_put_back_where_the_rules_emptied_is_found(ledger):
    copy = as_it_is(ledger, 2)
    redact(ledger, LedgerEntry.objects.filter(organisation=ledger, sequence=2))
    change(ledger, 2, **copy)

    assert verify(ledger).fault.what == "refilled"


@pytest.mark.parametrize(
    "changed",
    [
        {"created_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
        {"actor": "user:2"},
        {"content": {"subject": "person:6", "actor": "user:1"}},
    ],
)
def test_an_entry_changed_to_be_emptied_by_the_rules_is_not(ledger, changed):
    change(ledger, 7, **changed)

    assert redact(ledger, LedgerEntry.objects.filter(organisation=ledger, sequence=7)) == 0
    assert fault(ledger)[1] == 7


def test_content_emptied_without_saying_so_is_found(ledger):
    change(ledger, 4, content=None)

    assert fault(ledger) == ("emptied", 4)


def test_a_redacted_entry_that_still_names_someone_is_found(ledger):
    redact(ledger, LedgerEntry.objects.filter(organisation=ledger, sequence=2))
    change(ledger, 2, subject="person:1")

    assert fault(ledger) == ("emptied", 2)


def test_what_came_after_a_good_point_can_be_verified_alone(ledger):
    point = end_of_chain(ledger)
    record_many(ledger, "sent", subjects=["delivery:1", "delivery:2"])
    chain(ledger)
    assert verify(ledger, since=point).is_whole

    change(ledger, 13, kind="opened")
    assert verify(ledger, since=point).fault.sequence == 13


def test_a_point_that_is_no_longer_there_is_found(ledger):
    point = end_of_chain(ledger)
    change(ledger, 12, chain="f" * 64)

    assert verify(ledger, since=point).fault.what == "before"


def test_each_organisation_has_a_chain_of_its_own(ledger):
    other = make.organisation()
    record(other, "opened", subject="person:1", actor="user:1")

    assert chain_all.call() == 1
    assert verify(other).entries == 1
    change(ledger, 1, kind="sent")
    assert verify(other).is_whole


def test_more_than_a_batch_is_chained():
    org = make.organisation()
    record_many(org, "sent", subjects=(f"delivery:{n}" for n in range(BATCH + 5)))

    assert chain(org) == BATCH + 5
    assert verify(org).entries == BATCH + 5


def test_chaining_twice_changes_nothing(ledger):
    before = list(LedgerEntry.objects.values_list("sequence", "chain").order_by("sequence"))

    assert chain(ledger) == 0
    assert list(LedgerEntry.objects.values_list("sequence", "chain").order_by("sequence")) == before


def test_the_lag_is_the_age_of_the_oldest_entry_waiting(ledger, clock):
    clock.stop(at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC))
    assert lag(ledger) == dt.timedelta(0)

    record(ledger, "opened", subject="person:1", actor="user:1")
    clock.forward(minutes=3)
    assert lag(ledger) == dt.timedelta(minutes=3)


def test_the_command_says_whole_and_fails_when_it_is_not(ledger, capsys):
    call_command("verify")
    assert "lysbuen: whole. 12 entries" in capsys.readouterr().out

    change(ledger, 3, kind="sent")
    with pytest.raises(SystemExit) as stopped:
        call_command("verify")
    assert stopped.value.code == 1
    assert "Entry 3 (row" in capsys.readouterr().out


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text("abcæøå", max_size=4), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(
    contents=st.lists(st.dictionaries(st.sampled_from("abcd"), VALUES, max_size=3), min_size=2,
                      max_size=8),
    redacted=st.sets(st.integers(1, 8), max_size=4),
    victim=st.integers(1, 8),
    how=st.sampled_from(["kind", "created_at", "commitment", "chain", "delete", "redacted_at"]),
)  # fmt: skip
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_ledger_verifies_and_any_change_to_it_is_found(contents, redacted, victim, how):
    org = make.organisation()
    for content in contents:
        record(org, "opened", subject="person:1", actor="user:1", **content)
    chain(org)
    redact(org, LedgerEntry.objects.filter(organisation=org, sequence__in=redacted))
    chain(org)
    assert verify(org).is_whole

    victim = min(victim, len(contents))
    one = LedgerEntry.objects.filter(organisation=org, sequence=victim)
    if how == "delete":
        one.delete()
    elif how == "redacted_at":
        was = one.get().redacted_at
        one.update(redacted_at=None if was else kernel_clock.now())
    elif how == "created_at":
        one.update(created_at=F("created_at") - dt.timedelta(microseconds=1))
    else:
        one.update(**{how: "f" * 40})

    found = verify(org).fault
    assert found is not None
    assert found.sequence == victim
