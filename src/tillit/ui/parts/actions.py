"""What one can press: buttons, links that look like them, copying, confirming."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tillit.ui.parts.library import NOTHING, register, render

VARIANTS = ("primary", "secondary", "tertiary")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A small picture beside text; give a label only where it stands alone.

    ``{% icon "calendar" %}``; the names are the ids in ``static/ui/icons.svg``.
    """
    if not label:
        return _picture(name)
    return format_html(
        '<svg class="t-icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
        label,
        static("ui/icons.svg"),
        name,
    )


@lru_cache(maxsize=256)
def _picture(name: str) -> SafeString:
    """An icon beside text is the same on every page, and there are dozens on each."""
    return format_html(
        '<svg class="t-icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("ui/icons.svg"),
        name,
    )


def _variant(variant: str) -> SafeString:
    if variant not in VARIANTS:
        raise ValueError(f"{variant!r} is no kind of button. Use one of {', '.join(VARIANTS)}.")
    return NOTHING if variant == "primary" else format_html(' data-variant="{}"', variant)


def _face(label: str, picture: str, danger: bool, variant: str) -> tuple[SafeString, SafeString]:
    """A button's attributes and what is on it."""
    attributes = format_html(
        'class="ds-button"{}{}',
        _variant(variant),
        SafeString(' data-color="danger"') if danger else "",
    )
    return attributes, format_html("{}{}", icon(picture) if picture else "", label)


@register.simple_tag
def button(
    label: str,
    variant: str = "primary",
    icon: str = "",
    danger: bool = False,
    type: str = "submit",
    name: str = "",
    value: str = "",
) -> SafeString:
    """A button in a form: ``{% button _("Save") %}``, ``{% button _("Delete") danger=True %}``.

    One primary button on a screen; the others are secondary or tertiary.
    """
    attributes, face = _face(label, icon, danger, variant)
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button {} type="{}"{}>{}</button>', attributes, type, named, face)


@register.simple_tag
def link_button(
    label: str, url: str, variant: str = "primary", icon: str = "", danger: bool = False
) -> SafeString:
    """A link that looks like a button: it goes somewhere and changes nothing."""
    attributes, face = _face(label, icon, danger, variant)
    return format_html('<a {} href="{}">{}</a>', attributes, url, face)


@register.simple_tag(takes_context=True)
def post_button(
    context: Context,
    label: str,
    url: str,
    variant: str = "secondary",
    icon: str = "",
    danger: bool = False,
    name: str = "",
    value: str = "",
) -> SafeString:
    """A button that does one thing at once, in a form of its own."""
    attributes, face = _face(label, icon, danger, variant)
    return render(
        "post_button",
        {
            "url": url,
            "attributes": attributes,
            "face": face,
            "name": name,
            "value": value,
            "csrf_token": context.get("csrf_token"),
        },
    )


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    id: str,
    label: str,
    title: str,
    url: str,
    page: str = "",
    yes: str = "",
    variant: str = "secondary",
    icon: str = "",
    danger: bool = False,
) -> SafeString:
    """A button that asks first, in a dialog; without JavaScript on the page at ``page``.

    ``{% url "events:cancel" event.pk as go %}{% confirm id="cancel" label=_("Cancel the event")
    title=_("Cancel the event?") url=go danger=True %}What happens then.{% endconfirm %}``.
    The view at ``url`` shows the same question by GET and does it by POST; ``page`` defaults to it.
    """
    attributes, face = _face(label, icon, danger, variant)
    return render(
        "confirm",
        {
            "id": id,
            "attributes": attributes,
            "face": face,
            "title": title,
            "content": content,
            "url": url,
            "page": page or url,
            "yes": yes or label,
            "danger": danger,
            "csrf_token": context.get("csrf_token"),
        },
    )


@register.simple_tag
def copy_field(value: str, label: str, id: str = "copy") -> SafeString:
    """Something to take along, a link say, with a button that copies it."""
    return render("copy_field", {"value": value, "label": label, "id": id})


@register.simple_tag
def form_actions(label: str, back: str = "", back_label: str = "", danger: bool = False) -> Any:
    """The end of a form: its button, and the way out."""
    return render(
        "form_actions", {"label": label, "back": back, "back_label": back_label, "danger": danger}
    )
