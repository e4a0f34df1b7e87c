"""Whoever changes the database behind the program's back is found out."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import factories as make
from tests.conftest import Clock
from tests.privacy.evidence.test_probes import broken, days_ago, org  # noqa: F401
from tillit.config import doctor
from tillit.organisations.models import Organisation, User
from tillit.people.models import Person
from tillit.privacy.evidence.probes.closed_world import stray_files
from tillit.privacy.evidence.queries import report
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.holds.actions import sweep
from tillit.privacy.ledger.chain import chain
from tillit.privacy.ledger.commitment import canonical
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.register import actions as register
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.queries import in_force
from tillit.privacy.register.schema import Register
from tillit.privacy.statement import actions as statement
from tillit.privacy.statement.models import StatementVersion

pytestmark = pytest.mark.django_db


def adopt(organisation: Organisation, by: User | None = None, **changes: Any) -> None:
    """The register in force with changes, by the way one adopts; the statement is published."""
    document = in_force(organisation).model_dump(mode="json") | changes
    for entry in document["activities"]:
        asked = {each["field"] for each in entry["fields"]}
        entry["published"] = [field for field in entry["published"] if field in asked]
    register.save_draft(organisation, Register.model_validate(document), None)
    statement.publish(organisation, register.adopt(organisation, by), by)
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


def statement_edited_and_its_seal_gone(organisation: Organisation) -> None:
    statement_edited_with_its_sum(organisation)
    entries = LedgerEntry.objects.filter(organisation=organisation, kind="sealed")
    entries.filter(content__statement=2).delete()


def statement_edited_and_its_seal(organisation: Organisation) -> None:
    statement_edited_with_its_sum(organisation)
    digest = StatementVersion.objects.filter(organisation=organisation).first().digest
    entries = LedgerEntry.objects.filter(organisation=organisation, kind="sealed")
    entry = entries.get(content__statement=2)
    entry.content["digest"] = digest
    entry.save()


def newest_statement_deleted(organisation: Organisation) -> None:
    StatementVersion.objects.get(organisation=organisation, number=2).delete()
    versions = RegisterVersion.objects.filter(organisation=organisation)
    versions.filter(state="in_force").update(state="draft", number=None)
    versions.filter(number=1).update(state="in_force")


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
        newest_statement_deleted,
        statement_edited_and_its_seal,
        statement_edited_and_its_seal_gone,
    ],
    ids=lambda tamper: tamper.__name__,
)
def test_what_was_made_public_cannot_be_rewritten(
    tamper: Callable[[Organisation], None], adopted: Organisation
) -> None:
    tamper(adopted)

    assert ("statement", "") in broken(adopted)


def test_what_was_made_public_cannot_be_rewritten_when_the_log_has_forgotten_who_did_it(
    adopted: Organisation, clock: Clock
) -> None:
    adopt(adopted, make.staff_user(adopted), promised_answer_days=15)
    clock.forward(days=800)
    sweep(adopted)
    chain(adopted)
    published = LedgerEntry.objects.filter(organisation=adopted, kind="published")
    assert not published.filter(content__actor__startswith="user:").exists()
    assert ("statement", "") not in broken(adopted)

    statement_edited_with_its_sum(adopted)

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


def put(folder: Path, name: str, *, days_old: float = 0) -> Path:
    """A file in the data folder, as old as that."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Kari Fjellro")
    then = time.time() - days_old * 86_400
    os.utime(path, (then, then))
    return path


@pytest.fixture
def data(adopted: Organisation, settings: Any, tmp_path: Path) -> Path:
    """A data folder as an installation has it after some weeks."""
    shutil.copytree(settings.DATA / "ledger", tmp_path / "data" / "ledger")
    settings.DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA / "files"
    settings.STATIC_ROOT = settings.DATA / "static"
    names = ("site.css", "site.css.br", "staticfiles.json")
    for name in ("secrets/privacy", *(f"static/{each}" for each in names), "lost+found/x"):
        put(settings.DATA, name, days_old=90)
    paths = {"paths": {"site.css": "site.css"}}
    (settings.DATA / "static/staticfiles.json").write_text(json.dumps(paths))
    put(settings.DATA, "mail/20260615-1.log", days_old=6)
    put(settings.DATA, "uploads/tmpx.upload.xlsx")
    chain(adopted)
    return settings.DATA


def test_what_the_program_keeps_in_its_folder_is_declared(
    data: Path, adopted: Organisation
) -> None:
    assert broken(adopted) == set()


@pytest.mark.parametrize(
    ("name", "days_old"),
    [
        ("medlemmer.xlsx", 0),
        ("backup/tillit.dump", 0),
        ("secrets/privacy.old", 0),
        ("static/medlemmer.csv", 0),
        ("static/x/backup.sqlite3", 0),
        ("ledger/backup.sqlite3", 0),
        ("mail/x/20260615-1.log", 0),
        ("mail/attachments.zip", 0),
        ("mail/20260601-1.log", 9),
        ("uploads/tmpy.upload.xlsx", 3),
        ("old.sqlite3", 0),
    ],
)
def test_a_file_that_nobody_declared_or_that_should_be_gone_is_found(
    name: str, days_old: int, data: Path, adopted: Organisation
) -> None:
    put(data, name, days_old=days_old)

    assert broken(adopted) == {("closed_world", "")}
    [line] = [each for each in report(adopted).lines if each.probe == "closed_world"]
    assert line.measured["strays"] == 1
    assert name not in str(line)


def test_the_operator_is_told_which_file_it_is(data: Path) -> None:
    put(data, "medlemmer.xlsx")

    [finding] = doctor.files()

    assert not finding.well
    assert "medlemmer.xlsx" in finding.says


def test_the_database_itself_is_no_stray(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for ending in ("", "-wal", "-shm"):
        put(data, f"tillit.sqlite3{ending}")
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(data / "tillit.sqlite3"))

    assert stray_files() == []
