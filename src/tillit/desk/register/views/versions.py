"""Putting the draft in force, versions there have been, and files in and out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from tillit.desk.register.consequences import consequences, endings
from tillit.desk.register.forms.adopting import UnseenForm
from tillit.desk.register.forms.upload import UploadForm
from tillit.desk.register.review import unplaced, waiting
from tillit.desk.register.views.shell import page
from tillit.desk.register.working import Working, working, working_or_404
from tillit.organisations.access import access_of, staff
from tillit.organisations.models import Organisation
from tillit.organisations.permissions import Permission
from tillit.privacy.declare import declarations
from tillit.privacy.register import actions, toml
from tillit.privacy.register.complete import complete
from tillit.privacy.register.difference import changes
from tillit.privacy.register.imported import as_own
from tillit.privacy.register.models import RegisterVersion
from tillit.privacy.register.schema import Register


@staff(Permission.REGISTER_READ)
def adopt(request: HttpRequest) -> HttpResponse:
    """What will change, what will go; by POST the draft is put in force."""
    access = access_of(request)
    now = working_or_404(access.organisation)
    if request.method == "POST":
        return _adopt(request)
    happens = _what_happens(access.organisation, now)
    return page(request, "adopt", now, form=UnseenForm(), **happens)


@staff(Permission.REGISTER_ADOPT)
def _adopt(request: HttpRequest) -> HttpResponse:
    access = access_of(request)
    try:
        if request.POST.get("digest") != _digest(access.organisation):
            messages.warning(
                request, _("The draft has been changed meanwhile. Look through it again.")
            )
            return redirect("desk:register_adopt")
        form = UnseenForm(request.POST)
        if waiting(access.organisation)["waiting"] and not form.is_valid():
            now = working_or_404(access.organisation)
            happens = _what_happens(access.organisation, now)
            return page(request, "adopt", now, 422, form=form, **happens)
        version = actions.adopt(access.organisation, access.user)
    except actions.NothingToAdopt:
        messages.info(request, _("There is nothing new to put in force."))
        return redirect("desk:register")
    except actions.Refused as refusal:
        count = len(refusal.findings)
        messages.error(
            request,
            ngettext(
                "One thing in the draft cannot be lawful. Mend it first.",
                "%(count)s things in the draft cannot be lawful. Mend them first.", count,
            ) % {"count": count},
        )  # fmt: skip
        now = working_or_404(access.organisation)
        happens = _what_happens(access.organisation, now)
        return page(request, "adopt", now, 422, form=UnseenForm(), **happens)
    messages.success(
        request, _("Version %(number)s of the register is in force.") % {"number": version.number}
    )
    return redirect("desk:register")


def _digest(organisation: Organisation) -> str:
    now = working(organisation)
    return now.draft.digest if now and now.draft else ""


def _what_happens(organisation: Organisation, now: Working) -> dict[str, Any]:
    left_out = unplaced(organisation)
    if now.in_force is None or now.draft is None:
        return {"changes": now.changes, "goes": [], "endings": [], "left_out": left_out}
    compared = organisation, now.in_force, now.register
    return {
        "changes": now.changes,
        "left_out": left_out,
        "goes": consequences(*compared),
        "endings": endings(*compared),
    }


@staff(Permission.REGISTER_CHANGE)
def discard(request: HttpRequest) -> HttpResponse:
    """The draft goes; what is in force stays."""
    access = access_of(request)
    now = working_or_404(access.organisation)
    if request.method == "POST":
        actions.discard_draft(access.organisation)
        messages.success(request, _("The draft is gone. What is in force has not changed."))
        return redirect("desk:register")
    return page(request, "discard", now)


@staff(Permission.REGISTER_READ)
@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """Every version there has been, and files in and out."""
    organisation = access_of(request).organisation
    listed = (
        RegisterVersion.objects.filter(organisation=organisation)
        .exclude(number=None)
        .select_related("changed_by")
        .defer("document")
        .order_by("-number")
    )
    return page(request, "versions", working(organisation), versions=listed, form=UploadForm())


@staff(Permission.REGISTER_READ)
@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version: what it changed from the one before."""
    organisation = access_of(request).organisation
    pair = list(
        RegisterVersion.objects.filter(organisation=organisation, number__lte=number)
        .select_related("changed_by")
        .order_by("-number")[:2]
    )
    if not pair or pair[0].number != number:
        raise Http404
    shown = Register.model_validate(pair[0].document)
    before = Register.model_validate(pair[1].document) if len(pair) > 1 else None
    return page(
        request,
        "version",
        working(organisation),
        version=pair[0],
        changes=changes(before, shown) if before else [],
        is_first=before is None,
    )


@staff(Permission.REGISTER_READ)
@require_safe
def download(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The register as a file: a version, or the one staff are looking at."""
    organisation = access_of(request).organisation
    if number is None:
        register, name = working_or_404(organisation).register, "register"
    else:
        row = RegisterVersion.objects.filter(organisation=organisation, number=number).first()
        if row is None:
            raise Http404
        register, name = Register.model_validate(row.document), f"register-{number}"
    return HttpResponse(
        toml.write(register),
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{organisation.slug}-{name}.toml"'},
    )


@staff(Permission.REGISTER_CHANGE)
def upload(request: HttpRequest) -> HttpResponse:
    """A file is read into the draft, or refused line by line."""
    access = access_of(request)
    form = UploadForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if form.is_valid():
        read = complete(form.cleaned_data["file"], declarations)
        register, other = as_own(access.organisation, read)
        actions.save_draft(access.organisation, register, access.user)
        messages.success(request, _("The file is in the draft. Look through what will change."))
        if other and other != register.controller.name:
            messages.warning(
                request,
                _(
                    "The file is the register of %(other)s. Your own name, number, addresses and "
                    "contact points have been kept. Agreements and balancing tests are theirs: "
                    "look through them."
                ) % {"other": other},
            )  # fmt: skip
        elif other:
            messages.warning(
                request,
                _(
                    "The controller in the file is %(other)s, and your organisation is called "
                    "%(own)s. Correct it if that is another."
                ) % {"other": other, "own": access.organisation.name},
            )  # fmt: skip
        return redirect("desk:register_adopt")
    return page(
        request, "upload", working(access.organisation), 422 if form.is_bound else 200, form=form
    )
