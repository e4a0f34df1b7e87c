"""Reading a statement, from its file to what is found in it."""

from __future__ import annotations

from dataclasses import dataclass

from tillit.kernel.readability import lix
from tillit.privacy.reader import (
    answerable,
    claims,
    findings,
    items,
    letters,
    statement,
    translated,
)
from tillit.privacy.reader.language import language_of
from tillit.privacy.reader.marks import Marked
from tillit.privacy.reader.reading import LeftOut, Reading
from tillit.privacy.reader.sources import NotReadable, footer_of, is_frame_only, lines_of
from tillit.privacy.reader.structure import Line, sentences


def read(
    content: bytes, name: str = "", part: str = "", lines: list[Line] | None = None
) -> Reading:
    """What a statement says and lacks. ``name``: of the file, with its ending.

    ``lines``: of the file, where they were read before, as by :mod:`.apart`. Of a file with the
    statement in several languages only one is read: ``part``, ``nb``, ``nn`` or
    ``en``, where there is one in it, otherwise the longest. Deterministic, in some milliseconds.
    Raises NotReadable with a reason when it is no text, in another language, or no privacy
    statement.
    """
    lines = translated.ours(lines_of(content, name) if lines is None else lines)
    name = letters.named(name)
    texts = _translations(lines)
    if not texts:
        whole = _text(lines)
        if whole is None:
            raise _no_statement(content, name, lines, "other_language")
        if not statement.is_statement(whole.marked):
            raise _no_statement(content, name, lines, "not_a_statement")
        texts = [whole]
    text = next((one for one in texts if one.language == part), texts[0])
    claimed = [*claims.of(text.marked), *findings.outdated(text.marked)]
    verdicts = items.judged(text.marked, claimed)
    if verdicts["CONTROLLER"].value == "M" and (footer := footer_of(content, name)):
        supplying = {claim.party for claim in claimed if claim.kind == "supplier"}
        told = answerable.in_footer(text.marked, footer, supplying, text.language)
        verdicts["CONTROLLER"] = told or verdicts["CONTROLLER"]
    said = Reading(
        name, text.language, list(text.marked.sentences), verdicts, claimed, [],
        lix(text.text).score,
        tuple(LeftOut(one.language, one.words) for one in texts if one is not text),
    )  # fmt: skip
    said.findings.extend(findings.of(said, text.marked))
    return said


@dataclass(frozen=True, slots=True)
class _Text:
    language: str
    text: str
    marked: Marked

    @property
    def words(self) -> int:
        return sum(len(sentence.words) for sentence in self.marked.sentences)


def _text(lines: list[Line]) -> _Text | None:
    """None where it is in another language."""
    text = "\n".join(line.text for line in lines)
    language = language_of(text)
    if language is None:
        return None
    return _Text(language, text, Marked(sentences(lines, language)))


def _translations(lines: list[Line]) -> list[_Text]:
    """The statement in each of its languages, the longest first; empty where it has but one."""
    parts = translated.parts_of(lines)
    if len(parts) < 2:
        return []
    texts = [text for text in map(_text, parts) if text and statement.is_statement(text.marked)]
    if len({text.language for text in texts}) < max(2, len(texts)):
        return []
    return sorted(texts, key=lambda text: -text.words)


def _no_statement(content: bytes, name: str, lines: list[Line], reason: str) -> NotReadable:
    """Why not: a page that shows a statement from elsewhere has little of it in its own file."""
    return NotReadable("frame_only" if is_frame_only(content, name, lines) else reason)
