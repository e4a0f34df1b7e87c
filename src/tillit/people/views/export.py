"""The list as a file: first why and for whom, then noted for each person in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tillit.kernel.identifiers import display_phone
from tillit.organisations.access import staff
from tillit.organisations.permissions import Permission
from tillit.people import queries, rules
from tillit.people.models import Person
from tillit.people.values import LABELS, TEXT_FIELDS
from tillit.privacy.declare import declarations
from tillit.privacy.register.queries import in_force
from tillit.privacy.sharing.actions import Given
from tillit.privacy.sharing.screen import Listed, take_out


@staff(Permission.PEOPLE_EXPORT)  # type: ignore[arg-type]
def export(request: HttpRequest) -> HttpResponseBase:
    """Those of one kind of relation, with the fields that kind holds, and no others.

    The purpose of a list is bound to why the people are on it (GDPR article 5(1)(b)).
    """
    organisation = request.organisation  # type: ignore[attr-defined]
    register = in_force(organisation)
    names = queries.relation_names(register)
    kind = request.GET.get("kind", "")
    text = request.GET.get("q", "")[:200]
    if kind not in names:
        return render(request, "people/export_kind.html", {"kinds": names.items(), "text": text})
    held = rules.fields_allowed(register, [kind])
    found = queries.find(organisation, text=text, kind=kind)
    return take_out(
        request,
        organisation,
        Listed(
            name=str(names[kind]),
            title=_("Export: %(list)s") % {"list": names[kind]},
            activity=declarations.by_relation(kind).key,
            columns=[(name, capfirst(str(LABELS[name]))) for name in TEXT_FIELDS if name in held],
            rows=lambda chosen: _rows(found, chosen),
            subjects=lambda: _subjects(found),
            count=found.count(),
            back=reverse("people:list"),
            back_label=_("People"),
        ),
    )


def _subjects(found: QuerySet[Person]) -> Iterator[Given]:
    for uuid, email in found.order_by("pk").values_list("uuid", "email").iterator():
        yield Given(f"person:{uuid}", email)


def _rows(found: QuerySet[Person], fields: list[str]) -> Iterator[list[Any]]:
    for row in found.order_by("sort_key", "pk").values_list(*fields).iterator():
        yield [
            display_phone(value) if name == "phone" and value else value
            for name, value in zip(fields, row, strict=True)
        ]
