"""What changed from one statement to the next: what it means, then sentence by sentence (N06, F36).

The register's own changes come first, as staff saw them when they put it in force; each sentence
stands under the change it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tillit.kernel.diff import readable_changes
from tillit.privacy.register.difference import Change, Kind
from tillit.privacy.statement.structure import Section, Sentence, Statement

# Sentences that say again what others have said already.
REPEATS: Final = ("short.", "objection.", "transfers.")
OTHERS: Final = ""
_OTHER_WORDS: Final = _("Other wording. What we do is the same.")


def changes(
    before: Mapping[str, Statement],
    after: Mapping[str, Statement],
    register: Sequence[Change],
) -> list[dict[str, Any]]:
    """Every sentence that came, went or reads differently, with its texts per language.

    ``before`` and ``after``: the statement per language. ``register``: the register's own changes,
    the weightiest first. Each row says by ``under`` and ``said`` which of them it comes from; a
    change that no sentence comes from has a row without texts.
    """
    old = {language: _by_key(statement) for language, statement in before.items()}
    new = {language: _by_key(statement) for language, statement in after.items()}
    keys = dict.fromkeys(
        key
        for sentences in (*new.values(), *old.values())
        for key in sentences
        if not key.startswith(REPEATS)
    )
    found: dict[str, list[dict[str, Any]]] = {str(place): [] for place in range(len(register))}
    for key in keys:
        was = {name: part[key][0].whole for name, part in old.items() if key in part}
        now = {name: part[key][0].whole for name, part in new.items() if key in part}
        if any(was.get(name) != now.get(name) for name in old.keys() & new.keys()):
            made_from = next(part[key][0] for part in (*new.values(), *old.values()) if key in part)
            row = {
                "key": key,
                "path": made_from.entry,
                "place": {
                    name: part[key][1] for name, part in (*old.items(), *new.items()) if key in part
                },
                "was": was,
                "now": now,
            }
            found.setdefault(change_of(made_from.entry, register), []).append(row)
    languages = list(new)
    return [
        row
        for under, rows in found.items()
        for row in _under(under, register[int(under)] if under else None, rows, languages)
    ]


def change_of(entry: str, register: Sequence[Change]) -> str:
    """The place of the change an entry's sentences come from, the nearest to it; else OTHERS."""
    near = [
        (_nearness(change.path, entry), -place)
        for place, change in enumerate(register)
        if _nearness(change.path, entry)
    ]
    return str(-max(near)[1]) if near else OTHERS


def _nearness(path: str, entry: str) -> int:
    """More, the nearer: the entry itself, then what holds it, then a part of it; 0 is apart."""
    if path == entry:
        return 10_000
    if entry.startswith(f"{path}."):
        return 100 + len(path)
    return 1 if path.startswith(f"{entry}.") else 0


def _under(
    under: str, change: Change | None, rows: Sequence[dict[str, Any]], languages: Iterable[str]
) -> Iterator[dict[str, Any]]:
    kind = change.kind if change else Kind.NEUTRAL
    said = {}
    for language in languages:
        with translation.override(language):
            said[language] = str(change.text if change else _OTHER_WORDS)
    for row in rows or [{"key": "", "path": change.path if change else "", "place": {},
                         "was": {}, "now": {}}]:  # fmt: skip
        yield row | {"class": kind.value, "under": under, "said": said}


def _by_key(statement: Statement) -> dict[str, tuple[Sentence, list[str]]]:
    """{key: (the sentence, the headings it stands under)}."""
    return {
        sentence.key: (sentence, headings) for sentence, headings in _placed(statement.sections, [])
    }


def _placed(sections: Iterable[Section], above: list[str]) -> Iterator[tuple[Sentence, list[str]]]:
    for section in sections:
        here = [*above, section.title]
        yield from ((sentence, here) for sentence in section.sentences)
        yield from _placed(section.sections, here)


def counts(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Kind, int]]:
    """How many changes there are of each kind, those with some only."""
    kinds = {row.get("under", row["key"]): row["class"] for row in rows}
    found = ((kind, sum(each == kind.value for each in kinds.values())) for kind in Kind)
    return [(kind, count) for kind, count in found if count]


def shown(rows: Sequence[Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    """The changes as a page shows them: kind, what it is, and its sentences before and now."""
    return [
        {
            "kind": Kind(mine[0]["class"]),
            "text": nearest(mine[0].get("said", {}), language),
            "sentences": [
                {
                    "place": nearest(row.get("place", {}), language, []),
                    **_compared(nearest(row["was"], language), nearest(row["now"], language)),
                }
                for row in mine
                if row["was"] or row["now"]
            ],
        }
        for _under, group in groupby(rows, key=lambda row: row.get("under", row["key"]))
        if (mine := list(group))
    ]


def _compared(was: str, now: str) -> dict[str, Any]:
    """Word by word where a sentence changed a little, whole where it changed much."""
    parts = readable_changes(was, now)
    return {"parts": parts, "was": was, "now": now, "whole": parts is None}


def nearest(texts: Mapping[str, Any], language: str, otherwise: Any = "") -> Any:
    """The text in the language, else in the nearest there is, else empty."""
    found = (texts[choice] for choice in (language, "nb", "nn", "en") if choice in texts)
    return next(found, otherwise)
