"""Reading a statement, from its file to what is found in it."""

from __future__ import annotations

from tillit.kernel.readability import lix
from tillit.privacy.reader import claims, findings, items, statement
from tillit.privacy.reader.language import language_of
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.reading import Reading
from tillit.privacy.reader.sources import NotReadable, is_frame_only, lines_of
from tillit.privacy.reader.structure import Line, sentences


def read(content: bytes, name: str = "") -> Reading:
    """What a statement says and lacks. ``name``: of the file, with its ending.

    Deterministic, in some milliseconds. Raises NotReadable with a reason when it is no text, in
    another language, or no privacy statement.
    """
    lines = lines_of(content, name)
    text = "\n".join(line.text for line in lines)
    language = language_of(text)
    if language is None:
        raise _no_statement(content, name, lines, "other_language")
    read_as = sentences(lines, language)
    marked = Marked(read_as)
    if not statement.is_statement(marked):
        raise _no_statement(content, name, lines, "not_a_statement")
    claimed = [*claims.of(marked), *findings.outdated(marked)]
    verdicts = items.judged(marked, claimed)
    said = Reading(name, language, read_as, verdicts, claimed, [], lix(text).score)
    said.findings.extend(findings.of(said, marked))
    return said


def _no_statement(content: bytes, name: str, lines: list[Line], reason: str) -> NotReadable:
    """Why not: a page that shows a statement from elsewhere has little of it in its own file."""
    return NotReadable("frame_only" if is_frame_only(content, name, lines) else reason)
