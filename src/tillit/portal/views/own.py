"""Everything held on the proven address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tillit.portal.access import proven
from tillit.privacy.rights.held import held_on


@require_GET
@proven
def front(request: HttpRequest) -> HttpResponse:
    """Everything held on the proven address."""
    held = held_on(request.organisation, request.proven_email)  # type: ignore[attr-defined]
    return render(request, "portal/front.html", {"held": held})
