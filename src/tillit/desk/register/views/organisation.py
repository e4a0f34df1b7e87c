"""Who answers, whom to write to, what is promised."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tillit.desk.register.forms.organisation import (
    ROLE_NOTES,
    ROLES,
    ContactPointForm,
    ControllerForm,
    contact_point_forms,
)
from tillit.desk.register.views.shell import after_saving, page, say_saved
from tillit.desk.register.working import change, working_or_404
from tillit.organisations.access import access_of, staff
from tillit.organisations.permissions import Permission
from tillit.privacy.declare.model import Label
from tillit.privacy.register.schema import Register


@staff(Permission.REGISTER_READ)
def organisation(request: HttpRequest) -> HttpResponse:
    """The controller, its contact points, the statement's languages."""
    access = access_of(request)
    now = working_or_404(access.organisation)
    data = request.POST if request.method == "POST" else None
    if not access.may(Permission.REGISTER_CHANGE):
        if data is not None:
            raise PermissionDenied
        return page(request, "organisation_read", now, points=_named(now.register))
    form = ControllerForm.of(now.register, data)
    points = contact_point_forms(now.register, data)
    invalid = [each for each in (form, *points) if not each.is_valid()]
    if data is not None and not invalid:

        def edit(register: Register) -> Register:
            return _with_points(form.apply(register), points)

        say_saved(request, changed=change(access.organisation, access.user, edit))
        return after_saving(request, redirect("desk:register_organisation"))
    return page(
        request,
        "organisation",
        now,
        422 if data is not None else 200,
        form=form,
        points=[
            (
                ROLES[str(each.prefix)],
                ROLE_NOTES[str(each.prefix)],
                each,
                now.under("contact_points", str(each.prefix)),
            )
            for each in points
        ],
        found=[
            finding
            for part in ("controller", "languages", "promised_answer_days")
            for finding in now.under(part)
        ],
        at_points=[finding for finding in now.under("contact_points") if len(finding.path) == 1],
    )


def _named(register: Register) -> list[tuple[Label, str]]:
    return [
        (
            ROLES[point.role],
            ", ".join(filter(None, (point.name, point.email, point.phone, point.address))),
        )
        for point in register.contact_points
    ]


def _with_points(register: Register, forms: list[ContactPointForm]) -> Register:
    made = {str(form.prefix): form.point() for form in forms}
    # Those that were there keep their place.
    order = [point.role for point in register.contact_points if made.get(point.role)]
    order += [role for role in made if made[role] and role not in order]  # type: ignore[misc]
    points = [made[role] for role in dict.fromkeys(order)]
    return register.model_copy(update={"contact_points": points})
