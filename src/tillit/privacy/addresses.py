"""Whole addresses of an organisation's pages, for mail and feeds, where there is no request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation


# What a machine calls itself.
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def is_local() -> bool:
    """Whether the installation is reached on this machine only."""
    listens_on = settings.LISTENS_ON
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    return host in LOCAL and (not listens_on or listens_on in LOCAL)


def path(organisation: Organisation, view: str, *args: Any, **kwargs: Any) -> str:
    """The path of one of the organisation's pages, with its prefix on the common host."""
    before = get_script_prefix()
    set_script_prefix("/" if organisation.host else f"/{organisation.slug}/")
    try:
        return reverse(view, urlconf=settings.ORGANISATION_URLCONF, args=args, kwargs=kwargs)
    finally:
        set_script_prefix(before)


def address(organisation: Organisation, view: str, *args: Any, **kwargs: Any) -> str:
    """The whole address of one of the organisation's pages."""
    common = urlsplit(settings.PUBLIC_URL)
    host = organisation.host or common.netloc
    return f"{common.scheme}://{host}{path(organisation, view, *args, **kwargs)}"
