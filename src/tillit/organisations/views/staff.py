"""Those who work for the organisation: who they are, what they may, until when."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.organisations import actions
from tillit.organisations.access import access_of, staff
from tillit.organisations.forms import InviteForm, PeriodForm
from tillit.organisations.models import Role
from tillit.organisations.permissions import MEANINGS, Permission
from tillit.organisations.queries import StaffMember, role_types, staff_of
from tillit.privacy.references import reference
from tillit.privacy.register.queries import NotAdopted, version_key
from tillit.privacy.sharing.actions import Given
from tillit.privacy.sharing.screen import Listed, take_out
from tillit.ui.formats import day, moment


@staff(Permission.STAFF_READ)
@require_safe
def staff_list(request: HttpRequest) -> HttpResponse:
    """Who works here, with roles, last days, second factor and last log-in."""
    access = access_of(request)
    members = staff_of(access.organisation, request.GET.get("q", "").strip())
    return render(
        request,
        "organisations/staff.html",
        {
            "active": [member for member in members if member.now or member.coming],
            "former": [member for member in members if not (member.now or member.coming)],
            "may_change": access.may(Permission.STAFF_CHANGE),
            "q": request.GET.get("q", ""),
            "tab_links": _tabs(),
        },
    )


@staff(Permission.STAFF_READ)  # type: ignore[arg-type]
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """Who works here and who did, as a file, after saying why: who had access, and when."""
    organisation = access_of(request).organisation
    members = staff_of(organisation, request.GET.get("q", "").strip())
    columns: dict[str, tuple[str, Callable[[StaffMember, Role], str]]] = {
        "name": (_("Name"), lambda member, _role: member.name),
        "email": (_("E-mail"), lambda member, _role: member.user.email),
        "role": (_("Role"), lambda _member, role: str(role.name)),
        "starts_on": (_("From"), lambda _member, role: day(role.starts_on)),
        "ends_on": (_("Until"), lambda _member, role: day(role.ends_on)),
        "second_factor": (
            _("Second factor"),
            lambda member, _role: _second_factor(member),
        ),
        "last_login": (
            _("Last log-in"),
            lambda member, _role: moment(member.last_login) if member.last_login else "",
        ),
    }
    return take_out(
        request,
        organisation,
        Listed(
            name=_("Staff"),
            title=_("Export: %(list)s") % {"list": _("Staff")},
            activity="staff",
            columns=[(key, heading) for key, (heading, _cell) in columns.items()],
            rows=lambda chosen: (
                [columns[key][1](member, role) for key in chosen]
                for member in members
                for role in member.roles
            ),
            subjects=lambda: (
                Given(reference(member.user), member.user.email) for member in members
            ),
            count=len(members),
            back=reverse("organisations_desk:staff"),
            back_label=_("Staff"),
        ),
    )


@staff(Permission.STAFF_READ)
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """What each role type may, in words."""
    listed = [
        {"type": each, "may": [MEANINGS[need] for need in Permission if need in each.needs]}
        for each in role_types()
    ]
    return render(request, "organisations/roles.html", {"roles": listed, "tab_links": _tabs()})


@staff(Permission.STAFF_CHANGE)
def invite(request: HttpRequest) -> HttpResponse:
    """Someone is to work here; they get a message with the way in."""
    access = access_of(request)
    try:
        version_key(access.organisation)
    except NotAdopted:
        return render(request, "organisations/invite_later.html")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role = actions.invite(access.organisation, by=access.user, **form.cleaned_data)
        messages.success(
            request,
            _("%(name)s has been given the role. A message with the way in is on its way.")
            % {"name": role.holder},
        )
        return redirect("organisations_desk:staff")
    status = 422 if form.is_bound else 200
    return render(request, "organisations/invite.html", {"form": form}, status=status)


@staff(Permission.STAFF_CHANGE)
def last_day(request: HttpRequest, pk: int) -> HttpResponse:
    """A role gets another last day, or none."""
    role = _role(request, pk)
    form = PeriodForm(request.POST or None, initial={"ends_on": role.ends_on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_last_day(role, form.cleaned_data["ends_on"], by=access_of(request).user)
        except actions.NobodyLeftInCharge:
            form.add_error("ends_on", _nobody_left())
        else:
            messages.success(request, _("The last day is changed."))
            return redirect("organisations_desk:staff")
    status = 422 if form.is_bound else 200
    return render(
        request, "organisations/last_day.html", {"form": form, "role": role}, status=status
    )


@staff(Permission.STAFF_CHANGE)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """A role ends now. GET asks, POST does it."""
    role = _role(request, pk)
    if request.method != "POST":
        return render(request, "organisations/end.html", {"role": role})
    access = access_of(request)
    try:
        actions.end_role(role, by=access.user)
    except actions.NobodyLeftInCharge:
        messages.error(request, _nobody_left())
        return redirect("organisations_desk:staff")
    if role.user_id == access.user.pk:
        return redirect("desk:today")
    messages.success(
        request, _("The role has ended, and %(name)s no longer has its access.")
        % {"name": role.holder},
    )  # fmt: skip
    return redirect("organisations_desk:staff")


@staff(Permission.STAFF_CHANGE)
@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Another message with the way in, to someone who lost the first."""
    access = access_of(request)
    role = _role(request, pk)
    actions.send_invitation(access.organisation, role.user, by=access.user)
    messages.success(request, _("A new message is on its way to %(name)s.") % {"name": role.holder})
    return redirect("organisations_desk:staff")


def _second_factor(member: StaffMember) -> str:
    if not member.has_come_in:
        return _("Invited")
    return _("Yes") if member.has_second_factor else _("Not yet")


def _tabs() -> list[tuple[str, str]]:
    return [
        (_("Who works here"), reverse("organisations_desk:staff")),
        (_("What each role may"), reverse("organisations_desk:roles")),
    ]


def _role(request: HttpRequest, pk: int) -> Role:
    """A role here that has not ended. Raises Http404."""
    running = Role.objects.filter(organisation=access_of(request).organisation, ended_at=None)
    return get_object_or_404(running.select_related("user", "organisation"), pk=pk)


def _nobody_left() -> str:
    return _(
        "Nobody else could give people access after that. First make someone else secretary, "
        "without a last day."
    )
