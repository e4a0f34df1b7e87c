"""The installation's first page, its languages, and the start of an organisation."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.organisations import host_proof as host_proofs
from tillit.organisations.accounts import CONSOLE_SESSION
from tillit.organisations.addresses import path, safe_next
from tillit.organisations.forms import OrganisationForm
from tillit.organisations.founding import found_once, found_organisation, founded_by
from tillit.organisations.models import Organisation, User
from tillit.organisations.queries import organisations_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What Tillit is; the demo organisation; the start of one's own; where one works."""
    user = request.user
    own = list(organisations_of(user)) if user.is_authenticated else []
    demos = list(Organisation.objects.filter(is_demo=True)[:5])
    return render(
        request,
        "organisations/home.html",
        {
            "works_for": [_place(one, "desk:today") for one in own if not one.is_demo],
            "demos": [
                {**_place(one, "site:front"), "desk": path(one, "desk:today"), "works": one in own}
                for one in demos
            ],
            "may_start": may_start(request),
            "is_new": not Organisation.objects.filter(is_demo=False).exists(),
        },
    )


def _place(organisation: Organisation, view: str) -> dict[str, object]:
    scheme = settings.PUBLIC_URL.partition("://")[0]
    host = f"{scheme}://{organisation.host}" if organisation.host else ""
    return {"organisation": organisation, "url": f"{host}{path(organisation, view)}"}


def may_start(request: HttpRequest) -> bool:
    """Only who came in by a link printed on the machine may start an organisation on it."""
    return request.user.is_authenticated and bool(request.session.get(CONSOLE_SESSION))


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """An organisation of one's own: facts, kind, then the draft of its register to look over."""
    if not may_start(request):
        return render(request, "organisations/start_denied.html", status=403)
    form = OrganisationForm(request.POST or None)
    made: Organisation | None = None
    if request.method == "POST":
        by = cast("User", request.user)
        if form.is_valid():
            try:
                made = found_once(
                    by, request.POST, lambda: found_organisation(by, **form.cleaned_data)
                )
            except IntegrityError:  # someone was first with the web address, just now
                form.add_error("slug", _("Another organisation has this web address."))
        else:  # its web address may be taken, by itself
            made = founded_by(by, request.POST)
    if made:
        return redirect(path(made, "desk:register"))
    status = 422 if form.is_bound else 200
    steps = [_("About you"), _("Look over"), _("Adopt")]
    return render(
        request, "organisations/start.html", {"form": form, "steps": steps}, status=status
    )


@csrf_exempt  # reading a public page sets no cookie, and a forged choice of language harms nobody
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language chosen in this browser, and back to the page."""
    response = redirect(safe_next(request))
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def host_proof(request: HttpRequest, token: str) -> HttpResponse:
    """A host that is to be an organisation's own has led here. GET shows, POST takes it."""
    proof = host_proofs.read(token, split_domain_port(request.get_host())[0])
    if proof and request.method == "POST" and host_proofs.take(proof):
        return redirect("/")
    usable = proof if request.method != "POST" else None
    status = 200 if usable else 410
    return render(request, "organisations/host_proof.html", {"proof": usable}, status=status)
