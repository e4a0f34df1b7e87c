"""Nothing personal reaches the log, whoever wrote the line."""

from __future__ import annotations

import io
import json
import logging
import uuid
from collections.abc import Iterator

import pytest
import structlog
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tillit.config import logs
from tillit.events.links import token

WORD = "-QMP2tgJtGVq_yZZAHjsF6OW29DAeDkdnjtmB5S4N40"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged, as JSON lines."""
    logs.configure({"format": "json", "level": "INFO"})
    written = io.StringIO()
    [handler] = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    handler.setStream(written)
    yield written
    logs.configure(settings.LOGGING)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("sent to kari.nordmann+x@eksempel.no today", "sent to [e-mail] today"),
        ("id 01017012345 refused", "id [11 digits] refused"),
        ("id 010170 12345 refused", "id [11 digits] refused"),
        ("called +47 412 34 567", "called [phone]"),
        ("called 412 34 567.", "called [phone]."),
        ("called 22 12 34 56", "called [phone]"),
        ("called 41234567", "called [phone]"),
        ("GET /no/lunsj?navn=Kari&kode=1 200", "GET /no/lunsj?[query] 200"),
        ("/bekreft/?adresse=kari@eksempel.no", "/bekreft/?[query]"),
        (
            "GET /x/staff-link/-QMP2tgJtGVq_yZZAHjsF6OW29DAeDkdnjtmB5S4N40/",
            "GET /x/staff-link/[token]/",
        ),
        (
            "/x/pamelding/3d0be7c08d92425b9139b9ebbae43088.-8b9w7rN-N7-AleEu8bCZv8ZPluguwl-h5sQuUU8Lzc/",
            "/x/pamelding/[token]/",
        ),
    ],
)
def test_personal_text_is_taken_out(line: str, left: str) -> None:
    assert logs.redact(line) == left


@pytest.mark.parametrize(
    "line",
    [
        "swept 200000 rows in 3.25 s",
        "listening on 127.0.0.1:8000",
        "2026-05-04T10:00:00+02:00 done",
        "row 3f2504e0-4f89-41d3-9a0c-0305e82c3301 deleted",
        "Did it work? Yes.",
        "/lysbrua/arrangementer/verksted-tre-okter-pa-en-ettermiddag-med-alle-vi-kjenner/",
    ],
)
def test_what_the_machine_did_is_left_as_it_is(line: str) -> None:
    assert logs.redact(line) == line


@given(st.emails())
def test_no_address_survives(address: str) -> None:
    assert address not in logs.redact(f"could not send to <{address}>")


def test_a_library_s_message_is_redacted(log: io.StringIO) -> None:
    logging.getLogger("some.library").warning("bounce from %s", "ola@eksempel.no")

    assert json.loads(log.getvalue())["event"] == "bounce from [e-mail]"


def test_named_values_are_left_out_and_others_redacted(log: io.StringIO) -> None:
    structlog.get_logger("tillit").info("sent", email="x", rows=3, note="ring 41234567", ids=[1, 2])

    line = json.loads(log.getvalue())
    assert (line["email"], line["rows"], line["note"]) == ("[left out]", 3, "ring [phone]")
    assert line["ids"] == [1, 2]


def test_a_traceback_keeps_its_places_and_not_what_may_quote_a_name(log: io.StringIO) -> None:
    try:
        try:
            {}["Kari Fjellro"]
        except KeyError as missing:
            raise ValueError("no room for Kari Fjellro, ola@eksempel.no") from missing
    except ValueError:
        logging.getLogger("x").exception("failed")

    written = json.loads(log.getvalue())["exception"]
    assert "KeyError" in written
    assert "which led to" in written
    assert written.endswith("ValueError")
    assert f'File "{__file__}"' in written
    assert "ola@" not in written
    lines = [line for line in written.splitlines() if "Fjellro" in line]
    assert all(line.startswith("    ") for line in lines)  # this file's own text, no value


def test_what_the_machine_says_of_itself_is_kept(log: io.StringIO) -> None:
    for error in (
        OperationalError("database or disk is full"),
        OSError(28, "No space", "Kari.csv"),
    ):
        try:
            raise error
        except Exception:
            logging.getLogger("x").exception("failed")

    assert "database or disk is full" in log.getvalue()
    assert "OSError: No space" in log.getvalue()
    assert "Kari.csv" not in log.getvalue()


@pytest.mark.django_db
def test_a_fault_behind_someones_own_link_does_not_log_the_link(
    log: io.StringIO, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls_over(*_given: object) -> None:
        raise ValueError("Kari Fjellro has no place")

    key = token(uuid.uuid4())
    monkeypatch.setattr("tillit.events.links.key_in", falls_over)
    monkeypatch.setattr("tillit.events.views.own.key_in", falls_over, raising=False)
    client.raise_request_exception = False

    answer = client.get(
        factories.at(factories.organisation("lysbuen"), "events:registration", key),
        {"navn": "Kari Fjellro"},
    )

    assert answer.status_code == 500
    assert "/lysbuen/arrangementer/pamelding/[token]/" in log.getvalue()
    assert key.partition(".")[2] not in log.getvalue()
    assert "Kari Fjellro" not in log.getvalue().replace('raise ValueError(\\"Kari Fjellro', "")
