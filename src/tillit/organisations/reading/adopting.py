"""An organisation begins with the statement it already has: its facts, then a draft to go through.

The statement is sent along by the browser from page to page; it is kept only by founding, and then
only as the sentences that the draft rests on, until it is adopted; those nobody has looked at until
the next draft.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from tillit.organisations.addresses import path
from tillit.organisations.forms import OrganisationForm
from tillit.organisations.founding import found_from_statement, found_once, founded_by
from tillit.organisations.limits import limited
from tillit.organisations.models import Organisation, User
from tillit.organisations.reading.views import RATE, NoReading, given, page
from tillit.organisations.reading.views import too_often as refused
from tillit.organisations.views.installation import may_start
from tillit.privacy.reader.adopt import Adoption, Facts, draft, facts
from tillit.privacy.reader.reading import Reading
from tillit.privacy.register.points.actions import reviewed_all

ASKED = ("name", "organisation_number", "kind", "email", "contact", "address", "postal_code",
         "city")  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # what is shown first changes nothing and comes from a page without cookies
@limited("read", RATE, refused=refused)
def start(request: HttpRequest) -> HttpResponse:
    """The facts of the organisation as the statement has them; by its form it is founded."""
    if request.method != "POST":
        return redirect("read")
    try:
        with given(request) as (text, reading):
            if not may_start(request):
                return _private(
                    render(request, "organisations/reading/denied.html", {"text": text}, status=403)
                )
            if "found" in request.POST:
                return _found(request, text, reading)
            return _facts(request, text, reading, OrganisationForm(initial=_initial(reading)))
    except NoReading as none:
        return page(request, text=none.text, why=none.why)


@csrf_protect
def _found(request: HttpRequest, text: str, reading: Reading) -> HttpResponse:
    by, form = cast("User", request.user), OrganisationForm(request.POST)
    said = request.POST.copy()
    said["text"] = text  # also that of a file
    is_right = form.is_valid()
    made = founded_by(by, said)  # also when its web address is taken, by itself
    if made is None:
        if not is_right:
            return _facts(request, text, reading, form)
        given = form.cleaned_data
        adoption = _without(draft(reading, kind=given["kind"]), given)

        def begun() -> Organisation:
            made = found_from_statement(by, adoption=adoption, **given)
            reviewed_all(made, "controller")  # just now, in this form
            return made

        try:
            made = found_once(by, said, begun)
        except IntegrityError:  # someone was first with the web address, just now
            form.add_error("slug", _("Another organisation has this web address."))
            return _facts(request, text, reading, form)
    return redirect(path(made, "desk:register_review"))


def _without(adoption: Adoption, given: dict[str, Any]) -> Adoption:
    """A number that was rubbed out is not the organisation's after all."""
    if given["organisation_number"]:
        return adoption
    controller = adoption.register.controller.model_copy(update={"organisation_number": ""})
    register = adoption.register.model_copy(update={"controller": controller})
    return replace(adoption, register=register)


def _initial(reading: Reading) -> dict[str, str]:
    read = facts(reading)
    return {name: str(getattr(read, name).value or "") for name in ASKED}


def _facts(
    request: HttpRequest, text: str, reading: Reading, form: OrganisationForm
) -> HttpResponse:
    read, shown = facts(reading), None
    for name in ASKED:
        fact, field = getattr(read, name), form.fields[name]
        if name == "kind":
            field.help_text = _kind(read, str(field.help_text))
            continue
        if not fact.value or fact.sentence is None:
            continue
        # Several in a row from one sentence have it once, above the first.
        if fact.sentence is not shown or not fact.sure:
            shown = fact.sentence
            field.help_text = format_html(
                '{} <span class="t-said">{} <q>{}</q></span>',
                field.help_text,
                _("Read in:") if fact.sure else _("Perhaps. Read in:"),
                fact.sentence.text,
            )
    context: dict[str, Any] = {
        "form": form,
        "text": text,
        "steps": [_("Facts"), _("Go through what was read"), _("Adopt it")],
    }
    status = 422 if form.is_bound else 200
    return _private(render(request, "organisations/reading/facts.html", context, status=status))


def _kind(read: Facts, help_text: str) -> str:
    """That the kind is a guess, and what it was guessed from."""
    if read.kind.sentence is None:
        return format_html("{} {}", help_text, _("A guess: the statement does not say it."))
    return format_html(
        '{} <span class="t-said">{} <q>{}</q></span>',
        help_text,
        _("A guess, from what the statement speaks of:"),
        read.kind.sentence.text,
    )


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store, private"
    return response
