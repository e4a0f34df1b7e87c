"""Files from strangers are read in a process that ends when it takes too much."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys

import pytest

from tests.privacy.reader import bad_files
from tillit.privacy.reader import apart, sources
from tillit.privacy.reader.sources import NotReadable

# A page whose drawing draws itself ten times, and so on.
OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources"
        b"<</Font<</F 4 0 R>>/XObject<</X 6 0 R>>>>>>"
    ),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    b"<</Length 6>>stream\n/X Do \nendstream",
    b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>>>"
    b"/Length 60>>stream\n" + b"/X Do " * 10 + b"\nendstream",
)
BOMB = b"%PDF-1.4\n" + b"".join(
    b"%d 0 obj\n%s\nendobj\n" % (number, content) for number, content in enumerate(OBJECTS, 1)
) + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF"  # fmt: skip


@pytest.mark.parametrize("name", ["personvern.pdf", "personvern.docx", "personvern.md"])
def test_what_people_hand_in_is_read_as_it_is_anywhere(name):
    content = {
        "personvern.pdf": bad_files.pdf,
        "personvern.docx": bad_files.docx,
        "personvern.md": lambda text: text.encode(),
    }[name](bad_files.STATEMENT)

    assert apart.lines_of(content, name) == sources.lines_of(content, name)


def test_why_a_file_cannot_be_read_is_told_as_it_is_anywhere():
    with pytest.raises(NotReadable, match="broken"):
        apart.lines_of(b"%PDF-1.4\nnothing", "personvern.pdf")


def test_what_takes_too_much_is_given_up():
    with pytest.raises(NotReadable, match="too_large"):
        apart.lines_of(BOMB, "personvern.pdf")


def archived(content: bytes, kind: str = "text/html") -> bytes:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    return b"".join(
        (head, b"--x\r\nContent-Type: ", kind.encode(), b"\r\n\r\n", content, b"\r\n--x--\r\n")
    )


def test_what_is_in_a_web_archive_is_held_to_the_same():
    with pytest.raises(NotReadable, match="too_large"):
        apart.lines_of(archived(BOMB), "personvern.mhtml")


@pytest.mark.parametrize(
    "inner",
    [
        b"--x\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3_000,
        b"--x\r\nContent-Type: multipart/related; boundary*0*=idna''%ff\r\n\r\n<p>x</p>",
    ],
)
def test_a_web_archive_that_nobody_made_is_told_as_broken(inner):
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"

    with pytest.raises(NotReadable):
        apart.lines_of(head + inner, "personvern.mhtml")


def test_a_tag_with_more_than_anyone_writes_is_given_up():
    tag = " ".join(f"a{number}=1" for number in range(20_000))

    with pytest.raises(NotReadable, match="too_large"):
        apart.lines_of(f"<html><body><p {tag}>x</p></body></html>".encode(), "personvern.html")


def test_a_fault_of_ours_is_not_told_as_a_file_that_is_too_large(monkeypatch):
    monkeypatch.setattr(apart.sys, "executable", shutil.which("false"))

    with pytest.raises(NotReadable, match="broken"):
        apart.lines_of(bad_files.pdf(bad_files.STATEMENT), "personvern.pdf")


@pytest.mark.parametrize(
    ("greedy", "ended"),
    [
        ("bytearray(900_000_000)", 1),  # MemoryError
        ("[None for _ in iter(int, 1)]", -signal.SIGXCPU),
    ],
)
def test_a_process_gets_so_much_and_no_more(greedy, ended):
    program = f"from tillit.privacy.apart import limit; limit(600_000_000, 1); {greedy}"

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, timeout=30
    )

    assert done.returncode == ended
