"""Members as staff see them."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.kernel import clock
from tillit.memberships import actions, queries
from tillit.memberships.forms import AddMemberForm, LeaveForm, TypeForm, type_name
from tillit.memberships.models import Application, Membership, MembershipType
from tillit.organisations.access import log_opening, staff
from tillit.organisations.permissions import Permission
from tillit.people.models import Person
from tillit.privacy.register.schema import words

PER_PAGE = 50


@require_safe
@staff(Permission.MEMBERS_READ)
def members(request: HttpRequest) -> HttpResponse:
    """The members, by name: search, kind, active or ended."""
    organisation = request.organisation  # type: ignore[attr-defined]
    kinds = queries.types(organisation)
    text, kind = request.GET.get("q", ""), request.GET.get("type", "")
    state = request.GET.get("state") or "active"
    found = queries.members(organisation, text=text, type=kind, state=state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    language = get_language() or "nb"
    access = request.access  # type: ignore[attr-defined]
    context = {
        "page_obj": page,
        "rows": [(row, row.relation.person, words(row.type.name, language)) for row in page],
        "kinds": [("", _("All kinds")), *((each.key, type_name(each)) for each in kinds)],
        "states": [("", _("Members now")), ("ended", _("Former")), ("all", _("All"))],
        "waiting": queries.waiting(organisation).count(),
        "has_types": bool(kinds),
        "text": text,
        "state": state,
        "kind": kind,
        "may_change": access.may(Permission.PEOPLE_CHANGE)
        and access.may(Permission.MEMBERS_CHANGE),
        "may_import": access.may(Permission.PEOPLE_IMPORT),
        "may_export": access.may(Permission.PEOPLE_EXPORT),
        "is_empty": not page.object_list and not (text or kind or state != "active"),
    }
    return render(request, "memberships/desk/list.html", context)


@require_safe
@staff(Permission.MEMBERS_READ)
def applications(request: HttpRequest) -> HttpResponse:
    """Those who ask to become members, and whose address is confirmed."""
    waiting = queries.waiting(request.organisation)  # type: ignore[attr-defined]
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(each, type_name(each.type)) for each in page],
        "may_export": request.access.may(Permission.PEOPLE_EXPORT),  # type: ignore[attr-defined]
    }
    return render(request, "memberships/desk/applications.html", context)


@require_safe
@staff(Permission.MEMBERS_CHANGE)
def application(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One application: what was written, and whether the person is on the register already."""
    found = _application(request, key)
    log_opening(request, found)
    organisation = request.organisation  # type: ignore[attr-defined]
    known = Person.objects.filter(organisation=organisation, email=found.email).first()
    member = queries.running_memberships(organisation, found.email).first()
    context = {
        "application": found,
        "type": type_name(found.type),
        "known": known,
        "member": member,
    }
    return render(request, "memberships/desk/application.html", context)


@require_POST
@staff(Permission.MEMBERS_CHANGE)
def accept(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The applicant becomes a member."""
    try:
        actions.accept(_application(request, key), by=request.access.actor)  # type: ignore[attr-defined]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Accepted. A welcome is on its way by e-mail."))
    return redirect("memberships_desk:applications")


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.MEMBERS_CHANGE)
def decline(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The applicant does not become a member; asked first."""
    found = _application(request, key)
    if request.method == "GET":
        return render(request, "memberships/desk/decline.html", {"application": found})
    try:
        actions.decline(found, by=request.access.actor)  # type: ignore[attr-defined]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Declined. The applicant is told by e-mail."))
    return redirect("memberships_desk:applications")


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.MEMBERS_CHANGE)
def add(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A person on the register becomes a member."""
    organisation = request.organisation  # type: ignore[attr-defined]
    person = get_object_or_404(Person, organisation=organisation, uuid=key)
    form = AddMemberForm(organisation, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_member(
                person,
                form.cleaned_data["type"],
                on=form.cleaned_data["on"],
                by=request.access.actor,  # type: ignore[attr-defined]
                welcome=form.cleaned_data["welcome"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Now a member."))
            return redirect("people:card", person.uuid)
    return render(request, "memberships/desk/add.html", {"form": form, "person": person})


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.MEMBERS_CHANGE)
def leave(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A membership ends."""
    membership = _membership(request, key)
    form = LeaveForm(membership, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.leave(
            membership,
            on=form.cleaned_data["on"],
            by=request.access.actor,  # type: ignore[attr-defined]
            reason=form.cleaned_data["reason"],
            tell=form.cleaned_data["tell"],
        )
        messages.success(request, _("The membership ends that day."))
        return redirect("people:card", membership.relation.person.uuid)
    context = {"form": form, "membership": membership, "person": membership.relation.person}
    return render(request, "memberships/desk/leave.html", context)


@require_POST
@staff(Permission.MEMBERS_CHANGE)
def change_type(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The member gets another kind of membership."""
    membership = _membership(request, key)
    kind = get_object_or_404(
        MembershipType,
        organisation=request.organisation,  # type: ignore[attr-defined]
        key=request.POST.get("type", ""),
    )
    actions.change_type(membership, kind, by=request.access.actor)  # type: ignore[attr-defined]
    messages.success(request, _("The kind of membership is changed."))
    return redirect("people:card", membership.relation.person.uuid)


@require_safe
@staff(Permission.MEMBERS_READ)
def types(request: HttpRequest) -> HttpResponse:
    """The kinds of membership on offer, and how many have each."""
    found = (
        MembershipType.objects.filter(organisation=request.organisation)  # type: ignore[attr-defined]
        .annotate(
            members=Count(
                "memberships",
                filter=Q(memberships__relation__ended_on=None)
                | Q(memberships__relation__ended_on__gte=clock.today()),
            )
        )
        .order_by("order", "key")
    )
    return render(
        request, "memberships/desk/types.html", {"rows": [(row, type_name(row)) for row in found]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Permission.MEMBERS_CHANGE)
def edit_type(request: HttpRequest, key: str = "") -> HttpResponse:
    """A kind of membership is made or changed."""
    organisation = request.organisation  # type: ignore[attr-defined]
    kind = get_object_or_404(MembershipType, organisation=organisation, key=key) if key else None
    form = TypeForm(kind, request.POST or None)
    if request.method == "POST" and form.is_valid():
        extra: dict[str, Any] = {}
        if kind is None:
            taken = {each.key for each in queries.types(organisation)}
            extra["key"] = form.new_key(taken)
        actions.save_type(organisation, kind, **form.values, **extra)
        messages.success(request, _("Saved."))
        return redirect("memberships_desk:types")
    return render(request, "memberships/desk/type.html", {"form": form, "kind": kind})


def _application(request: HttpRequest, key: uuid.UUID) -> Application:
    return get_object_or_404(
        Application.objects.select_related("type").exclude(state=Application.State.UNCONFIRMED),
        organisation=request.organisation,  # type: ignore[attr-defined]
        uuid=key,
    )


def _membership(request: HttpRequest, key: uuid.UUID) -> Membership:
    return get_object_or_404(
        Membership.objects.select_related("relation__person__organisation", "organisation"),
        organisation=request.organisation,  # type: ignore[attr-defined]
        uuid=key,
    )
