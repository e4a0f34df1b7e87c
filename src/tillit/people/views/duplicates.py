"""Pairs of cards that look alike, side by side."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tillit.organisations.access import log_opening, staff
from tillit.organisations.permissions import Permission
from tillit.people import queries
from tillit.people.duplicates import finding, merging
from tillit.people.models import Person
from tillit.people.values import LABELS, TEXT_FIELDS, as_read


@staff(Permission.PEOPLE_CHANGE)
def duplicates(request: HttpRequest) -> HttpResponse:
    """The pairs that share something, a page at a time, with why."""
    by = request.GET.get("by", "")
    by = by if by in finding.KEYS else next(iter(finding.KEYS))
    try:
        after = UUID(request.GET.get("after", ""))
    except ValueError:
        after = None
    context = {
        "pairs": finding.pairs(request.organisation, by, after),  # type: ignore[attr-defined]
        "by": by,
        # The first is what one comes to.
        "keys": [
            ("" if key == next(iter(finding.KEYS)) else key, name)
            for key, name in finding.SHARED.items()
        ],
        "is_first": after is None,
    }
    return render(request, "people/duplicates/list.html", context)


@staff(Permission.PEOPLE_CHANGE)
def compare(request: HttpRequest, one: UUID, other: UUID) -> HttpResponse:
    """Both cards value by value: choose, and make them one; or say that they are two."""
    organisation = request.organisation  # type: ignore[attr-defined]
    found = {
        person.uuid: person
        for person in Person.objects.filter(organisation=organisation, uuid__in=[one, other])
    }
    if len(found) != 2:
        raise Http404
    first, second = sorted(found.values(), key=lambda person: (person.created_at, person.pk))
    for person in (first, second):
        log_opening(request, person)
    problem = ""
    if request.method == "POST" and "different" in request.POST:
        merging.tell_apart(first, second, by=request.access.actor)  # type: ignore[attr-defined]
        messages.success(request, _("They are different people. The pair is not shown again."))
        return redirect("people:duplicates")
    if request.method == "POST":
        chosen = {
            name: second.pk if request.POST.get(name) == "second" else first.pk
            for name in (*TEXT_FIELDS, "picture")
        }
        try:
            kept = merging.merge(first, second, chosen=chosen, by=request.access.actor)  # type: ignore[attr-defined]
        except ValidationError as error:
            problem = error.messages[0]
        else:
            messages.success(request, _("The two cards are one now."))
            return redirect("people:card", kept.uuid)
    rows = [
        (name, LABELS[name], *(as_read(name, getattr(each, name)) for each in (first, second)))
        for name in TEXT_FIELDS
        if getattr(first, name) or getattr(second, name)
    ]
    return render(
        request,
        "people/duplicates/compare.html",
        {
            "first": first,
            "second": second,
            "rows": rows,
            "relations": queries.with_relations([first, second]),
            "likeness": finding.compare(first, second),
            "problem": problem,
        },
        status=422 if problem else 200,
    )
