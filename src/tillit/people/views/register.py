"""The list of people, and new cards."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tillit.organisations.access import Access, staff
from tillit.organisations.models import Organisation
from tillit.organisations.permissions import Permission
from tillit.people import actions, queries
from tillit.people.beginnings import beginning_of, may_begin
from tillit.people.forms import AddForm
from tillit.people.models import Person
from tillit.privacy.register.queries import in_force


@staff(Permission.PEOPLE_READ)
def people_list(request: HttpRequest) -> HttpResponse:
    """Everyone on the register, searched, filtered and in order."""
    organisation = request.organisation  # type: ignore[attr-defined]
    register = in_force(organisation)
    names = queries.relation_names(register)
    text = request.GET.get("q", "")[:200]
    kind = request.GET.get("kind", "")
    kind = kind if kind in names else ""
    sort = request.GET.get("sort", "name")
    found = queries.find(organisation, text=text, kind=kind)
    shown = queries.page(
        found, sort=sort, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    return render(
        request,
        "people/list.html",
        {
            "rows": queries.with_relations(shown.rows),
            "shown": shown,
            "names": names,
            "kinds": [("", _("All")), *names.items()],
            "text": text,
            "kind": kind,
            "sort": sort,
            "may_change": request.access.may(Permission.PEOPLE_CHANGE),  # type: ignore[attr-defined]
            "may_import": request.access.may(Permission.PEOPLE_IMPORT),  # type: ignore[attr-defined]
            "may_export": request.access.may(Permission.PEOPLE_EXPORT),  # type: ignore[attr-defined]
            "is_empty": not shown.rows and not (text or kind),
        },
    )


@staff(Permission.PEOPLE_CHANGE)
def add(request: HttpRequest) -> HttpResponse:
    """A new card: first what the person is to us, then what the register asks of such."""
    organisation = request.organisation  # type: ignore[attr-defined]
    register = in_force(organisation)
    access: Access = request.access  # type: ignore[attr-defined]
    names = {
        kind: name
        for kind, name in queries.relation_names(register).items()
        if may_begin(access, kind)
    }
    kind = request.GET.get("kind", "")
    if kind not in names:
        return render(request, "people/add_kind.html", {"kinds": names.items()})
    beginning = beginning_of(kind)
    more = beginning.fields(organisation) if beginning else {}
    form = AddForm(request.POST or None, register=register, kind=kind, more=more)
    known: list[Person] = []
    if request.method == "POST" and form.is_valid():
        known = queries.with_address(organisation, form.cleaned_data.get("email", ""))
        if not known or "all_the_same" in request.POST:
            try:
                person = _added(organisation, form, kind, access.actor)
            except ValidationError as error:
                form.take(error)
            else:
                messages.success(request, _("The card is made."))
                return redirect("people:card", person.uuid)
    return render(
        request,
        "people/add.html",
        {"form": form, "kind_name": names[kind], "beginning": beginning, "known": known},
        status=422 if form.is_bound else 200,
    )


@transaction.atomic
def _added(organisation: Organisation, form: AddForm, kind: str, by: str) -> Person:
    """The card, and what more begins with the relation. Raises ValidationError."""
    person = actions.add_person(
        organisation,
        form.values(),
        source=form.cleaned_data["source"],
        detail=form.cleaned_data["detail"],
        by=by,
        kind=kind,
        started_on=form.cleaned_data["started_on"],
        review_on=form.cleaned_data.get("review_on"),
    )
    if beginning := beginning_of(kind):
        beginning.begin(person, form.answers(), form.cleaned_data["started_on"], by)
    return person
