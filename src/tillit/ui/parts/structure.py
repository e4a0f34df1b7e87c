"""What a page is made of: its header, cards, tabs, steps, things that open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tillit.ui.navigation import Label, Link
from tillit.ui.parts.library import register, render, trimmed


@register.simple_block_tag
def page_header(
    content: str, title: Label, lead: Label = "", back: str = "", back_label: Label = ""
) -> SafeString:
    """A page's name, one sentence about it, and what can be done here (the block).

    ``{% page_header title=_("Events") %}{% link_button … %}{% endpage_header %}``
    """
    return render(
        "page_header",
        {
            "title": title,
            "lead": lead,
            "back": back,
            "back_label": back_label,
            "actions": trimmed(content),
        },
    )


@register.simple_block_tag
def card(
    content: str, title: Label = "", href: str = "", icon: str = "", level: int = 2
) -> SafeString:
    """Things that belong together. With ``href`` the title is a link that covers the card."""
    parts = {"content": content, "title": title, "href": href, "icon": icon, "level": level}
    return render("card", parts)


@register.simple_block_tag
def section(content: str, title: Label, id: str = "", lead: Label = "") -> SafeString:
    """A part of a page under a heading of its own, which links can point to."""
    return render("section", {"content": content, "title": title, "id": id, "lead": lead})


@register.simple_block_tag
def disclosure(content: str, summary: Label, open: bool = False) -> SafeString:
    """Details on demand: closed until asked for, works without JavaScript."""
    return render("disclosure", {"content": content, "summary": summary, "open": open})


@register.simple_block_tag
def grid(content: str, size: str = "md") -> SafeString:
    """Cards or tiles side by side, as many as there is room for; ``sm``, ``md`` or ``lg``.

    ``fill``: together they are as wide as the page, however few they are.
    """
    return format_html('<div class="t-grid" data-size="{}">{}</div>', size, content)


@register.simple_tag(takes_context=True)
def tabs(context: Context, links: Iterable[Link | tuple[Any, ...]], label: Label) -> SafeString:
    """Views of the same thing, each at its own address: ``(label, url)`` or links.

    The one whose address is the page's is marked, unless a third value says which.
    """
    request = context.get("request")
    path = request.path if request is not None else ""
    entries = []
    for link in links:
        if isinstance(link, Link):
            entries.append({"label": link.label, "url": link.url, "current": link.current})
        else:
            current = bool(link[2]) if len(link) > 2 else link[1].split("?")[0] == path
            entries.append({"label": link[0], "url": link[1], "current": current})
    return render("tabs", {"tabs": entries, "label": label})


@register.simple_tag
def stepper(steps: Iterable[Label], current: int, label: Label = "") -> SafeString:
    """Where one is in a job of several steps; ``current`` counts from 1."""
    numbered = [
        {
            "number": number,
            "label": step,
            "state": "done" if number < current else "now" if number == current else "ahead",
        }
        for number, step in enumerate(steps, start=1)
    ]
    return render("stepper", {"steps": numbered, "label": label})
