"""The statement as Markdown (CommonMark)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from tillit.privacy.statement.compose.others import day_in_words
from tillit.privacy.statement.render.material import Published
from tillit.privacy.statement.structure import Section, Sentence
from tillit.privacy.statement.terms import TERMS

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def statement(made: Published) -> str:
    """The whole statement, with the words it uses explained at the end."""
    with translation.override(made.language):
        return "\n".join(_lines(made)).strip() + "\n"


def _lines(made: Published) -> Iterator[str]:
    yield f"# {escaped(made.statement.title)}: {escaped(made.statement.controller)}"
    yield ""
    if made.version:
        values = {"number": made.version.number, "day": day_in_words(made.day)}
        yield _("Version %(number)s, last updated %(day)s") % values
        yield ""
    for section in made.statement.sections:
        yield from _section(made, section, 2)
    yield f"## {escaped(_('Words we use'))}"
    yield ""
    used = dict.fromkeys(term for part in made.statement.sections for term in part.terms())
    for term in used:
        word, meaning = TERMS[term]
        yield f"- **{escaped(str(word))}**: {escaped(str(meaning))}"


def _section(made: Published, section: Section, depth: int) -> Iterator[str]:
    yield f"{'#' * min(depth, 6)} {escaped(section.title)}"
    yield ""
    in_list = False
    for sentence in section.sentences:
        is_item = sentence.kind == "item"
        if in_list and not is_item:
            yield ""
        yield f"- {_sentence(made, sentence)}" if is_item else _sentence(made, sentence)
        if not is_item:
            yield ""
        in_list = is_item
    if in_list:
        yield ""
    for part in section.sections:
        yield from _section(made, part, depth + 1)


def _sentence(made: Published, sentence: Sentence) -> str:
    lead = f"**{escaped(sentence.lead)}:** " if sentence.lead else ""
    url = made.address(sentence.link.to) if sentence.link else ""
    if not url or not sentence.link:
        return lead + escaped(sentence.text)
    if sentence.link.label in (sentence.text, sentence.lead):
        label = escaped(sentence.link.label)
        if sentence.link.label == sentence.text:
            return f"{lead}[{label}](<{url}>)"
        return f"**[{label}](<{url}>):** {escaped(sentence.text)}"
    return f"{lead}{escaped(sentence.text)} [{escaped(sentence.link.label)}](<{url}>)"


def escaped(text: str) -> str:
    """The text with every sign that Markdown would read as markup made plain."""
    plain = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", re.sub(r"^([-+])(?=\s)", r"\\\1", plain))
