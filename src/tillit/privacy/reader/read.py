"""Reading a statement, from its file to what is found in it."""

from __future__ import annotations

from tillit.kernel.readability import lix
from tillit.privacy.reader import claims, findings, items, statement
from tillit.privacy.reader.language import language_of
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.reading import Reading
from tillit.privacy.reader.sources import NotReadable, lines_of
from tillit.privacy.reader.structure import sentences


def read(content: bytes, name: str = "") -> Reading:
    """What a statement says and lacks. ``name``: of the file, with its ending.

    Deterministic, in some milliseconds. Raises NotReadable with a reason when it is no text, in
    another language, or no privacy statement.
    """
    lines = lines_of(content, name)
    text = "\n".join(line.text for line in lines)
    language = language_of(text)
    if language is None:
        raise NotReadable("other_language")
    read_as = sentences(lines, language)
    marked = Marked(read_as)
    if not statement.is_statement(marked):
        raise NotReadable("not_a_statement")
    claimed = [*claims.of(marked), *findings.outdated(marked)]
    verdicts = items.judged(marked, claimed)
    said = Reading(name, language, read_as, verdicts, claimed, [], lix(text).score)
    said.findings.extend(findings.of(said, marked))
    return said
