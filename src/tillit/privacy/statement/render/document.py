"""PDF by Typst: tagged, with title and language; from one template, with the text as data."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any, Final, Literal

from django.utils import translation
from django.utils.translation import gettext as _

from tillit.privacy.statement.compose.others import day_in_words
from tillit.privacy.statement.protocol import Protocol, headings
from tillit.privacy.statement.render.material import Published
from tillit.privacy.statement.structure import Section, Sentence
from tillit.privacy.statement.terms import TERMS

# {"title": …, "sentences": […], "sections": […]}, as the template reads it.
Parts = dict[str, Any]
TEMPLATE = Path(__file__).parent / "document.typ"
# How Typst begins to say that no font has a letter.
_NO_LETTER: Final = "could not be displayed with"
# Control characters, halves of characters, and places that are no character.
_SHAPELESS: Final = frozenset({"Cc", "Cs", "Cn"})


def statement(made: Published) -> bytes:
    """The statement as a PDF/UA document."""
    with translation.override(made.language):
        used = dict.fromkeys(term for part in made.statement.sections for term in part.terms())
        words = {
            "title": _("Words we use"),
            "sentences": [item(str(TERMS[term][0]), str(TERMS[term][1])) for term in used],
            "sections": [],
        }
        sections = [_section(made, section) for section in made.statement.sections]
        return _compiled(made, made.statement.title, [*sections, words])


def protocol(made: Published, record: Protocol) -> bytes:
    """The record of processing (article 30) as a PDF/UA document, a part per purpose."""
    with translation.override(made.language):
        names = headings()
        first: Parts = {
            "title": _("Who is responsible"),
            "sentences": [item(label, value) for label, value in record.controller],
            "sections": [],
        }
        parts = [
            {
                "title": f"{row.name}: {row.purpose}",
                "sentences": [
                    item(names[part], _joined(getattr(row, part)))
                    for part in names
                    if part not in ("name", "purpose")
                ],
                "sections": [],
            }
            for row in record.rows
        ]
        return _compiled(made, _("Record of processing"), [first, *parts])


def pdf(
    *,
    title: str,
    name: str,
    language: str,
    stamp: str,
    sections: list[Parts],
    timestamp: int | None = None,
) -> bytes:
    """A PDF/UA document of headed parts: the one door to Typst.

    A name in letters that the document's own fonts lack (Chinese, an emoji) is set in what fonts
    the machine has; where it has none either, the text can be copied out of the document but shows
    as boxes, which PDF/UA does not allow and which is better than no document.
    """
    data = {
        "title": title,
        "name": name,
        "lang": language,
        "region": "GB" if language == "en" else "NO",
        "keywords": [title],
        "stamp": stamp,
        "foot": f"{title}, {name}",
        "sections": sections,
    }
    return _compile(json.dumps(_printable(data)), timestamp)


def _compile(data: str, timestamp: int | None) -> bytes:
    import typst

    attempts: list[tuple[bool, Literal["ua-1"] | None]]
    attempts = [(True, "ua-1"), (False, "ua-1"), (False, None)]
    for own_fonts_only, standard in attempts:
        try:
            made: bytes = typst.compile(
                str(TEMPLATE),
                root=str(TEMPLATE.parent),
                ignore_system_fonts=own_fonts_only,
                sys_inputs={"data": data},
                pdf_standards=standard,
                timestamp=timestamp,
            )
        except typst.TypstError as error:
            if standard is None or _NO_LETTER not in str(error):
                raise
        else:
            return made
    raise AssertionError("The last attempt raises or returns.")


def _printable(value: Any) -> Any:
    """Without control characters, which have no shape and may come in with a spreadsheet."""
    if isinstance(value, str):
        kept = (
            char for char in value if char == "\n" or unicodedata.category(char) not in _SHAPELESS
        )
        return value if value.isprintable() else "".join(kept)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list) else value


def _compiled(made: Published, title: str, sections: list[Parts]) -> bytes:
    if made.version:
        values = {"number": made.version.number, "day": day_in_words(made.day)}
        stamp = _("Version %(number)s, last updated %(day)s") % values
    else:
        stamp = day_in_words(made.day)
    return pdf(
        title=title,
        name=made.statement.controller,
        language=made.language,
        stamp=stamp,
        sections=sections,
        timestamp=int(made.version.published_at.timestamp()) if made.version else None,
    )


def _section(made: Published, section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "sentences": [_sentence(made, sentence) for sentence in section.sentences],
        "sections": [_section(made, part) for part in section.sections],
    }


def _sentence(made: Published, sentence: Sentence) -> dict[str, str]:
    url = made.address(sentence.link.to) if sentence.link else ""
    label = sentence.link.label if sentence.link else ""
    linked = ""
    if url:
        linked = {sentence.text: "text", sentence.lead: "lead"}.get(label, "after")
    return {
        "kind": sentence.kind,
        "lead": sentence.lead,
        "text": sentence.text,
        "url": url,
        "label": label,
        "linked": linked,
    }


def item(lead: str, text: str) -> dict[str, str]:
    """A point of a list: what it is, and what it says."""
    return {"kind": "item", "lead": lead, "text": text, "url": "", "label": "", "linked": ""}


def _joined(value: str | tuple[str, ...]) -> str:
    """Several as one: whole sentences stand side by side, fragments apart by a semicolon."""
    if isinstance(value, str):
        return value
    return (" " if all(part.endswith(".") for part in value) else "; ").join(value)
