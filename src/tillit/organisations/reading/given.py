"""What someone handed in, read: from a form's bytes or text to a reading of it."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

import structlog
from django.core.files.uploadedfile import UploadedFile

from tillit.organisations.reading import carried
from tillit.privacy.reader import apart
from tillit.privacy.reader.read import read
from tillit.privacy.reader.reading import Reading
from tillit.privacy.reader.sources import NotReadable, is_frame_only
from tillit.privacy.reader.structure import Line

# Of text without markup and pictures: some hundred pages, ten times the longest statement, and
# what can be read while someone waits.
LONGEST_TEXT: Final = 200_000
logger = structlog.get_logger(__name__)


def text_of(file: UploadedFile[Any]) -> str:
    """The text of a file, as it is to be carried along. Raises NotReadable."""
    name = file.name or ""
    return carried.as_text(_lines(file.read(), name), name)


def why_not(refusal: NotReadable, file: UploadedFile[Any]) -> str:
    """The reason, also when it is seen in the file only: its text has no frames and no scripts."""
    if refusal.reason in ("not_a_statement", "other_language"):
        name = file.name or ""
        file.seek(0)
        content = file.read()
        if not apart.is_costly(content, name) and is_frame_only(
            content, name, apart.lines_of(content, name)
        ):
            return "frame_only"
    return refusal.reason


def reading_of(text: str) -> Reading:
    """What a text says, pasted or carried. Raises NotReadable.

    Whatever goes wrong, the log has the place in the program and nothing of the text.
    """
    name, part = carried.name_of(text), carried.part_of(text)
    if part and not name:
        text = carried.own(text)
    content, called = text.encode("utf-8", "replace"), f"{name}.md" if name else ""
    if len(text) > LONGEST_TEXT or apart.is_costly(content, called):
        # It may be that much by its markup only.
        content = carried.as_text(_lines(content, called), name).encode("utf-8", "replace")
        called = "page.md"
    try:
        reading = read(content, called, part)
    except NotReadable:
        raise
    except Exception as error:  # of a text nobody foresaw: its reader is told, and so are we
        logger.error("a statement could not be read", what=type(error).__name__, at=_at(error))
        raise NotReadable("broken") from None
    return dataclasses.replace(reading, name=name)


def _lines(content: bytes, name: str) -> list[Line]:
    lines = apart.lines_of(content, name)
    if sum(len(line.text) for line in lines) > LONGEST_TEXT:
        raise NotReadable("too_large")
    return lines


def _at(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
