"""Nothing personal reaches the log, whoever wrote the line."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tillit.config import logs


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


def test_a_traceback_is_redacted(log: io.StringIO) -> None:
    try:
        raise ValueError("no room for ola@eksempel.no")
    except ValueError:
        logging.getLogger("x").exception("failed")

    assert "no room for [e-mail]" in log.getvalue()
    assert "ola@" not in log.getvalue()
