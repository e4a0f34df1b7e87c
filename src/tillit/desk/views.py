"""The desk's own screens: Today, search, settings."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tillit.organisations import host_proof
from tillit.organisations.access import access_of, staff
from tillit.organisations.addresses import path
from tillit.organisations.cards import cards_for
from tillit.organisations.forms import SettingsForm
from tillit.organisations.lookup import search_all
from tillit.organisations.permissions import Permission
from tillit.privacy.ledger.actions import record
from tillit.privacy.references import reference


@staff()
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What needs me today, by what I may do."""
    access = access_of(request)
    cards = cards_for(access)
    return render(
        request,
        "desk/today.html",
        {
            "todo": [card for card in cards if card.tone != "ahead"],
            "ahead": [card for card in cards if card.tone == "ahead"],
            "roles": [role.name for role in access.roles],
        },
    )


@staff()
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """People, events and more by a few letters, as far as one may see them."""
    text = request.GET.get("q", "").strip()[:100]
    found = search_all(access_of(request), text) if text else []
    return render(request, "desk/search.html", {"q": text, "found": found})


@staff(Permission.SETTINGS_CHANGE)
def settings(request: HttpRequest) -> HttpResponse:
    """The organisation's name, language and place on the web."""
    access = access_of(request)
    organisation = access.organisation
    now = {name: getattr(organisation, name) for name in ("name", "language", "host")}
    form = SettingsForm(organisation, request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["host"]
        if wanted and wanted != organisation.host:  # not before it has been seen to lead here
            form.cleaned_data["host"] = organisation.host
        changed = sorted(name for name in now if form.cleaned_data[name] != now[name])
        with transaction.atomic():
            for name in changed:
                setattr(organisation, name, form.cleaned_data[name])
            organisation.save(update_fields=changed)
            if changed:
                record(
                    organisation, "changed", subject=reference(organisation), actor=access.actor,
                    fields=changed,
                )  # fmt: skip
        if wanted != organisation.host:
            link = host_proof.address_to_open(organisation, wanted, access.actor)
            return render(request, "desk/host.html", {"host": wanted, "link": link})
        messages.success(request, _("The settings are saved."))
        return redirect(_where_it_is_now(request, moved="host" in changed))
    status = 422 if form.is_bound else 200
    return render(request, "desk/settings.html", {"form": form}, status=status)


def _where_it_is_now(request: HttpRequest, *, moved: bool) -> str:
    from tillit.desk.switcher import desk_address

    organisation = access_of(request).organisation
    return desk_address(organisation) if moved else path(organisation, "desk:settings")
