"""Bad input by the command: a clear word on what happened, never a guess shown as a finding."""

from __future__ import annotations

import json
import os
import resource
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.translation import override

from tests.privacy.reader import bad_files as files
from tillit.privacy.reader import wording

# Whatever it is given, it says so in this time: seconds of this process, also on a slow machine.
MOST_SECONDS = 20.0
MOST_MEGABYTES = 400


def large(unit: str, megabytes: int = 10) -> bytes:
    """A page of so many megabytes: the statement, and then something over and over."""
    whole = files.page().encode().partition(b"</main>")
    room = megabytes * 1024 * 1024 - len(whole[0]) - len(whole[2]) - 100
    return whole[0] + unit.encode() * (room // len(unit.encode())) + b"</main>" + whole[2]


def nested(tag: str, times: int) -> bytes:
    return files.page().replace("<main>", "<main>" + f"<{tag}>" * times).encode()


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty.txt", lambda: b"", "empty"),
    ("blank.txt", lambda: b" \n\t\n", "empty"),
    ("blank.html", lambda: b"<html><body><nav>Hjem</nav></body></html>", "empty"),
    ("recipe.txt", files.RECIPE.encode, "not_a_statement"),
    ("recipe.html", lambda: files.page(files.RECIPE).encode(), "not_a_statement"),
    ("frame.html", lambda: files.elsewhere('<iframe src="/pv.html"></iframe>'), "frame_only"),
    (
        "script.html",
        lambda: files.elsewhere('<div id="app"></div><script src="app.js"></script>'),
        "frame_only",
    ),
    (
        "noscript.html",
        lambda: files.elsewhere("<noscript>Slå på JavaScript.</noscript><script></script>"),
        "frame_only",
    ),
    (
        "recipe-and-counter.html",
        lambda: files.elsewhere(
            "<p>Kanelboller bakes på julaften, og vi spiser dem med glede.</p><script></script>"
            '<noscript><iframe src="/counter"></iframe></noscript>'
        ),
        "not_a_statement",
    ),
    ("danish.txt", files.DANISH.encode, "other_language"),
    ("german.html", lambda: files.page(files.GERMAN).encode(), "other_language"),
    ("scanned.pdf", files.scanned_pdf, "no_text"),
    ("locked.pdf", files.locked_pdf, "locked"),
    ("cut.pdf", lambda: files.pdf()[:3000], "broken"),
    ("cut.docx", lambda: files.docx()[:900], "broken"),
    ("cut-at-the-end.docx", lambda: files.docx()[:-60], "broken"),
    ("bomb.docx", lambda: files.bomb_docx(80), "too_large"),
    ("smaller-bomb.docx", lambda: files.bomb_docx(12), "too_large"),
    ("runs.docx", lambda: files.tagged_docx("<w:r><w:t>a</w:t></w:r>", 300_000), "too_large"),
    ("nothing-much.docx", lambda: files.tagged_docx("<w:r/>", 1_000_000), "too_large"),
    ("styles.docx", lambda: files.styled_docx(150_000), "too_large"),
    ("lying-bomb.docx", files.lying_docx, "broken"),
    ("laughs.docx", files.laughing_docx, "broken"),
    ("old-or-locked.docx", files.locked_docx, "locked"),
    ("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unknown"),
    ("sheet.docx", lambda: files.zipped("xl/workbook.xml"), "unknown"),
    ("document.odt", lambda: files.zipped("content.xml"), "unknown"),
    ("half-a-zip.docx", lambda: b"PK\x03\x04" + bytes(400), "broken"),
    ("frames.html", lambda: files.FRAMES, "frame_only"),
    ("data.txt", lambda: b'{"a": 1}', "other_language"),
    ("mark-only.txt", lambda: b"\xef\xbb\xbf", "empty"),
    ("wide-mark-only.txt", lambda: b"\xff\xfe", "empty"),
    ("letters-lost.txt", files.lost, "torn"),
    ("picture.txt", files.jpeg, "unknown"),
    ("picture.html", files.jpeg, "unknown"),
    ("picture.docx", files.jpeg, "unknown"),
    ("archive.docx", lambda: files.docx().replace(b"word/document", b"word/Document"), "unknown"),
    ("noise.txt", lambda: os.urandom(100_000), "unknown"),
    ("much-noise.txt", lambda: os.urandom(10_000_000), "unknown"),
    ("noise-after.txt", lambda: files.STATEMENT.encode() + os.urandom(9_000_000), "unknown"),
    ("noise-after.html", lambda: files.page().encode() + os.urandom(9_000_000), "unknown"),
    ("two-encodings.html", lambda: b"<p>" + b"\xc3\xa5\n\xe5\n" * 1_900_000, "unknown"),
    ("nulls.txt", lambda: files.STATEMENT.replace(" ", "\0").encode(), "unknown"),
    ("deep.html", lambda: nested("div", 100_000), "broken"),
    ("deep-inline.html", lambda: nested("b", 5_000), "broken"),
    ("paragraphs.html", lambda: large("<p>Vi sender nyhetsbrev til medlemmer.</p>\n"), "too_large"),
    ("elements.html", lambda: large("<div><span>x</span></div>"), "too_large"),
    ("nests.html", lambda: large("<div>" * 200 + "a" + "</div>" * 200), "too_large"),
    ("breaks.html", lambda: large("a<br>"), "too_large"),
    ("brackets.html", lambda: large("<"), "too_large"),
    ("more-than-ten.html", lambda: large(" ", 11), "too_large"),
    ("words.txt", lambda: files.STATEMENT.encode() + b"vi har rett " * 500_000, "too_large"),
    ("pages.txt", lambda: files.STATEMENT.encode() + b"\f" * 150_000, "too_large"),
    ("pages.md", lambda: b"# A\n" + files.STATEMENT.encode() + b"\f a" * 50_000, "too_large"),
    ("torn.txt", ("Ã¥" * 2_400_000).encode, "too_large"),
    ("lines.txt", lambda: files.STATEMENT.encode() + b"\na" * 1_000_000, "too_large"),
    ("brackets.md", lambda: files.STATEMENT.encode() + b"[" * 5_000_000, "too_large"),
]  # fmt: skip

READ: list[tuple[str, Callable[[], bytes]]] = [
    ("plain.txt", files.STATEMENT.encode),
    ("page.html", lambda: files.page().encode()),
    ("printed.pdf", files.pdf),
    ("written.docx", files.docx),
    ("latin-1.txt", lambda: files.STATEMENT.encode("latin-1")),
    ("latin-1.html", lambda: files.page().replace("utf-8", "iso-8859-1").encode("latin-1")),
    ("says-utf-8-is-latin-1.html", lambda: files.page().encode("latin-1")),
    ("utf-16.txt", lambda: files.STATEMENT.encode("utf-16")),
    ("utf-16-without-mark.txt", lambda: files.STATEMENT.encode("utf-16-le")),
    ("mac.txt", lambda: files.STATEMENT.encode("mac_roman")),
    ("dos.txt", lambda: files.STATEMENT.encode("cp865")),
    ("wide-other-end.txt", lambda: files.STATEMENT.encode("utf-16-be")),
    ("wider.txt", lambda: files.STATEMENT.encode("utf-32")),
    ("apart.txt", lambda: unicodedata.normalize("NFD", files.STATEMENT).encode()),
    ("half-and-half.txt", lambda: files.halves("utf-8", "cp1252")),
    ("half-dos.txt", lambda: files.halves("cp865", "utf-8")),
    (
        "half-and-half.html",
        lambda: files.page().encode().replace(b"Lagring", "Lagring på".encode("latin-1")),
    ),
    ("torn.txt", lambda: files.STATEMENT.encode().decode("cp1252").encode()),
    ("torn-by-dos.txt", lambda: files.STATEMENT.encode().decode("cp850").encode()),
    ("saved-by-a-browser.mhtml", files.web_archive),
    ("mark.txt", lambda: files.STATEMENT.encode("utf-8-sig")),
    ("crlf.txt", lambda: files.STATEMENT.replace("\n", "\r\n").encode()),
    ("two-encodings.txt", lambda: files.STATEMENT.encode() + "Ærlig talt.".encode("latin-1")),
    ("some-nulls.html", lambda: files.page().replace("Solvik", "Sol\0vik").encode()),
    ("laughs.xhtml", files.laughing_page),
    ("pictures-in-it.html", lambda: large("A", 0) + b"<img src='data:," + b"A" * 9_000_000 + b"'>"),
]


def run(file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any], str]:
    """Exit status, the JSON and what was said of errors; within bounds of time and memory."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        call_command("read", str(file), "--format", "json", "--language", "en")
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    took = time.process_time() - started
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert took < MOST_SECONDS
    assert more < MOST_MEGABYTES
    said = capsys.readouterr()
    return status, json.loads(said.out), said.err


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED, ids=[one[0] for one in REFUSED])
def test_what_cannot_be_read_is_said_with_what_to_do_and_nothing_is_found(
    name: str,
    content: Callable[[], bytes],
    reason: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / name
    file.write_bytes(content())

    status, made, err = run(file, capsys)

    assert status == 2
    assert made["statements"] == []
    [refused] = made["not_readable"]
    assert refused["reason"] == reason
    with override("en"):
        assert (refused["what"], refused["to_do"]) == tuple(map(str, wording.REASONS[reason]))
    assert refused["what"] in err


@pytest.mark.parametrize(("name", "content"), READ, ids=[one[0] for one in READ])
def test_the_same_statement_is_read_out_of_whatever_holds_it(
    name: str, content: Callable[[], bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(content())

    status, made, _ = run(file, capsys)

    assert status == 1
    [statement] = made["statements"]
    assert statement["language"] == "nb"
    there = {row["item"] for row in statement["items"] if row["value"] == "present"}
    assert there >= {"CONTROLLER", "PURPOSE", "BASIS", "STORAGE", "R_ACCESS", "COMPLAINT"}
    assert any("måned" in s or "år" in s for s in sentences(statement))


def sentences(statement: dict[str, Any]) -> list[str]:
    return [quote["text"] for row in statement["items"] for quote in row["sentences"]]


@pytest.mark.parametrize("form", ["html", "sarif", "terminal"])
def test_what_is_hostile_in_a_statement_is_harmless_in_its_report(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "hostile.html"
    hostile = "&lt;script&gt;alert(1)&lt;/script&gt; \x1b[2J\x07 \u202e"
    file.write_text(
        files.page()
        .replace("Du har rett", f"{hostile} Du har rett")
        .replace("<main>", "<main><script>write('Du har rett til dataportabilitet')</script>"),
        encoding="utf-8",
    )

    with pytest.raises(SystemExit):
        call_command("read", str(file), "--format", form)

    out = capsys.readouterr().out
    assert "<script" not in out or form != "html"
    assert not {"\x1b", "\x07", "\u202e"} & set(out)
    assert "artikkel 13" in out  # what a script would write is not there
