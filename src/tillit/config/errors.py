"""The page for what went wrong here: a fault of ours, a full disk, a database that is away.

Django asks for it whatever failed, a view or what is around it. It needs no database, and says so
in the language of the visitor, whether or not the request came far enough to have one.
"""

from __future__ import annotations

import sys
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from tillit.privacy.faults import is_disk_full, is_out_of_reach

RETRY_AFTER: Final = "60"
# Never sent back to a page, not even to the one who wrote it.
_SECRET: Final = ("password", "code", "credential")


def server_error(request: HttpRequest) -> HttpResponse:
    """503 for what passes by itself or when there is room again, 500 for a mistake of ours."""
    error = sys.exception()
    full = error is not None and is_disk_full(error)
    with translation.override(_language(request)):
        if error is None or not (full or is_out_of_reach(error)):
            return HttpResponse(render_to_string("500.html"), status=500)
        sent = request.method == "POST"
        context = {
            "full": full,
            "sent": sent,
            "kept": _kept(request) if sent else [],
            "here": request.get_full_path(),
            "csrf_token": get_token(request) if sent else "",
        }
        answer = HttpResponse(render_to_string("ui/fault.html", context), status=503)
    answer.headers["Retry-After"] = RETRY_AFTER
    add_never_cache_headers(answer)
    return answer


def _language(request: HttpRequest) -> str:
    """As LanguageMiddleware has it; the fault may have come before it was asked."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES):
        return chosen
    organisation = getattr(request, "organisation", None)
    return organisation.language if organisation else settings.LANGUAGE_CODE


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, for the page's button that sends it once more.

    Nothing when it was not typed on a page of ours, holds a password or a code, or came with a
    file, which no page can give back.
    """
    try:
        if _is_forged(request) or request.FILES:
            return []
        lists = list(request.POST.lists())
    except Exception:  # what was sent cannot be read, or was never all sent
        return []
    if any(secret in name.lower() for name, _values in lists for secret in _SECRET):
        return []
    return [
        (name, str(value))
        for name, values in lists
        for value in values
        if name != "csrfmiddlewaretoken"
    ]


def _is_forged(request: HttpRequest) -> bool:
    """The fault may have come before the request was checked for this; the check asks no one."""
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, server_error, (), {}) is not None
