"""Who can write to the database, and to nothing else, cannot take anything out of the ledger."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client

from tests import factories as make
from tests.privacy.ledger.test_verify import change, cut_off, entry
from tillit.config import doctor
from tillit.config.prepare import check_key
from tillit.organisations.models import Organisation
from tillit.privacy.evidence.actions import measure
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.ledger import witness
from tillit.privacy.ledger.actions import record, record_many, redact
from tillit.privacy.ledger.chain import OtherKey, chain
from tillit.privacy.ledger.commitment import Sums
from tillit.privacy.ledger.models import LedgerEntry, LedgerHead
from tillit.privacy.ledger.tasks import chain_all
from tillit.privacy.ledger.verify import Fault, of_nobody, verify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ledger() -> Organisation:
    """An organisation with twelve entries in the chain."""
    org = make.organisation("lysbuen")
    opened(org, *range(12))
    chain(org)
    return org


def opened(org: Organisation, *persons: int) -> None:
    for number in persons:
        record(org, "opened", subject=f"person:{number}", actor="user:1")


def fault(org: Organisation) -> tuple[str, int | None]:
    found = verify(org).fault
    assert found is not None
    return found.what, found.sequence


def test_the_witness_has_the_end_of_the_chain_and_what_waits(ledger: Organisation) -> None:
    opened(ledger, 12, 13)
    record_many(ledger, "sent", subjects=["delivery:1", "delivery:2"])

    seen = witness.testimony(ledger)

    assert (seen.sequence, seen.chain) == (12, LedgerHead.objects.get().chain)
    assert [note.kind for note in seen.notes] == ["opened", "opened", "sent", "sent"]


def test_what_is_linked_no_longer_waits(ledger: Organisation) -> None:
    opened(ledger, 12)

    chain(ledger)

    assert witness.testimony(ledger).notes == ()
    assert verify(ledger).is_whole


def test_an_entry_taken_out_before_it_is_linked_is_missed(
    ledger: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(ledger, 12, 13)
    LedgerEntry.objects.filter(sequence=None).first().delete()
    assert fault(ledger) == ("unlinked", None)

    with pytest.raises(SystemExit):
        call_command("verify")

    assert "is missing: it was taken out before it was linked" in capsys.readouterr().out
    opened(ledger, 14)
    chain(ledger)
    assert fault(ledger) == ("unlinked", None)


def test_one_of_many_taken_out_is_missed(ledger: Organisation) -> None:
    record_many(ledger, "sent", subjects=(f"delivery:{n}" for n in range(700)))

    LedgerEntry.objects.filter(subject="delivery:345").delete()

    assert fault(ledger) == ("unlinked", None)


def test_what_is_undone_is_not_missed(ledger: Organisation) -> None:
    with transaction.atomic():
        opened(ledger, 12)
        transaction.set_rollback(True)
    chain(ledger)

    assert verify(ledger).is_whole


def test_a_process_killed_before_it_could_note_accuses_nobody(
    ledger: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(witness, "_note", lambda *_: None)
        opened(ledger, 12)

    assert chain(ledger) == 1
    assert verify(ledger).is_whole


def test_a_cut_off_end_with_the_head_moved_back_is_found(ledger: Organisation) -> None:
    cut_off(ledger)

    assert fault(ledger) == ("cut", 12)


def removed(path: Path, _org: Organisation) -> None:
    path.unlink()


def shortened(path: Path, org: Organisation) -> None:
    path.write_text(f"head 9 {entry(org, 9).chain}\n", encoding="ascii")


def shortened_with_the_old_sum(path: Path, org: Organisation) -> None:
    *_rest, made = path.read_text(encoding="ascii").split()
    path.write_text(f"head 9 {entry(org, 9).chain} {made}\n", encoding="ascii")


def noted_anew(path: Path, org: Organisation) -> None:
    note = " ".join(witness.note_of(entry(org, 1)))
    path.write_text(f"{note} {plain(note)}\n", encoding="ascii")


def emptied(path: Path, _org: Organisation) -> None:
    path.write_text("", encoding="ascii")


@pytest.mark.parametrize(
    "alter", [removed, emptied, shortened, shortened_with_the_old_sum, noted_anew]
)
def test_a_witness_that_was_altered_without_the_key_hides_no_cut(
    alter: Callable[[Path, Organisation], None],
    ledger: Organisation,
    capsys: pytest.CaptureFixture[str],
) -> None:
    alter(Path(settings.DATA) / witness.FOLDER / str(ledger.uuid), ledger)
    cut_off(ledger)

    assert fault(ledger) == ("unseen", None)
    assert not measured(ledger)["kept"]
    opened(ledger, 12)
    chain(ledger)  # the witness does not come back by itself
    assert fault(ledger)[0] == "unseen"
    with pytest.raises(SystemExit):
        call_command("verify")
    assert "tillit verify --restored" in capsys.readouterr().out

    call_command("verify", restored=True)
    assert verify(ledger).is_whole
    assert LedgerEntry.objects.filter(kind="restored").count() == 1


def measured(org: Organisation) -> dict[str, Any]:
    """The line on the log as anyone may read it."""
    measure(org)
    found = Client().get(make.at(org, "site:evidence_json")).json()["evidence"]
    [line] = [line for line in found if line["check"] == "ledger"]
    return dict(line)


def test_a_process_killed_between_the_first_linking_and_telling_of_it_accuses_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    org = make.organisation()
    opened(org, 1, 2)
    with monkeypatch.context() as patch:
        patch.setattr("tillit.privacy.ledger.chain._tell", lambda *_, **__: None)
        chain(org)
    assert verify(org).is_whole

    chain(org)

    assert witness.testimony(org).sequence == LedgerHead.objects.get(organisation=org).sequence
    assert verify(org).is_whole


def test_it_is_found_still_when_the_chain_has_grown_past_it(ledger: Organisation) -> None:
    cut_off(ledger)
    opened(ledger, *range(20, 30))
    chain(ledger)

    assert fault(ledger) == ("cut", 12)


def test_a_ledger_taken_out_with_its_head_is_found(ledger: Organisation) -> None:
    LedgerEntry.objects.all().delete()
    LedgerHead.objects.all().delete()

    assert fault(ledger) == ("cut", 12)


def test_after_a_backup_is_put_back_the_operator_says_so_and_the_log_tells(
    ledger: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    cut_off(ledger)
    with pytest.raises(SystemExit):
        call_command("verify")
    assert "tillit verify --restored" in capsys.readouterr().out

    call_command("verify", restored=True)

    assert verify(ledger).is_whole
    assert LedgerEntry.objects.get(kind="restored").content["seen"] == 12
    call_command("verify", restored=True)
    assert LedgerEntry.objects.filter(kind="restored").count() == 1


def plain(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def forged(org: Organisation) -> None:
    """An entry of one's own, with sums that need no key."""
    one = LedgerEntry.objects.filter(organisation=org).last()
    one.pk, one.sequence, one.chain = None, None, ""
    one.content = {"subject": "person:99", "actor": "user:1"}
    one.subject, one.commitment = "person:99", plain("what I like")
    one.save(force_insert=True)


def copied(org: Organisation) -> None:
    """An entry that is there, once more."""
    one = LedgerEntry.objects.filter(organisation=org).last()
    one.pk, one.sequence, one.chain = None, None, ""
    one.save(force_insert=True)


def rebuilt(org: Organisation) -> None:
    """An entry less, and all sums after it made anew by the same recipe without the key."""
    entry(org, 6).delete()
    value = entry(org, 5).chain
    for number in range(7, 13):
        one = entry(org, number)
        value = plain(f"link|{value}|{number - 1}|{one.kind}|{one.created_at}|{one.commitment}")
        change(org, number, sequence=number - 1, chain=value)
    LedgerHead.objects.filter(organisation=org).update(sequence=11, chain=value)


def swapped(org: Organisation) -> None:
    """The chain of another organisation in the place of one's own."""
    other = make.organisation()
    opened(other, *range(12))
    chain(other)
    LedgerEntry.objects.filter(organisation=org).delete()
    LedgerHead.objects.filter(organisation=org).delete()
    LedgerEntry.objects.filter(organisation=other).update(organisation=org)
    LedgerHead.objects.filter(organisation=other).update(organisation=org)


@pytest.mark.parametrize(
    ("tamper", "code"),
    [(forged, "content"), (copied, "twice"), (rebuilt, "link"), (swapped, "key")],
    ids=["forged", "copied", "rebuilt", "swapped"],
)
@pytest.mark.parametrize("linked", [False, True])
def test_without_the_key_nothing_can_be_made(
    tamper: Callable[[Organisation], None], code: str, linked: bool, ledger: Organisation
) -> None:
    tamper(ledger)
    if linked and code != "key":
        chain(ledger)

    assert fault(ledger)[0] == code


def test_a_chain_under_another_name_is_found_even_when_it_says_it_has_the_key(
    ledger: Organisation,
) -> None:
    own = LedgerHead.objects.get(organisation=ledger).key
    swapped(ledger)
    LedgerHead.objects.filter(organisation=ledger).update(key=own)

    assert fault(ledger) == ("content", 1)


def test_two_organisations_begin_with_different_sums() -> None:
    one, other = Sums(make.organisation()), Sums(make.organisation())

    assert one.genesis != other.genesis
    assert one.key != other.key


@pytest.fixture
def other_key(ledger: Organisation, settings: Any) -> Organisation:
    """The same log, and another privacy key: the file was lost and made anew."""
    settings.PRIVACY_KEY = "a new one"
    return ledger


def test_another_key_is_told_with_what_to_do(
    other_key: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(other_key).fault == Fault("key")

    with pytest.raises(SystemExit):
        call_command("verify")

    said = capsys.readouterr().out
    assert "kept with another key" in said
    assert "secrets/privacy" in said
    assert "TILLIT_SECRET_PRIVACY" in said


def test_nothing_starts_with_another_key(other_key: Organisation) -> None:
    [finding] = doctor.key()
    assert not finding.well

    with pytest.raises(CommandError, match="Put back the file secrets/privacy"):
        check_key()


def test_nothing_is_linked_with_another_key(other_key: Organisation) -> None:
    make.organisation()
    opened(other_key, 12)

    with pytest.raises(OtherKey):
        chain(other_key)

    assert chain_all.call() == 0


def test_the_witness_holds_no_content_and_is_for_this_account_only(ledger: Organisation) -> None:
    opened(ledger, 12)
    folder = Path(settings.DATA) / witness.FOLDER

    text = (folder / str(ledger.uuid)).read_text()

    assert "person:" not in text
    assert "user:" not in text
    assert folder.stat().st_mode & 0o077 == 0


def test_redaction_is_no_loss(ledger: Organisation) -> None:
    opened(ledger, 12)
    redact(ledger, LedgerEntry.objects.filter(organisation=ledger))

    assert verify(ledger).is_whole
    chain(ledger)
    assert verify(ledger).is_whole


def gone_under_another_identifier(org: Organisation) -> None:
    LedgerEntry.objects.filter(organisation=org).delete()
    LedgerHead.objects.filter(organisation=org).delete()
    Organisation.objects.filter(pk=org.pk).update(uuid=uuid.uuid4())
    Measurement.objects.filter(organisation=org, probe="ledger").delete()
    org.refresh_from_db()


def gone_with_the_organisation(org: Organisation) -> None:
    make.organisation("lysbrua")
    Organisation.objects.filter(pk=org.pk).delete()


@pytest.mark.parametrize("taken", [gone_under_another_identifier, gone_with_the_organisation])
def test_a_log_taken_away_as_a_whole_is_missed(
    taken: Callable[[Organisation], None],
    ledger: Organisation,
    capsys: pytest.CaptureFixture[str],
) -> None:
    was = str(ledger.uuid)
    taken(ledger)

    left = Organisation.objects.get()
    opened(left, 1)
    chain(left)
    assert verify(left).is_whole
    assert [str(each) for each in of_nobody() if was in str(each)] != []
    assert not measured(left)["kept"]
    assert [was in finding.says for finding in doctor.logs()] == [True]
    with pytest.raises(SystemExit):
        call_command("verify")
    assert f"the organisation {was} was taken out" in capsys.readouterr().out


def test_who_put_a_backup_back_says_so_of_an_organisation_made_since(ledger: Organisation) -> None:
    gone_with_the_organisation(ledger)

    call_command("verify", restored=True)

    assert witness.orphans() == []
    [told] = LedgerEntry.objects.filter(kind="restored")
    assert told.content["witness"] == str(ledger.uuid)
    call_command("verify")
