"""How the product answers: notices, empty lists, progress, what is on its way."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tillit.ui.navigation import Label
from tillit.ui.parts.library import register, render, trimmed

KINDS = ("info", "success", "warning", "danger")


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: Label = "", live: bool = False) -> SafeString:
    """A notice in the page: ``info``, ``success``, ``warning`` or ``danger``.

    With ``live`` it is read aloud when it comes up after the page did.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is no kind of notice. Use one of {', '.join(KINDS)}.")
    return render("alert", {"content": content, "kind": kind, "title": title, "live": live})


@register.simple_block_tag
def empty_state(content: str, title: Label, text: Label = "", icon: str = "inbox") -> SafeString:
    """Nothing here yet: why, and what to do next (the block)."""
    return render(
        "empty_state", {"actions": trimmed(content), "title": title, "text": text, "icon": icon}
    )


@register.simple_block_tag
def denied(content: str, title: Label = "") -> SafeString:
    """You may not see this: why, and whom to ask (the block)."""
    return render(
        "empty_state",
        {
            "text_block": content,
            "title": title or _("You do not have access to this"),
            "icon": "lock",
        },
    )


@register.simple_tag
def progress(value: int, total: int, label: Label, poll: str = "", note: Label = "") -> SafeString:
    """How far long work has come; ``poll`` is the address that answers with this part anew.

    When the work is done the answer leaves ``poll`` out and the polling stops. Without JavaScript
    a link does the same.
    """
    return render(
        "progress", {"value": value, "total": total, "label": label, "poll": poll, "note": note}
    )


@register.simple_tag
def skeleton(lines: int = 3) -> SafeString:
    """The shape of what is on its way, for content that is fetched after the page."""
    bars = SafeString('<span class="ds-skeleton" data-variant="text">x</span>' * lines)
    return format_html(
        '<div class="t-skeleton"><span class="ds-sr-only" role="status">{}</span>'
        '<div aria-hidden="true">{}</div></div>',
        _("Loading"),
        bars,
    )


@register.simple_tag
def spinner(label: Label = "") -> SafeString:
    """Shown by ``.htmx-request`` while an answer is on its way."""
    return format_html(
        '<span class="t-spinner htmx-indicator" role="status"><span class="ds-sr-only">{}</span>'
        "</span>",
        label or _("Loading"),
    )
