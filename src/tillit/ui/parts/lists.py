"""Lists: tables that sort and fold into cards on a phone, search, filters, pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tillit.ui.navigation import Label
from tillit.ui.parts.actions import link_button
from tillit.ui.parts.library import NOTHING, register, render


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if isinstance(request, HttpRequest) else QueryDict(mutable=True)


def _with(query: QueryDict, **changes: str | None) -> str:
    """The page's own query with these changes; going elsewhere in a list starts at page one."""
    changed = query.copy()
    changed.pop("page", None)
    for key, value in changes.items():
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = value
    return f"?{changed.urlencode()}"


@register.simple_block_tag
def datatable(content: str, caption: Label, show_caption: bool = False) -> SafeString:
    """A table with a name. Each ``td`` has ``data-label``, its column's name, for the phone.

    ``{% datatable caption=_("Members") %}<thead>…</thead><tbody>…</tbody>{% enddatatable %}``
    """
    return render(
        "datatable", {"content": content, "caption": caption, "show_caption": show_caption}
    )


@register.simple_tag(takes_context=True)
def sort_header(context: Context, label: Label, key: str, numeric: bool = False) -> SafeString:
    """A column's head that sorts by ``?sort=key``, and the other way by ``?sort=-key``."""
    query = _query(context)
    now = query.get("sort", context.get("sort", ""))
    state = {key: "ascending", f"-{key}": "descending"}.get(str(now), "none")
    wanted = f"-{key}" if state == "ascending" else key
    return format_html(
        '<th scope="col" aria-sort="{}"{}><a href="{}">{}</a></th>',
        state,
        SafeString(' class="t-number"') if numeric else "",
        _with(query, sort=wanted),
        label,
    )


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any]) -> SafeString:
    """The pages of a list, keeping its search and sorting; nothing when there is one page."""
    if not page.has_other_pages():
        return NOTHING
    query = _query(context)
    pages: list[dict[str, Any]] = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        real = isinstance(number, int)
        pages.append(
            {
                "number": number,
                "url": _with(query, page=str(number)) if real else "",
                "current": number == page.number,
            }
        )
    return render(
        "pagination",
        {
            "pages": pages,
            "page": page,
            "previous": _with(query, page=str(page.number - 1)) if page.has_previous() else "",
            "next": _with(query, page=str(page.number + 1)) if page.has_next() else "",
        },
    )


@register.simple_tag(takes_context=True)
def search_field(
    context: Context, label: Label, name: str = "q", target: str = "", placeholder: Label = ""
) -> SafeString:
    """A search in this list. With ``target`` (an id) htmx fetches the answer while one writes.

    Sorting and filters stay as they are; the form works without JavaScript.
    """
    query = _query(context)
    value = query.pop(name, [""])[-1]
    query.pop("page", None)
    kept = [(key, item) for key, items in query.lists() for item in items]
    request = context.get("request")
    return render(
        "search_field",
        {
            "label": label,
            "name": name,
            "value": value,
            "kept": kept,
            "target": target,
            "placeholder": placeholder,
            "path": request.path if request is not None else "",
        },
    )


@register.simple_tag(takes_context=True)
def chips(
    context: Context, choices: Iterable[tuple[str, Label]], name: str, label: Label
) -> SafeString:
    """Filters as links: ``(value, label)``; the empty value takes the filter off."""
    query = _query(context)
    now = query.get(name, "")
    links = [
        {
            "label": text,
            "url": _with(query, **{name: value or None}),
            "current": str(value) == now,
        }
        for value, text in choices
    ]
    return render("chips", {"links": links, "label": label})


@register.simple_tag
def query_link(url: str, **values: Any) -> str:
    """An address with these values in its query, left out where they are empty."""
    kept = {key: value for key, value in values.items() if value not in (None, "")}
    return f"{url}?{urlencode(kept)}" if kept else url


@register.simple_tag(takes_context=True)
def export_button(context: Context, view: str) -> SafeString:
    """Goes to where the list is taken out, narrowed as it is shown. Stands in what is searched."""
    narrowed = _with(_query(context), before=None, after=None)
    button = link_button(
        _("Export"), f"{reverse(view)}{narrowed.rstrip('?')}", variant="secondary", icon="download"
    )
    return format_html('<div class="t-actions">{}</div>', button)
