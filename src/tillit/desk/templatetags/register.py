"""What the register's screens need said."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from tillit.privacy.register.difference import Kind
from tillit.privacy.register.rules import Finding

register = template.Library()
_COLOURS = {Kind.WIDENING: "warning", Kind.NARROWING: "success", Kind.NEUTRAL: "neutral"}


@register.filter
def cited(finding: Finding) -> str:
    """The rule a finding comes from, as one cites it in the reader's language."""
    return finding.cite((get_language() or "nb")[:2])


@register.filter
def change_colour(kind: Kind) -> str:
    """The colour of the word on what a change means."""
    return _COLOURS[kind]
