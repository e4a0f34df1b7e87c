"""Going through a draft that was made from a statement: what was read, and whether it is right."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tillit.desk.register.named import Names
from tillit.desk.register.review import Step, address_of, steps_of
from tillit.desk.register.views.shell import page, place_at, place_of, where
from tillit.desk.register.working import working
from tillit.organisations.access import access_of, staff
from tillit.organisations.permissions import Permission
from tillit.privacy.register.points import actions
from tillit.privacy.register.points.models import DraftPoint
from tillit.privacy.register.points.queries import left_of, point_or_none
from tillit.privacy.register.points.values import now_at, shown_at
from tillit.privacy.register.schema import Register

# So many gaps are shown at once; more would push the steps out of sight.
FEW = 5
LISTS = ("activities", "processors", "recipients", "sources", "measures")


@staff(Permission.REGISTER_READ)
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """How far one has come: what stands in the way first, then the steps."""
    organisation = access_of(request).organisation
    steps, now = steps_of(organisation), working(organisation)
    total = sum(len(step.points) for step in steps)
    waiting = sum(len(step.waiting) for step in steps)
    gaps = [point for step in steps if step.key == "gaps" for point in step.waiting]
    names = Names(now.register) if now else None
    left = list(left_of(organisation)) if not total else []
    return page(
        request,
        "review/overview",
        now,
        steps=[(step, reverse("desk:register_review_step", args=[step.key])) for step in steps],
        gaps=[(point, place_of_point(names, point)) for point in gaps] if names else [],
        few_gaps=len(gaps) <= FEW,
        errors=[(each, place_of(each), where(each, now)) for each in now.errors] if now else [],
        following=_following(steps),
        total=total,
        unread=[
            (point, names.crumbs(point.path) if names and point.path else [])
            for point in left
            if point.kind != DraftPoint.Kind.UNPLACED
        ],
        left_out=[point for point in left if point.kind == DraftPoint.Kind.UNPLACED],
        done=total - waiting,
    )


def _following(steps: list[Step], after: str = "") -> Step | None:
    """The next step with something left to look at: after this one, else from the first."""
    keys = [step.key for step in steps]
    start = keys.index(after) + 1 if after else 0
    return next((step for step in steps[start:] + steps[:start] if step.waiting), None)


@staff(Permission.REGISTER_READ)
@require_safe
def one_step(request: HttpRequest, step: str) -> HttpResponse:
    """One step: each value with the sentence it was read in."""
    organisation = access_of(request).organisation
    steps, now = steps_of(organisation), working(organisation)
    current = _step(steps, step)
    if now is None:
        raise Http404
    names = Names(now.register)
    return page(
        request,
        "review/step",
        now,
        current=current,
        links=[_tab(each, current) for each in steps],
        rows=[_row(now.register, names, point) for point in current.points],
        following=_following(steps, current.key),
        left=len(current.sure),
        place=steps.index(current) + 1,
        unplaced=[point for point in current.points if point.kind == DraftPoint.Kind.UNPLACED],
    )


@dataclass(frozen=True)
class Row:
    """A point as its step shows it: the place in words, what stands there, what was read."""

    point: DraftPoint
    crumbs: list[str]
    stands: str
    # What was read, where the draft says something else by now.
    read: str
    is_gone: bool
    change_at: str

    @property
    def says_title(self) -> bool:
        """Whether neither a value nor a sentence says what there is to look at."""
        point = self.point
        return point.kind == DraftPoint.Kind.ORIGIN and not (point.sentence and point.value)


def _row(register: Register, names: Names, point: DraftPoint) -> Row:
    crumbs = names.crumbs(point.path) if point.path else []
    change_at = place_of_point(names, point)
    if point.kind != DraftPoint.Kind.ORIGIN or not point.path:
        return Row(point, crumbs, "", "", is_gone=False, change_at=change_at)
    keys = point.path.split(".")
    stands, read = now_at(register, point.path), shown_at(keys, point.value)
    # The law's own answer within a month stands nowhere: the draft just promises nothing faster.
    is_gone = bool(point.value) and not names.is_there(*keys)
    if keys[-1] == "clocks" and not stands:  # none chosen: all of the rule's run, this one too
        stands = read
    is_the_sentence = read.rstrip(".") == point.sentence.rstrip(".")
    differs = bool(stands) and not is_the_sentence and read.casefold() not in stands.casefold()
    stands = "" if stands in crumbs else stands
    return Row(point, crumbs, stands, read if differs else "", is_gone, change_at)


def place_of_point(names: Names, point: DraftPoint) -> str:
    """Where the value is changed, and from where one comes back to the point; the nearest that is
    there when it has been taken out since."""
    part, *rest = point.path.split(".")
    if not part:
        return ""
    is_gone = part in LISTS and rest and not names.is_there(part, rest[0])
    address, sign, anchor = place_at([part] if is_gone else [part, *rest]).partition("#")
    return f"{address}?point={point.uuid}{sign}{anchor}"


def _tab(step: Step, current: Step) -> tuple[str, str, bool]:
    left = len(step.waiting)
    label = f"{step.name} ({left})" if left else str(step.name)
    return label, reverse("desk:register_review_step", args=[step.key]), step is current


def _step(steps: list[Step], key: str) -> Step:
    for each in steps:
        if each.key == key:
            return each
    raise Http404


@staff(Permission.REGISTER_CHANGE)
@require_POST
def right(request: HttpRequest, step: str) -> HttpResponse:
    """All that the reader was sure of in the step is right as it stands."""
    organisation = access_of(request).organisation
    steps = steps_of(organisation)
    current = _step(steps, step)
    count = actions.reviewed_together(current.sure)
    messages.success(
        request,
        ngettext("One is marked as right.", "%(count)s are marked as right.", count)
        % {"count": count},
    )
    following = _following(steps_of(organisation), current.key)
    if following is None:
        return redirect("desk:register_review")
    return redirect("desk:register_review_step", following.key)


@staff(Permission.REGISTER_CHANGE)
@require_POST
def one_point(request: HttpRequest, point: UUID) -> HttpResponse:
    """One value is right as it stands, or is to be looked at again."""
    found = point_or_none(access_of(request).organisation, str(point))
    if found is None:
        raise Http404
    if request.POST.get("to") == "again":
        actions.reopened(found)
    else:
        actions.reviewed(found)
    return redirect(address_of(found))
