"""What every screen of the register has around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.desk.register import review
from tillit.desk.register.working import Working
from tillit.desk.statement.origin import entry_in_words
from tillit.organisations.access import access_of
from tillit.organisations.permissions import Permission
from tillit.privacy.declare import declarations
from tillit.privacy.register.points.actions import reviewed
from tillit.privacy.register.points.models import DraftPoint
from tillit.privacy.register.points.queries import left_of, point_or_none
from tillit.privacy.register.rules import Finding

STEPS = [gettext_lazy("About you"), gettext_lazy("Look over"), gettext_lazy("Adopt")]
TABS = (
    (gettext_lazy("Activities"), "desk:register"),
    (gettext_lazy("Others involved"), "desk:register_parties"),
    (gettext_lazy("The organisation"), "desk:register_organisation"),
    (gettext_lazy("Versions and files"), "desk:register_versions"),
)


def page(
    request: HttpRequest,
    template: str,
    working: Working | None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A screen of the register, with its tabs and the state of the draft."""
    access = access_of(request)
    point = point_of(request)
    found = working.findings if working else []
    problems = [(each, place_of(each), where(each, working)) for each in found if working]
    return render(
        request,
        f"desk/register/{template}.html",
        {
            "tabs": [(label, reverse(name)) for label, name in TABS],
            "working": working,
            "steps": [] if working and working.in_force else STEPS,
            "problems": problems,
            # What stands in the way of putting it in force, and what does not.
            "must": [each for each in problems if each[0].is_error],
            "may": [each for each in problems if not each[0].is_error],
            "read": review.waiting(access.organisation) if working and working.draft else {},
            "is_left": bool(working and not working.draft)
            and left_of(access.organisation).exists(),
            "back_to_point": review.address_of(point) if point else "",
            "may_change": access.may(Permission.REGISTER_CHANGE),
            "may_adopt": access.may(Permission.REGISTER_ADOPT),
            **context,
        },
        status=status,
    )


def point_of(request: HttpRequest) -> DraftPoint | None:
    """The point of the draft that one came from to change its value."""
    asked = request.GET.get("point", "")
    return point_or_none(access_of(request).organisation, asked) if asked else None


def after_saving(request: HttpRequest, otherwise: HttpResponse) -> HttpResponse:
    """Back to the point one came from, which has now been looked at; else on as usual."""
    point = point_of(request)
    return redirect(review.address_of(reviewed(point))) if point else otherwise


def say_saved(request: HttpRequest, *, changed: bool) -> None:
    """Tell what happened to the draft."""
    if changed:
        messages.success(request, _("Saved in the draft. It applies when you put it in force."))
    else:
        messages.info(request, _("Nothing was changed."))


def where(finding: Finding, working: Working) -> str:
    """The part of the register a finding is about, in words."""
    return entry_in_words(".".join(finding.path), working.register)


def place_of(finding: Finding) -> str:
    """The screen on which a finding can be mended."""
    return place_at(finding.path)


def place_at(path: Sequence[str]) -> str:
    """The screen on which that part of the register is changed."""
    part, *rest = path
    if part == "activities" and rest and rest[0] in declarations.activities:
        anchor = "-".join(rest[1:3])
        address = reverse("desk:register_activity", args=[rest[0]])
        return f"{address}#{anchor}" if anchor else address
    if part in ("processors", "recipients", "sources", "measures") and rest:
        return reverse("desk:register_part", args=[part, rest[0]])
    if part == "activities":
        return reverse("desk:register")
    if part in ("processors", "recipients", "sources", "measures"):
        return reverse("desk:register_parties")
    return reverse("desk:register_organisation")
