"""How a finding is told: in the words of its rule."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from tillit.privacy.reader.marks import Rule, rules
from tillit.privacy.reader.reading import Finding, FindingKind, Level, Reading
from tillit.privacy.reader.structure import Sentence


def worded(
    rule: Rule, kind: FindingKind, level: Level, sentences: tuple[Sentence, ...], language: str
) -> Finding:
    """A finding in the words of its rule; what to write instead is in the statement's language."""
    reader = _language_in_use() or language
    return Finding(
        rule.key,
        kind,
        level,
        _words(rule.more["title"], reader),
        _words(rule.more.get("why"), reader),
        _words(rule.more.get("instead"), language),
        sentences,
        rule.law,
        rule.more.get("since"),
        rule.sure,
    )


def told(
    key: str, kind: FindingKind, level: Level, sentences: tuple[Sentence, ...], said: Reading
) -> Finding:
    """A finding worded in ``rules/conflicts.toml``."""
    rule = next(rule for rule in rules("conflicts") if rule.key == key)
    return worded(rule, kind, level, sentences, said.language)


def _language_in_use() -> str:
    return (get_language() or "")[:2] if settings.configured else ""


def _words(texts: Any, language: str) -> str:
    return str(texts.get(language) or texts["en"]) if texts else ""
