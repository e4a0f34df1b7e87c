"""What the statement's templates need: blocks, lights, addresses, explained words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from tillit.privacy.statement import lights as evidence
from tillit.privacy.statement.structure import Section, Sentence
from tillit.privacy.statement.terms import TERMS

register = template.Library()


@register.filter
def blocks(sentences: Iterable[Sentence]) -> Iterator[tuple[str, list[Sentence]]]:
    """The sentences with neighbouring items put together, so that they make one list."""
    waiting: list[Sentence] = []
    for sentence in sentences:
        if sentence.kind == "item":
            waiting.append(sentence)
            continue
        if waiting:
            yield "list", waiting
            waiting = []
        yield sentence.kind, [sentence]
    if waiting:
        yield "list", waiting


@register.filter
def light_of(sentence: Sentence, lights: evidence.States) -> str:
    """The sentence's light, empty when no check stands behind it."""
    return evidence.of(sentence, lights)


@register.filter
def address_of(to: str) -> str:
    """Where a link of the statement leads; empty when there is no such page here."""
    if to == "source":
        return str(settings.SOURCE_URL)
    if not to.startswith("view:"):
        return to
    try:
        return reverse(to.removeprefix("view:"), urlconf=settings.ORGANISATION_URLCONF)
    except NoReverseMatch:
        return ""


@register.filter
def evidence_anchor(sentence: Sentence) -> str:
    """The place on the evidence page that tells of the sentence's first check."""
    return anchor(*sentence.probes[0]) if sentence.probes else ""


def anchor(probe: str, about: str) -> str:
    """The id of a check on the evidence page."""
    return "-".join(part.replace(".", "-") for part in (probe, about) if part)


@register.filter
def explained(section: Section) -> list[tuple[Any, Any]]:
    """The words of data protection the section uses, each with what it means."""
    return [TERMS[term] for term in section.terms()]
