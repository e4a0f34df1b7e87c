"""Whoever has proven an e-mail address sees what is held on it, and nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tillit.kernel import clock
from tillit.organisations.sessions import PROVEN_EMAILS

# How long a proven address lasts without a page being opened.
LASTS = dt.timedelta(hours=1)
NOTED_EVERY = dt.timedelta(minutes=5)
SEEN_AT = "proven_seen_at"
View = Callable[..., HttpResponse]


def proven(view: View) -> View:
    """Let in who has proven an address here; others are sent to prove one. Sets ``proven_email``.

    Nothing of it may be kept by the browser or by anything between.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        email = proven_email(request)
        if not email:
            after = urlencode({"next": request.path}) if request.method == "GET" else ""
            return redirect(f"{reverse('portal:login')}{'?' if after else ''}{after}")
        request.proven_email = email  # type: ignore[attr-defined]
        _seen(request)
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    guarded.is_proven = True  # type: ignore[attr-defined]
    return guarded


def proven_email(request: HttpRequest) -> str:
    """The address proven in this browser for this organisation; empty when none, or too old."""
    organisation = request.organisation  # type: ignore[attr-defined]
    email: str = request.session.get(PROVEN_EMAILS, {}).get(str(organisation.pk), "")
    seen = request.session.get(SEEN_AT)
    if not email or not seen:
        return ""
    age = clock.now() - dt.datetime.fromisoformat(seen)
    # A clock moved back proves nothing either.
    return email if -LASTS <= age <= LASTS else ""


def _seen(request: HttpRequest) -> None:
    """The hour starts anew; written down at most every fifth minute."""
    seen = dt.datetime.fromisoformat(request.session[SEEN_AT])
    if clock.now() - seen > NOTED_EVERY:
        request.session[SEEN_AT] = clock.now().isoformat()


def let_in(request: HttpRequest, email: str) -> None:
    """The address has been proven: a new session key, and only this organisation's pages open."""
    organisation = request.organisation  # type: ignore[attr-defined]
    request.session.cycle_key()
    request.session[PROVEN_EMAILS] = {str(organisation.pk): email}
    request.session[SEEN_AT] = clock.now().isoformat()


def let_out(request: HttpRequest) -> None:
    """The address is no longer proven in this browser."""
    request.session.pop(PROVEN_EMAILS, None)
    request.session.pop(SEEN_AT, None)
    request.session.cycle_key()
