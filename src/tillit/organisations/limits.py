"""So many tries and no more: public forms are not for machines.

Counted in the database under a keyed hash of the visitor's address, which is kept nowhere else;
so all web processes count together, on all machines.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tillit.organisations.shared_cache import one_more

SECONDS = {"m": 60, "h": 3600, "d": 86400}
_RATE = re.compile(r"(\d+)/([mhd])")
View = Callable[..., HttpResponse]


Refusal = Callable[[HttpRequest], HttpResponse]


def too_many(request: HttpRequest) -> HttpResponse:
    """The common page for who tries too often."""
    return render(request, "429.html", status=429)


def limited(name: str, rate: str, refused: Refusal = too_many) -> Callable[[View], View]:
    """At most so many POSTs from one place: ``@limited("register", "20/h")``; then a page with 429.

    ``refused`` makes the page. An IPv6 network of 64 bits counts as one place. Raises ValueError
    for a rate it cannot read.
    """
    match = _RATE.fullmatch(rate)
    if match is None:
        raise ValueError(f"{rate!r} is no rate. Write a number and m, h or d, such as 20/h.")
    most, period = int(match[1]), SECONDS[match[2]]

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not _one_more(name, request, most, period):
                response = refused(request)
                response.headers["Retry-After"] = str(period)
                return response
            return view(request, *args, **kwargs)

        return counted

    return decorate


# Mails of one kind that an address can be sent within the hour, whoever asks for them.
TO_ONE_ADDRESS = 5


def may_write_to(name: str, email: str) -> bool:
    """Whether the address may get one more mail of this kind; counts it."""
    return one_more(f"limit:{name}:to:{email}", SECONDS["h"]) <= TO_ONE_ADDRESS


def _one_more(name: str, request: HttpRequest, most: int, period: int) -> bool:
    return one_more(f"limit:{name}:{_place(request)}", period) <= most


def _place(request: HttpRequest) -> str:
    """The address, or the network it is in."""
    given = get_client_ip(request) or ""
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return given
    bits = 64 if address.version == 6 else 32
    return str(ipaddress.ip_network((address, bits), strict=False))
