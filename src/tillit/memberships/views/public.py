"""Joining, and the directory of those who wish to be seen."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tillit.memberships import actions, queries, rules
from tillit.memberships.forms import JoinForm, type_name
from tillit.memberships.models import Application, DirectoryEntry
from tillit.organisations.limits import limited, may_write_to
from tillit.people.privacy import CARD
from tillit.privacy.register.queries import NotAdopted, in_force
from tillit.privacy.register.schema import words
from tillit.privacy.statement.notice import notice

PER_PAGE = 48


@require_http_methods(["GET", "HEAD", "POST"])
@limited("join", "30/h")
def join(request: HttpRequest) -> HttpResponse:
    """The form one becomes a member with: exactly the register's fields."""
    organisation = request.organisation  # type: ignore[attr-defined]
    try:
        register = in_force(organisation)
    except NotAdopted:
        raise Http404 from None
    types = queries.types(organisation, open_only=True)
    if register.activity(rules.ACTIVITY) is None or not types:
        return render(request, "memberships/closed.html", status=200)
    language = get_language() or organisation.language
    form = JoinForm(register, types, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not may_write_to(f"join:{organisation.pk}", form.values["email"]):
            return redirect("memberships:sent")
        try:
            actions.apply(organisation, form.chosen_type, form.values, language=language)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("memberships:sent")
    context = {
        "form": form,
        # With a choice, each is described at its button.
        "only": words(types[0].description, language) if len(types) == 1 else "",
        "notice": notice(register, rules.ACTIVITY, language),
    }
    return render(request, "memberships/join.html", context)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Where one lands after asking to join: look in your mail."""
    return render(request, "memberships/sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The link in the mail: GET shows, POST confirms, so that a mail scanner joins nobody."""
    application = get_object_or_404(
        Application.objects.select_related("type"),
        organisation=request.organisation,  # type: ignore[attr-defined]
        uuid=key,
    )
    if request.method == "POST":
        actions.confirm(application)
        return redirect("memberships:confirm", key=key)
    return render(
        request,
        "memberships/confirm.html",
        {"application": application, "type": type_name(application.type)},
    )


@never_cache
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Members who wish to be seen, with just what they have switched on."""
    organisation = request.organisation  # type: ignore[attr-defined]
    register = _register_with_directory(organisation)
    text = request.GET.get("q", "")
    page = Paginator(queries.directory(organisation, text), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page_obj": page,
        "seen": [_seen(entry, rules.shown(register, entry.shown)) for entry in page],
        "text": text,
    }
    response = render(request, "memberships/directory.html", context)
    # Seen here, not kept elsewhere: what a search engine holds, nobody here can switch off.
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


@never_cache
@require_safe
def picture(request: HttpRequest, key: uuid.UUID) -> FileResponse:
    """The picture of a member who has switched it on."""
    organisation = request.organisation  # type: ignore[attr-defined]
    register = _register_with_directory(organisation)
    entry = get_object_or_404(queries.directory(organisation), membership__uuid=key)
    person = entry.membership.relation.person
    if "picture" not in rules.shown(register, entry.shown) or not person.picture:
        raise Http404
    try:
        file = person.picture.open()
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _register_with_directory(organisation: Any) -> Any:
    try:
        register = in_force(organisation)
    except NotAdopted:
        raise Http404 from None
    if not rules.publishable(register):
        raise Http404
    return register


def _seen(entry: DirectoryEntry, fields: list[str]) -> dict[str, Any]:
    """What the page shows of one member; nothing else reaches the template."""
    person = entry.membership.relation.person
    values = {name: getattr(person, name) for name in fields}
    return {
        "name": " ".join(filter(None, (values.get("first_name"), values.get("last_name")))),
        "work": ", ".join(filter(None, (values.get("position"), values.get("workplace")))),
        "email": values.get("email", ""),
        "phone": values.get("phone", ""),
        "picture": entry.membership.uuid if values.get("picture") else None,
        "labels": {name: capfirst(str(CARD[name].label)) for name in fields},
    }
