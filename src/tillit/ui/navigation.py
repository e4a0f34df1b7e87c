"""Where one can go: modules say which screens they have, the shells show those one may open.

A module registers in its ``AppConfig.ready``::

    from tillit.ui.navigation import desk_item

    desk_item("events", _("Events"), "events:list", "calendar", permission="events.see", order=30)

An entry whose address does not exist where the reader is (another organisation's site, a module
that is switched off) is left out, and so is one that needs a permission the reader has not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix
from django.utils.functional import Promise

Label = str | Promise
Shown = Callable[[HttpRequest], bool]


@dataclass(frozen=True)
class Item:
    """One entry of a menu, as its module declared it."""

    key: str
    label: Label
    viewname: str
    icon: str
    permission: str | None
    order: int
    shown: Shown | None


@dataclass(frozen=True)
class Link:
    """One entry as a reader gets it."""

    key: str
    label: Label
    url: str = ""
    icon: str = ""
    current: bool = False


_menus: dict[str, dict[str, Item]] = {"site": {}, "portal": {}, "desk": {}, "footer": {}}
_switchers: list[Callable[[HttpRequest], list[Link]]] = []
_contacts: list[Callable[[HttpRequest], list[Link]]] = []


def _add(menu: str, item: Item) -> None:
    known = _menus[menu].get(item.key)
    if known is not None and known != item:
        raise ValueError(
            f"The {menu} menu has two entries with the key {item.key!r}. Give one another key."
        )
    _menus[menu][item.key] = item


def desk_item(
    key: str,
    label: Label,
    viewname: str,
    icon: str = "",
    permission: str | None = None,
    order: int = 50,
    shown: Shown | None = None,
) -> None:
    """The staff's menu gets an entry. Raises ValueError when the key is taken by another."""
    _add("desk", Item(key, label, viewname, icon, permission, order, shown))


def site_item(
    key: str, label: Label, viewname: str, order: int = 50, shown: Shown | None = None
) -> None:
    """The public site's menu gets an entry. Raises ValueError when the key is taken."""
    _add("site", Item(key, label, viewname, "", None, order, shown))


def portal_item(
    key: str,
    label: Label,
    viewname: str,
    icon: str = "",
    order: int = 50,
    shown: Shown | None = None,
) -> None:
    """Min side's menu gets an entry. Raises ValueError when the key is taken."""
    _add("portal", Item(key, label, viewname, icon, None, order, shown))


def footer_item(
    key: str, label: Label, viewname: str, order: int = 50, shown: Shown | None = None
) -> None:
    """Every public page's foot gets a link. Raises ValueError when the key is taken."""
    _add("footer", Item(key, label, viewname, "", None, order, shown))


def organisation_switcher(entries: Callable[[HttpRequest], list[Link]]) -> None:
    """The staff's shell asks here which organisations the reader may go to."""
    if entries not in _switchers:
        _switchers.append(entries)


def organisation_contact(lines: Callable[[HttpRequest], list[Link]]) -> None:
    """Every public page's foot asks here whom to write to; a line without an address is text."""
    if lines not in _contacts:
        _contacts.append(lines)


def menu(name: str, request: HttpRequest) -> list[Link]:
    """A menu as this reader may see it; the entry nearest to the page is marked current."""
    items = sorted(_menus[name].values(), key=lambda item: (item.order, item.key))
    links = [
        Link(item.key, item.label, url, item.icon)
        for item in items
        if _may_see(item, request) and (url := address(item.viewname)) is not None
    ]
    return _with_current(links, request.path)


def organisations(request: HttpRequest) -> list[Link]:
    """The organisations the reader may go to; empty when nobody has said how to find them."""
    return [link for entries in _switchers for link in entries(request)]


def contact(request: HttpRequest) -> list[Link]:
    """Whom to write to at the organisation whose page this is."""
    return [line for lines in _contacts for line in lines(request)]


def address(viewname: str) -> str | None:
    """Where a screen is, or None where the reader's part of the address space has it not."""
    if viewname.startswith("/"):
        return viewname
    try:
        return reverse(viewname)
    except NoReverseMatch:
        return _on_installation(viewname)


def _on_installation(viewname: str) -> str | None:
    """A page that is not an organisation's own (logging out, the language) is at the root."""
    prefix = get_script_prefix()
    set_script_prefix("/")
    try:
        return reverse(viewname, urlconf=settings.ROOT_URLCONF)
    except NoReverseMatch:
        return None
    finally:
        set_script_prefix(prefix)


def _may_see(item: Item, request: HttpRequest) -> bool:
    if item.shown is not None and not item.shown(request):
        return False
    if item.permission is None:
        return True
    access = getattr(request, "access", None)
    return access is not None and bool(access.may(item.permission))


def _with_current(links: list[Link], path: str) -> list[Link]:
    """Of the entries whose address begins the path, the longest is where one is."""
    here = max(
        (link for link in links if path == link.url or path.startswith(_as_folder(link.url))),
        key=lambda link: len(link.url),
        default=None,
    )
    return [replace(link, current=True) if link is here else link for link in links]


def _as_folder(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"
