"""Addresses of an organisation's pages, and of the installation's own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse, set_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme

from tillit.privacy.addresses import address, path

__all__ = ["address", "installation_address", "installation_path", "path", "safe_next"]


def installation_path(view: str, *args: Any, **kwargs: Any) -> str:
    """The path of one of the installation's own pages, from wherever one is."""
    before = get_script_prefix()
    set_script_prefix("/")
    try:
        return reverse(view, urlconf=settings.ROOT_URLCONF, args=args, kwargs=kwargs)
    finally:
        set_script_prefix(before)


def installation_address(view: str, *args: Any, **kwargs: Any) -> str:
    """The whole address of one of the installation's own pages."""
    return settings.PUBLIC_URL.rstrip("/") + installation_path(view, *args, **kwargs)


def safe_next(request: HttpRequest, otherwise: str = "/") -> str:
    """Where ``next`` says to go, when it is on this host; never to another's."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/") else otherwise
