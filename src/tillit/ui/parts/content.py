"""What is told: facts, figures, labels, what happened, what was changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tillit.ui.navigation import Label
from tillit.ui.parts.actions import icon as picture
from tillit.ui.parts.library import register, render

COLOURS = ("neutral", "info", "success", "warning", "danger", "fjord", "multe")

# What an evidence light says with its colour, and the icon that says it without.
LIGHTS = {"green": "success", "amber": "warning", "red": "danger", "grey": "unknown"}


@register.simple_tag
def tag(label: Label, color: str = "neutral", icon: str = "") -> SafeString:
    """A word about a thing's state: ``{% tag _("Cancelled") "danger" %}``."""
    if color not in COLOURS:
        raise ValueError(f"{color!r} is no tag colour. Use one of {', '.join(COLOURS)}.")
    return format_html(
        '<span class="ds-tag" data-color="{}">{}{}</span>',
        color,
        picture(icon) if icon else "",
        label,
    )


@register.simple_tag
def light(color: str, label: Label) -> SafeString:
    """How a promise stands: ``green``, ``amber``, ``red`` or ``grey``, always with its word."""
    if color not in LIGHTS:
        raise ValueError(f"{color!r} is no light. Use one of {', '.join(LIGHTS)}.")
    return format_html(
        '<span class="t-light" data-light="{}">{}{}</span>', color, picture(LIGHTS[color]), label
    )


@register.simple_tag
def summary(rows: Iterable[tuple[Label, Any]]) -> SafeString:
    """Facts on one thing, from ``(label, value)``; a missing value is said to be missing."""
    return render("summary", {"rows": list(rows)})


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """Facts on one thing, each a ``{% fact %}``."""
    return format_html('<dl class="t-facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, label: Label) -> SafeString:
    """One fact in a list of them: ``{% fact _("E-mail") %}…{% endfact %}``."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)


@register.simple_tag
def stat(label: Label, value: Any, note: Label = "", href: str = "", tone: str = "") -> SafeString:
    """A figure that matters, with its name; ``tone`` is ``good``, ``watch`` or ``bad``."""
    return render(
        "stat", {"label": label, "value": value, "note": note, "href": href, "tone": tone}
    )


@register.simple_tag
def timeline(entries: Iterable[dict[str, Any]]) -> SafeString:
    """What happened, newest first: dicts of ``at``, ``title``; ``text``, ``icon``, ``href``."""
    return render("timeline", {"entries": list(entries)})


@register.simple_tag
def diff(parts: Iterable[tuple[str, str]]) -> SafeString:
    """Two texts in one, from ``("same"|"added"|"removed", text)``; read aloud as well as seen."""
    return render("diff", {"parts": list(parts), "removed": _("removed:"), "added": _("added:")})
