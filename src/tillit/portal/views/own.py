"""Everything held on the proven address: to see, to follow, to take along."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from tillit.events.links import own_address
from tillit.events.models import Registration
from tillit.kernel import clock
from tillit.memberships.models import DirectoryEntry, Membership
from tillit.memberships.rules import publishable
from tillit.organisations.limits import limited
from tillit.portal.access import proven
from tillit.portal.whom import roles_of
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference
from tillit.privacy.register.queries import in_force
from tillit.privacy.register.schema import Register
from tillit.privacy.rights import export
from tillit.privacy.rights.held import held_on
from tillit.privacy.rights.overview import Overview, overview

SHOWN = 8
FORMATS = {
    "json": ("application/json", export.as_json),
    "pdf": ("application/pdf", export.as_pdf),
}


def told(request: HttpRequest, register: Register) -> Overview:
    """What is held on the proven address, told in the reader's language."""
    held = held_on(request.organisation, request.proven_email)  # type: ignore[attr-defined]
    return overview(held, register, actors=roles_of, link=_own_page)


@proven
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What we hold in one line each, with until when; the rest on demand."""
    register = in_force(request.organisation)  # type: ignore[attr-defined]
    everything = told(request, register)
    held = everything.held
    today = clock.today()
    members = [
        row
        for row in held.rows.get(Membership, [])
        if row.relation.ended_on is None or row.relation.ended_on >= today
    ]
    context = {
        "told": everything,
        "email": request.proven_email,  # type: ignore[attr-defined]
        "cards": held.cards(),
        "opened": everything.opened[:SHOWN],
        "more_opened": len(everything.opened) > SHOWN,
        "given": everything.given[:SHOWN],
        "memberships": members,
        "has_directory": publishable(register),
        "entry": next(iter(held.rows.get(DirectoryEntry, [])), None),
        "holds_data": any(group.key not in ("portal", "staff") for group in everything.groups),
    }
    return render(request, "portal/front.html", context)


@proven
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Everything that was done with it: opened, changed, given out, published, exported."""
    register = in_force(request.organisation)  # type: ignore[attr-defined]
    return render(request, "portal/log.html", {"told": told(request, register)})


@require_POST
@proven
@limited("portal-download", "60/h")
def download(request: HttpRequest, suffix: str) -> HttpResponse:
    """A copy to take along; that it was taken is in the log."""
    if suffix not in FORMATS:
        raise Http404
    content_type, make = FORMATS[suffix]
    organisation = request.organisation  # type: ignore[attr-defined]
    register = in_force(organisation)
    with transaction.atomic():
        everything = told(request, register)
        held = everything.held
        if names := held.references():
            cards = held.cards()
            record(
                organisation,
                "exported",
                subject=reference(cards[0]) if cards else names[0],
                actor="person",
                how="portal",
                format=suffix,
                rows=len(held),
            )
    return HttpResponse(
        make(everything, register),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="min-side.{suffix}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _own_page(row: Model) -> str:
    """A registration is corrected or cancelled on its own page."""
    return own_address(row.organisation, row) if isinstance(row, Registration) else ""
