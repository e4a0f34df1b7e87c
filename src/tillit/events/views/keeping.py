"""Public pages that are the same for everyone are kept for a few seconds.

What a page shows is looked up each time (the event, the places left, the register in force); only
putting it into a page again is saved, and only while none of that has changed. A page made for
someone who is logged in, or who is told something, is never kept.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

from django.conf import settings
from django.http import HttpResponse

from tillit.organisations.requests import OrganisationRequest

# Menus and settings around the page may be this old.
_SECONDS = 5.0
_MOST = 256
_PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")
_pages: OrderedDict[Hashable, tuple[float, bytes]] = OrderedDict()


def kept(
    request: OrganisationRequest, stamp: Hashable, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """The page as it was made a moment ago for the same ``stamp``, else made now.

    ``stamp`` names everything the page shows that can change.
    """
    if request.META.get("QUERY_STRING") or any(name in request.COOKIES for name in _PERSONAL):
        return make()
    organisation = request.organisation
    place = (request.get_host(), request.path, organisation.pk, organisation.name)
    key = (place, stamp)
    known = _pages.get(key)
    if known is not None and time.monotonic() - known[0] < _SECONDS:
        return HttpResponse(known[1])
    response = make()
    if response.status_code == 200 and not response.cookies:
        _pages[key] = (time.monotonic(), response.content)
        while len(_pages) > _MOST:
            _pages.popitem(last=False)
    return response
