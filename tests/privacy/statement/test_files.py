"""The statement and the record of processing as files, and on the command line."""

from __future__ import annotations

import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from openpyxl import load_workbook

from tests.factories import at, organisation
from tillit.privacy.ledger.commitment import canonical
from tillit.privacy.ledger.models import LedgerEntry
from tillit.privacy.register import actions, profiles
from tillit.privacy.statement.actions import publish
from tillit.privacy.statement.models import StatementVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    made = organisation("nettverket", adopted=False)
    actions.save_draft(made, profiles.load("business-network"), None)
    actions.adopt(made, None)
    return made


def fetch(made, name, language, suffix):
    return Client().get(at(made, "site:statement_file", name, language, suffix))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    ("name", "suffix"),
    [("erklaering", "pdf"), ("erklaering", "md"), ("erklaering", "json"),
     ("erklaering", "jsonld"), ("protokoll", "pdf"), ("protokoll", "json"),
     ("protokoll", "xlsx")],
)  # fmt: skip
def test_every_document_can_be_had_in_every_format_and_language(network, name, suffix, language):
    answer = fetch(network, name, language, suffix)

    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == language
    assert f"nettverket-{name}.{language}.{suffix}" in answer.headers["Content-Disposition"]
    assert len(answer.content) > 1000


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_a_format_that_is_not_made_is_not_there(network, suffix):
    assert fetch(network, "erklaering", "nb", suffix).status_code == 404


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_tilt_document_carries_its_own_sum_and_the_transfers(network, language):
    document = json.loads(fetch(network, "erklaering", language, "json").content)

    stored = document["meta"].pop("_hash")
    assert stored == hashlib.sha256(canonical(document)).hexdigest()
    assert document["meta"]["language"] == language
    for part in document["dataDisclosed"]:
        assert all(re.fullmatch(r"GDPR-6-1-[a-f]", b["reference"]) for b in part["legalBases"])
    assert [part["country"] for part in document["thirdCountryTransfers"]] == ["US"]
    assert document["thirdCountryTransfers"][0]["standardDataProtectionClause"]["available"]


def test_the_linked_data_uses_the_privacy_vocabularys_own_names(network):
    document = json.loads(fetch(network, "erklaering", "en", "jsonld").content)

    processes = {each["@id"].rpartition("#")[2]: each for each in document["dpv:hasProcess"]}
    membership = processes["membership"]
    assert document["@context"]["dpv"] == "https://w3id.org/dpv#"
    assert {"@id": "dpv:Member"} in membership["dpv:hasDataSubject"]
    bases = [each["dpv:hasLegalBasis"][0]["@id"] for each in membership["dpv:hasProcess"]]
    assert bases == ["eu-gdpr:A6-1-b", "eu-gdpr:A6-1-a", "eu-gdpr:A6-1-b"]
    assert {"@id": "eu-gdpr:A7-3"} in document["dpv:hasRight"]
    kept = processes["events"]["dpv:hasStorageCondition"][0]["dpv:hasDuration"]
    assert kept == {"@value": "P60D", "@type": "xsd:duration"}


@pytest.mark.parametrize(
    ("language", "tag"), [("nb", b"nb-NO"), ("nn", b"nn-NO"), ("en", b"en-GB")]
)
def test_the_pdf_is_tagged_and_says_its_language(network, language, tag):
    content = fetch(network, "erklaering", language, "pdf").content

    assert b"/MarkInfo" in content
    assert b"/StructTreeRoot" in content
    assert b"/Lang(" + tag + b")" in content


def test_the_record_as_a_spreadsheet_has_every_letter_of_article_30(network):
    sheet = load_workbook(io.BytesIO(fetch(network, "protokoll", "en", "xlsx").content)).active
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]

    head = next(row for row in rows if row[0] == "Activity")
    letters = {match for cell in head for match in re.findall(r"\(([a-g])\)$", cell)}
    assert letters == set("bcdefg")
    assert rows[3][:2] == ["Controller (a)", "Lysbrua Næringsnettverk"]
    events = next(row for row in rows if row[0] == "Events")
    assert "60 days" in events[head.index("How long (f)")]
    assert "Harbor Relay Inc." in events[head.index("Outside the EU/EEA (e)")]


def test_a_cell_that_looks_like_a_formula_stays_text(network):
    register = profiles.load("business-network")
    first = register.processors[0].model_copy(update={"name": "=HYPERLINK(1)"})
    actions.save_draft(
        network, register.model_copy(update={"processors": [first, *register.processors[1:]]}), None
    )
    actions.adopt(network, None)

    sheet = load_workbook(io.BytesIO(fetch(network, "protokoll", "en", "xlsx").content)).active

    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_publishing_is_logged_and_done_once_per_register(network):
    version = StatementVersion.objects.get(organisation=network)

    again = publish(network, version.register)

    entries = LedgerEntry.objects.filter(organisation=network, kind="published")
    assert again == version
    assert [e.content for e in entries if "statement" in e.content] == [
        {"subject": "", "actor": "system", "statement": 1, "register": 1, "digest": version.digest}
    ]


def test_the_digest_is_that_of_the_content(network):
    version = StatementVersion.objects.get(organisation=network)

    assert version.digest == hashlib.sha256(canonical(version.content)).hexdigest()
    assert version.content.keys() == {"nb", "nn", "en"}


def test_the_command_shows_exports_and_lists(network, capsys, tmp_path: Path):
    call_command("statement", "show", organisation="nettverket", language="en")
    shown = capsys.readouterr().out
    target = tmp_path / "protokoll.xlsx"
    call_command("statement", "export", document="protokoll", format="xlsx", to=target)
    call_command("statement", "history")

    assert shown.startswith("# Privacy statement: Lysbrua Næringsnettverk")
    assert target.read_bytes().startswith(b"PK")
    assert re.search(r"^ +1  20\d\d-\d\d-\d\d", capsys.readouterr().out, re.MULTILINE)


def test_the_command_says_what_to_do_when_it_cannot(network):
    organisation("annen", adopted=False)

    with pytest.raises(CommandError, match="Say which organisation"):
        call_command("statement", "show")
    with pytest.raises(CommandError, match="no organisation"):
        call_command("statement", "show", organisation="ingen")
    with pytest.raises(CommandError, match="not adopted a register"):
        call_command("statement", "show", organisation="annen")
    with pytest.raises(CommandError, match="not as xlsx"):
        call_command("statement", "export", organisation="nettverket", format="xlsx")
