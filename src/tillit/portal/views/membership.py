"""Membership on My page: shown in the directory or not, and leaving."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tillit.kernel import clock
from tillit.memberships import actions, rules
from tillit.memberships.forms import DirectoryForm
from tillit.memberships.models import Membership
from tillit.memberships.queries import running_memberships
from tillit.organisations.limits import limited
from tillit.portal.access import proven
from tillit.privacy.consent.actions import purpose_by_consent
from tillit.privacy.declare import declarations
from tillit.privacy.holds.rules import rule_in_force
from tillit.privacy.register.queries import in_force
from tillit.privacy.register.schema import words
from tillit.privacy.statement.notice import notice


def _own_membership(request: HttpRequest, key: uuid.UUID) -> Membership:
    """The running membership, when its card has the proven address; 404 for any other."""
    own = running_memberships(
        request.organisation,  # type: ignore[attr-defined]
        request.proven_email,  # type: ignore[attr-defined]
    )
    return get_object_or_404(own, uuid=key)


@proven
@require_http_methods(["GET", "HEAD", "POST"])
@limited("portal-change", "120/h")
def directory(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A switch per field, none on beforehand; all off is one press, and takes effect at once."""
    membership = _own_membership(request, key)
    organisation = membership.organisation
    register = in_force(organisation)
    if not rules.publishable(register):
        raise Http404
    language = get_language() or organisation.language
    if request.method == "POST" and "hide" in request.POST:
        actions.hide(membership)
        messages.success(request, _("You are no longer shown in the member directory."))
        return redirect("portal:directory", key)
    form = DirectoryForm(register, membership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _show_or_hide(membership, form.chosen, language)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Your choice is saved."))
            return redirect("portal:directory", key)
    purpose = purpose_by_consent(register, rules.ACTIVITY, rules.DIRECTORY)
    return render(
        request,
        "portal/directory.html",
        {
            "form": form,
            "membership": membership,
            "wording": words(purpose.consent, language),
            "entry": getattr(membership, "directory_entry", None),
            "notice": notice(register, rules.ACTIVITY, language),
        },
        status=422 if form.is_bound else 200,
    )


def _show_or_hide(membership: Membership, chosen: list[str], language: str) -> None:
    if chosen:
        actions.show(membership, chosen, language=language, how="portal")
    else:
        actions.hide(membership)


@proven
@require_http_methods(["GET", "HEAD", "POST"])
@limited("portal-change", "120/h")
def leave(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """GET tells what leaving does; POST ends the membership today."""
    membership = _own_membership(request, key)
    if request.method == "POST":
        actions.leave(membership, on=clock.today(), by="person")
        messages.success(request, _("Your membership has ended. We have sent you a mail."))
        return redirect("portal:front")
    rule = rule_in_force(declarations, in_force(membership.organisation), rules.ACTIVITY, "card")
    return render(request, "portal/leave.html", {"membership": membership, "period": rule.period})
