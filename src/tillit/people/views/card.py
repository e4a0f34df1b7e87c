"""One person's card: what is held, why, from where, until when; and what can be done with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tillit.organisations.access import log_opening, staff
from tillit.organisations.permissions import Permission
from tillit.people import actions, history, queries, rules
from tillit.people.beginnings import beginning_of, may_begin
from tillit.people.forms import EditForm, EndRelationForm, PictureForm, StartRelationForm
from tillit.people.models import Person, Relation
from tillit.people.panels import Panel, panels_of, rendered
from tillit.people.values import LABELS, TEXT_FIELDS
from tillit.privacy.register.queries import in_force


def _person(request: HttpRequest, uuid: UUID) -> Person:
    """The card in this organisation; 404 for any other's."""
    organisation = request.organisation  # type: ignore[attr-defined]
    return get_object_or_404(Person.objects.filter(organisation=organisation), uuid=uuid)


@staff(Permission.PEOPLE_READ)
def card(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The card; that it was opened is logged, and the person can see by whom."""
    person = _person(request, uuid)
    log_opening(request, person)
    register = in_force(person.organisation)
    origins = queries.origins_of(person, register, get_language() or "nb")
    panels = panels_of(request, person)
    names = history.actor_names(person.organisation, {o.by for o in origins.values()})
    return render(
        request,
        "people/card.html",
        {
            "person": person,
            "values": [
                (field, LABELS[field], getattr(person, field), origins.get(field))
                for field in TEXT_FIELDS
                if getattr(person, field)
            ],
            "picture_origin": origins.get("picture"),
            "may_have_picture": "picture"
            in rules.fields_allowed(register, actions.held_kinds(person)),
            "names": names,
            "relations": queries.relations_of(person, register),
            "panels": [rendered(request, each) for each in panels],
            "ended_elsewhere": _ended_elsewhere(request, person, panels),
            "history": history.of_person(person),
            "may_change": request.access.may(Permission.PEOPLE_CHANGE),  # type: ignore[attr-defined]
        },
    )


def _ended_elsewhere(request: HttpRequest, person: Person, panels: list[Panel]) -> set[int]:
    """Relations that end through a module's panel, or that this member of staff cannot end."""
    access = request.access  # type: ignore[attr-defined]
    return {pk for panel in panels for pk in panel.relations} | {
        relation.pk for relation in person.relations.all() if not may_begin(access, relation.kind)
    }


@staff(Permission.PEOPLE_CHANGE)
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Values corrected or filled in, with where the new ones come from."""
    person = _person(request, uuid)
    log_opening(request, person)
    form = EditForm(
        request.POST or None,
        register=in_force(person.organisation),
        held=actions.held_kinds(person),
        person=person,
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_values(
                person,
                form.values(),
                source=form.cleaned_data["source"],
                detail=form.cleaned_data["detail"],
                how="desk",
                by=request.access.actor,  # type: ignore[attr-defined]
                seen=form.cleaned_data["seen"],
            )
        except actions.ChangedMeanwhileError as changed_by_another:
            form.show_change(changed_by_another.person)
        except ValidationError as error:
            form.take(error)
        else:
            messages.success(
                request, _("The changes are saved.") if changed else _("Nothing was changed.")
            )
            return redirect("people:card", person.uuid)
    return render(request, "people/edit.html", {"form": form, "person": person},
                  status=422 if form.is_bound else 200)  # fmt: skip


@staff(Permission.PEOPLE_CHANGE)
def start_relation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The person becomes something more to us."""
    person = _person(request, uuid)
    names = queries.relation_names(in_force(person.organisation))
    open_now = set(person.relations.filter(ended_on=None).values_list("kind", flat=True))
    free = {kind: name for kind, name in names.items() if kind not in open_now}
    choices = [(kind, name) for kind, name in free.items() if beginning_of(kind) is None]
    # Where more than the relation begins, the module's own page begins it.
    own_way = [
        (beginning.title_on_card, reverse(beginning.on_card, args=[person.uuid]))
        for kind in free
        if (beginning := beginning_of(kind)) and may_begin(request.access, kind)  # type: ignore[attr-defined]
    ]
    form = StartRelationForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            actions.start_relation(
                person,
                form.cleaned_data["kind"],
                on=form.cleaned_data["on"],
                by=request.access.actor,  # type: ignore[attr-defined]
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The relation is registered."))
            return redirect("people:card", person.uuid)
    context = {"form": form, "person": person, "choices": choices, "own_way": own_way}
    return render(request, "people/relation_start.html", context,
                  status=422 if form.is_bound else 200)  # fmt: skip


@staff(Permission.PEOPLE_CHANGE)
def end_relation(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """One relation ends; the page says what stays and until when."""
    person = _person(request, uuid)
    relation = get_object_or_404(Relation, pk=pk, person=person, ended_on=None)
    if relation.pk in _ended_elsewhere(request, person, panels_of(request, person)):
        # More ends than the relation: the panel on the card has the way.
        return redirect("people:card", person.uuid)
    held = queries.relations_of(person)
    this = next(entry for entry in held if entry.relation.pk == relation.pk)
    form = EndRelationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_relation(
                relation,
                on=form.cleaned_data["on"],
                by=request.access.actor,  # type: ignore[attr-defined]
            )
        except ValidationError as error:
            form.add_error("on", error.messages)
        else:
            messages.success(request, _("The relation is ended."))
            return redirect("people:card", person.uuid)
    others = [entry for entry in held if entry.relation.pk != pk and entry.is_open]
    return render(
        request,
        "people/relation_end.html",
        {"form": form, "person": person, "this": this, "others": others},
        status=422 if form.is_bound else 200,
    )


@staff(Permission.PEOPLE_CHANGE)
def change_picture(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A picture is put on the card, or taken away."""
    person = _person(request, uuid)
    if request.method == "POST" and "remove" in request.POST:
        actions.set_picture(person, None, source="", how="desk", by=request.access.actor)  # type: ignore[attr-defined]
        messages.success(request, _("The picture is deleted."))
        return redirect("people:card", person.uuid)
    form = PictureForm(
        request.POST or None,
        request.FILES or None,
        register=in_force(person.organisation),
        held=actions.held_kinds(person),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_picture(
                person,
                form.cleaned_data["picture"],
                source=form.cleaned_data["source"],
                how="desk",
                by=request.access.actor,  # type: ignore[attr-defined]
            )
        except ValidationError as error:
            form.add_error("picture", error.messages)
        else:
            messages.success(request, _("The picture is saved."))
            return redirect("people:card", person.uuid)
    return render(request, "people/picture.html", {"form": form, "person": person},
                  status=422 if form.is_bound else 200)  # fmt: skip


@staff(Permission.PEOPLE_READ)
def picture(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The picture itself: for those who may see the card, kept by no cache, run as nothing."""
    person = _person(request, uuid)
    if not person.picture:
        raise Http404
    try:
        with person.picture.open("rb") as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(
        content,
        content_type="image/jpeg",
        headers={
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": 'inline; filename="picture.jpg"',
        },
    )
