"""Each request belongs to one organisation, by its host or by the first part of its path."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import set_script_prefix
from django.utils import translation

from tillit.organisations.models import Organisation

# First parts of a path that are the installation's own.
OWN_PATHS = frozenset({"", "static", "account", "health", "language", "start", "staff-link", "ui"})

Handler = Callable[[HttpRequest], HttpResponse]


class OrganisationMiddleware:
    """Sets ``request.organisation`` (or None) and lets its pages live at ``/`` of its address.

    On the common host an organisation's pages are under ``/<slug>/``; the prefix is taken off the
    path and put into every link through the script prefix, so the same urls serve both.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = None  # type: ignore[attr-defined]
        first, _, rest = request.path_info.lstrip("/").partition("/")
        if first == "static":
            return self.get_response(request)
        set_script_prefix("/")
        host = request.get_host().partition(":")[0]
        if host not in settings.COMMON_HOSTS and (own := _by_host(host)):
            if first not in OWN_PATHS - {""}:
                self._enter(request, own, "/", request.path_info)
        elif first not in OWN_PATHS and (own := _by_slug(first)):
            if not rest and not request.path_info.endswith("/"):
                from django.shortcuts import redirect

                return redirect(f"/{first}/", permanent=True)
            self._enter(request, own, f"/{first}/", f"/{rest}")
        try:
            return self.get_response(request)
        finally:
            set_script_prefix("/")

    @staticmethod
    def _enter(request: HttpRequest, organisation: Organisation, prefix: str, path: str) -> None:
        request.organisation = organisation  # type: ignore[attr-defined]
        request.path_info = path
        request.urlconf = settings.ORGANISATION_URLCONF  # type: ignore[attr-defined]
        set_script_prefix(prefix)


def _by_host(host: str) -> Organisation | None:
    return Organisation.objects.filter(host=host).first()


def _by_slug(slug: str) -> Organisation | None:
    return Organisation.objects.filter(slug=slug).first()


class LanguageMiddleware:
    """The language of a page: the one chosen in this browser, else the organisation's."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        organisation = getattr(request, "organisation", None)
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if language not in dict(settings.LANGUAGES):
            language = organisation.language if organisation else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
