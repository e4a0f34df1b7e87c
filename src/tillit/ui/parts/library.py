"""The one library that the component modules add their tags to."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
NOTHING = SafeString("")


def trimmed(content: str) -> SafeString:
    """A block's content, rendered and escaped already, without the space around it."""
    return mark_safe(content.strip())  # noqa: S308


def render(name: str, values: dict[str, Any]) -> SafeString:
    """A component's template with just these values; each value is escaped where it lands."""
    return mark_safe(get_template(f"ui/parts/{name}.html").render(values).strip())  # noqa: S308
