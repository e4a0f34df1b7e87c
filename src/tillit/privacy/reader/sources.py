"""From a file to the lines of a statement: web page, Markdown, text, PDF or Word."""

from __future__ import annotations

import io
import re
import zipfile
from email import message_from_bytes
from typing import Final
from unicodedata import is_normalized, normalize

from tillit.privacy.reader import letters, pages
from tillit.privacy.reader.structure import Line, of_text

LARGEST: Final = 10 * 1024 * 1024
# Characters of text: some 250 pages, many times the longest statement.
LONGEST: Final = 500_000
MOST_LINES: Final = 20_000
# Of a text that says where its pages end.
MOST_PAGES: Final = 1_000
# A Word file is a zip: what it may unpack to, each of its parts but the pictures, and the tags in
# the one with the text.
LARGEST_UNPACKED: Final = 60 * 1024 * 1024
LARGEST_PART: Final = 8 * 1024 * 1024
MOST_TAGS: Final = 600_000
# In a text it is where a page ends; in between, where its line is read.
PAGE: Final = "\f"
_TURN: Final = "\ue0f1"
_TURNED: Final = f"\n\n{_TURN}\n\n"
FORMATS: Final = ("html", "md", "txt", "pdf", "docx")


class NotReadable(Exception):
    """Nothing can be said of the file. ``reason`` is a code; words: :mod:`.wording`.

    ``empty`` · ``too_large`` · ``no_text`` (a scanned PDF) · ``locked`` (needs a password) ·
    ``broken`` · ``unknown`` (another kind of file) · ``torn`` (letters are lost) ·
    ``other_language`` · ``not_a_statement`` · ``frame_only`` (its text is in a frame,
    or made by a script)
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail


def lines_of(content: bytes, name: str = "") -> list[Line]:
    """The lines a reader would see. Raises NotReadable."""
    if len(content) > LARGEST:
        raise NotReadable("too_large")
    if not content.strip():
        raise NotReadable("empty")
    content = of_archive(content)
    lines = _READERS[format_of(content, name)](content)
    if len(lines) > MOST_LINES or sum(len(line.text) for line in lines) > LONGEST:
        raise NotReadable("too_large")
    if not any(line.text.strip() for line in lines):
        if is_frame_only(content, name, lines):
            raise NotReadable("frame_only")
        raise NotReadable("no_text" if content[:5] == b"%PDF-" else "empty")
    # What had only signs that cannot be seen is no line.
    return [one for one in map(_composed, lines) if one.text.strip() or one.kind == "break"]


def is_archive(content: bytes) -> bool:
    """Whether it is a web archive (MHTML)."""
    start = content[:4096].lower()
    return b"mime-version:" in start and b"multipart/related" in start


def of_archive(content: bytes) -> bytes:
    """The page of a web archive (MHTML), as browsers save a page with its pictures in one file."""
    if not is_archive(content):
        return content
    for part in message_from_bytes(content).walk():
        if part.get_content_type() == "text/html" and isinstance(
            page := part.get_payload(decode=True), bytes
        ):
            return page
    return content


def footer_of(content: bytes, name: str) -> list[Line]:
    """The lines of a web page's own footer; of other files none."""
    content = of_archive(content)
    if format_of(content, name) != "html":
        return []
    return [Line("text", normalize("NFC", text)) for text in pages.footer_of(decoded(content))]


def is_frame_only(content: bytes, name: str, lines: list[Line]) -> bool:
    """Whether it is a web page with next to no text of its own: see :mod:`.pages`."""
    content = of_archive(content)
    return format_of(content, name) == "html" and pages.is_frame_only(decoded(content), lines)


# What older Word files begin with, and newer that are locked with a password.
_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


# Half a letter, as a PDF may have.
_HALF: Final = re.compile("[\ud800-\udfff]")


def _composed(line: Line) -> Line:
    """“å” as one letter, where a file from a Mac has “a” and a ring."""
    text = line.text
    if not text.isascii() and _HALF.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = letters.seen(text)
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    return line if text == line.text else line._replace(text=text)


def format_of(content: bytes, name: str = "") -> str:
    """One of :data:`FORMATS`, by what the file is; the name decides between kinds of text."""
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return "docx"
    if start.startswith(_OFFICE) and _ENCRYPTED in content:
        raise NotReadable("locked")
    if start.startswith(
        (_OFFICE, b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"{\\rtf")
    ):
        raise NotReadable("unknown")
    low = start.lower()
    if low.startswith((b"<!doctype html", b"<html", b"<?xml")) or re.search(
        rb"<(?:html|head|body|div|p|h[1-6]|main|article|section|ul|table)\b[^>]*>",
        content[:20_000].lower(),
    ):
        return "html"
    if name.lower().endswith((".md", ".markdown")) or re.search(
        rb"(?m)^#{1,4} \S", content[:20_000]
    ):
        return "md"
    return "txt"


def decoded(content: bytes) -> str:
    """Text of bytes in whatever encoding. Raises NotReadable for what is no text."""
    try:
        return letters.text_of(content)
    except letters.Unreadable as unreadable:
        raise NotReadable(unreadable.reason) from None


def _html(content: bytes) -> list[Line]:
    return _page(decoded(content))


def _page(page: str) -> list[Line]:
    try:
        return pages.lines_of(page, MOST_LINES)
    except pages.Hostile as hostile:
        raise NotReadable(hostile.reason) from None


def _markdown(content: bytes) -> list[Line]:
    from markdown_it import MarkdownIt

    text = _plain(content)
    text = re.sub(r"\A---\r?\n.*?\r?\n---\r?\n", "", text, flags=re.DOTALL)
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    if PAGE not in text:
        return _page(f"<main>{made.render(text)}</main>")
    # The text of a PDF, as it stands in a box.
    lines = _page(f"<main>{made.render(text.replace(PAGE, _TURNED))}</main>")
    page, found = 1, []
    for line in lines:
        if line.text == _TURN:
            page += 1
        else:
            found.append(line._replace(page=page))
    return found


def _text(content: bytes) -> list[Line]:
    return of_text(_plain(content))


def _plain(content: bytes) -> str:
    # With as much of blanks and marks, and at the most four bytes a letter.
    if len(content) > 8 * LONGEST:
        decoded(content[:LONGEST])  # it may be no text at all
        raise NotReadable("too_large")
    text = decoded(content)
    if (
        len(text) > 2 * LONGEST
        or text.count("\n") > 2 * MOST_LINES
        or text.count(PAGE) > MOST_PAGES
    ):
        raise NotReadable("too_large")
    return text


def _pdf(content: bytes) -> list[Line]:
    from tillit.privacy.reader import printed

    try:
        return printed.lines_of(content, LONGEST)
    except printed.Unreadable as unreadable:
        raise NotReadable(unreadable.reason) from None


def _docx(content: bytes) -> list[Line]:
    import mammoth

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise NotReadable("unknown")
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > LARGEST_UNPACKED or any(
                part.file_size > LARGEST_PART for part in parts if part.filename.endswith(".xml")
            ):
                raise NotReadable("too_large")
            if archive.read("word/document.xml").count(b"<") > MOST_TAGS:
                raise NotReadable("too_large")
        page = mammoth.convert_to_html(
            io.BytesIO(content), convert_image=mammoth.images.img_element(lambda _: {})
        ).value
    except NotReadable:
        raise
    except Exception:  # a file made to break it, or cut off: mammoth raises whatever it meets
        raise NotReadable("broken") from None
    number = 0
    lines: list[Line] = []
    for line in _page(f"<main>{page}</main>"):
        number += line.kind != "break"
        lines.append(line._replace(paragraph=number))
    return lines


_READERS: Final = {"html": _html, "md": _markdown, "txt": _text, "pdf": _pdf, "docx": _docx}
