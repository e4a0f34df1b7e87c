"""For search engines: where there is nothing for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

# What may be fetched and not kept says so itself (X-Robots-Tag): a page that is never fetched
# cannot say it.
_NOTHING_HERE = ("/account/", "/staff-link/", "/desk/", "/*/desk/", "/min-side/", "/*/min-side/")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """The public pages are for all; logging in, the desk and people's own pages are not."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _NOTHING_HERE)]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")
