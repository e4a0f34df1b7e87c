"""Each request belongs to one organisation, by its host or by the first part of its path."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost
from django.db import DataError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.urls import set_script_prefix
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.defaults import bad_request

from tillit.organisations.addresses import path
from tillit.organisations.models import Organisation
from tillit.organisations.rules import OWN_PATHS
from tillit.privacy import prepared
from tillit.privacy.register.queries import NotAdopted, remember, with_version

Handler = Callable[[HttpRequest], HttpResponse]


class OrganisationMiddleware:
    """Sets ``request.organisation`` (or None) and lets its pages live at ``/`` of its address.

    On the common host an organisation's pages are under ``/<slug>/``; the prefix is taken off the
    path and put into every link through the script prefix, so the same urls serve both. A host
    that is neither the installation's nor an organisation's own is refused, so that no link is
    ever made from a forged ``Host`` header.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = None  # type: ignore[attr-defined]
        if _has_nul(request):
            raise BadRequest("A request holds a NUL character.")
        first, slash, rest = request.path_info.lstrip("/").partition("/")
        set_script_prefix("/")
        if first in ("health", "static"):  # asked for by machines, under whatever name
            return self.get_response(request)
        try:
            host = split_domain_port(request.get_host())[0]
            if not is_common(host):
                own = _at("host", host)
                if own is None and first == "host-proof":  # a name that is to become one's own
                    return self.get_response(request)
                if own is None:
                    raise DisallowedHost(f"No organisation lives at the host {host!r}.")
                if first not in OWN_PATHS:
                    self._enter(request, own, "/", request.path_info)
            elif first and first not in OWN_PATHS and (own := _at("slug", first)):
                if own.host:
                    return redirect(_moved(request, own, rest))
                if not slash:
                    return redirect(f"/{first}/", permanent=True)
                self._enter(request, own, f"/{first}/", f"/{rest}")
            return self.get_response(request)
        finally:
            set_script_prefix("/")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Without a register in force nobody's data may be taken in: a calm page says so.

        What was sent is looked at for NUL after it failed: a file that comes with it is to be
        refused while it arrives, by the view.
        """
        if isinstance(exception, DataError | ValueError) and _posts_nul(request):
            return bad_request(request, exception)
        organisation = request.organisation  # type: ignore[attr-defined]
        if not isinstance(exception, NotAdopted) or organisation is None:
            return None
        if request.path_info.startswith("/desk/"):
            return redirect(path(organisation, "desk:today"))
        response = render(request, "organisations/not_open_yet.html", status=503)
        add_never_cache_headers(response)
        return response

    @staticmethod
    def _enter(request: HttpRequest, organisation: Organisation, prefix: str, path: str) -> None:
        request.organisation = organisation  # type: ignore[attr-defined]
        if request.method in ("GET", "HEAD"):
            remember(organisation)
        request.path_info = path
        request.urlconf = settings.ORGANISATION_URLCONF
        set_script_prefix(prefix)


def _has_nul(request: HttpRequest) -> bool:
    """No name, key or search word has this character, and PostgreSQL takes no text that does."""
    return (
        "\0" in request.path_info
        or "%00" in request.META.get("QUERY_STRING", "")
        or any("\0" in value for value in request.COOKIES.values())
    )


def _posts_nul(request: HttpRequest) -> bool:
    return any("\0" in value for values in request.POST.lists() for value in values[1])


def is_common(host: str) -> bool:
    """The host is one on which organisations live under a path."""
    return host in settings.COMMON_HOSTS or "*" in settings.COMMON_HOSTS


def _at(column: str, value: str) -> Organisation | None:
    """The organisation there, with its register's version. One query, made once."""
    found = prepared.rows(("organisation", column), partial(_named, column), [value])
    return found[0] if found else None


def _named(column: str, value: str) -> QuerySet[Any, Any]:
    return with_version(Organisation.objects.filter(**{column: value}).order_by())


def _moved(request: HttpRequest, organisation: Organisation, rest: str) -> str:
    """Where a page is now that its organisation has a host of its own."""
    query = request.META.get("QUERY_STRING", "")
    scheme = settings.PUBLIC_URL.partition("://")[0]
    return f"{scheme}://{organisation.host}/{rest}{'?' if query else ''}{query}"


class PrivateMiddleware:
    """What someone who is logged in sees stays in no browser that others use, nor in between."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class LanguageMiddleware:
    """The language of a page: chosen in this browser, else what it asks for, else ours."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        organisation = getattr(request, "organisation", None)
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if language not in dict(settings.LANGUAGES):
            language = asked_for(request.headers.get("Accept-Language", "")) or (
                organisation.language if organisation else settings.LANGUAGE_CODE
            )
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response


def asked_for(header: str) -> str:
    """The first language of ``Accept-Language`` if it is one of ours; "no" is bokmål (RFC 9110).

    Only the first: a browser that prefers German is given the organisation's own.
    """
    wished = [
        (-quality, place, code.partition("-")[0].lower())
        for place, (code, quality) in enumerate(parse_accept_lang_header(header))
    ]
    code = min(wished)[2] if wished else ""
    code = {"no": "nb"}.get(code, code)
    return code if code in dict(settings.LANGUAGES) else ""
