"""The list of people, and new cards."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tillit.organisations.access import staff
from tillit.organisations.permissions import Permission
from tillit.people import actions, queries
from tillit.people.forms import AddForm
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
    names = queries.relation_names(register)
    kind = request.GET.get("kind", "")
    if kind not in names:
        return render(request, "people/add_kind.html", {"kinds": names.items()})
    form = AddForm(request.POST or None, register=register, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.add_person(
                organisation,
                form.values(),
                source=form.cleaned_data["source"],
                detail=form.cleaned_data["detail"],
                by=request.access.actor,  # type: ignore[attr-defined]
                kind=kind,
                started_on=form.cleaned_data["started_on"],
                review_on=form.cleaned_data.get("review_on"),
            )
        except ValidationError as error:
            form.take(error)
        else:
            messages.success(request, _("The card is made."))
            return redirect("people:card", person.uuid)
    status = 422 if form.is_bound else 200
    return render(request, "people/add.html", {"form": form, "kind_name": names[kind]},
                  status=status)  # fmt: skip
