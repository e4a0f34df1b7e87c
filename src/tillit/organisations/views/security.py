"""Setting up a second factor, and on to where one was going."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tillit.organisations.accounts import AFTER_SECOND_FACTOR
from tillit.organisations.addresses import safe_next


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor, and the choice of which; remembers where one was going."""
    request.session[AFTER_SECOND_FACTOR] = safe_next(request)
    return render(request, "organisations/second_factor.html")
