"""What the statement's templates need: blocks, lights, addresses, explained words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tillit.privacy.statement import lights as evidence
from tillit.privacy.statement.structure import Section, Sentence
from tillit.privacy.statement.terms import TERMS
from tillit.ui.parts.actions import icon

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


@register.simple_tag
def say(sentence: Sentence, lights: evidence.States) -> SafeString:
    """The sentence with its lead, its link and its light."""
    parts = [_words(sentence), _light(sentence, lights)]
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


def _words(sentence: Sentence) -> SafeString:
    link = sentence.link
    url = address_of(link.to) if link else ""
    lead: str | SafeString = sentence.lead
    text: str | SafeString = sentence.text
    after = SafeString("")
    if link and url:
        linked = format_html('<a href="{}">{}</a>', url, link.label)
        if link.label == sentence.lead:
            lead = linked
        elif link.label == sentence.text:
            text = linked
        else:
            after = format_html(" {}", linked)
    if lead:
        return format_html("<strong>{}:</strong> {}{}", lead, text, after)
    return format_html("{}{}", text, after)


def _light(sentence: Sentence, lights: evidence.States) -> SafeString:
    color = evidence.of(sentence, lights)
    if not color:
        return SafeString("")
    picture, words = {
        "green": ("success", _("Kept. See the evidence")),
        "red": ("danger", _("Not proven. See the evidence")),
        "grey": ("unknown", _("Not measured. See the evidence")),
    }[color]
    page = address_of("view:site:evidence")
    inside = format_html('{}<span class="ds-sr-only">{}</span>', icon(picture), words)
    if not page:
        return format_html('<span class="s-light" data-light="{}">{}</span>', color, inside)
    return format_html(
        '<a class="s-light" data-light="{}" href="{}#{}">{}</a>',
        color,
        page,
        anchor(*sentence.probes[0]),
        inside,
    )


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


def anchor(probe: str, about: str) -> str:
    """The id of a check on the evidence page."""
    return "-".join(part.replace(".", "-") for part in (probe, about) if part)


@register.filter
def explained(section: Section) -> list[tuple[Any, Any]]:
    """The words of data protection the section uses, each with what it means."""
    return [TERMS[term] for term in section.terms()]
