"""The steps through a draft that was made from a statement: what was read, a part at a time.

Every point of the draft (:mod:`tillit.privacy.register.points`) stands in one step. Which of them
have been looked at is kept with the draft, so that one can leave and go on another day.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.organisations.models import Organisation
from tillit.privacy.register.points.models import DraftPoint
from tillit.privacy.register.points.queries import points_of

Words = str | Promise
Kind = DraftPoint.Kind


@dataclass
class Step:
    """One part of the draft, with its points in the register's order."""

    key: str
    name: Words
    lead: Words
    # What is said when there are no points in it.
    nothing: Words
    points: list[DraftPoint] = field(default_factory=list)

    @property
    def waiting(self) -> list[DraftPoint]:
        """Those nobody has looked at yet."""
        return [point for point in self.points if point.reviewed_at is None]

    @property
    def sure(self) -> list[DraftPoint]:
        """Of those, the values that were read without doubt: they may be taken together. What our
        list of suppliers has was not read in the statement, and is looked at one by one."""
        return [
            point
            for point in self.waiting
            if point.sure and point.kind == Kind.ORIGIN and not point.code.startswith("catalogue")
        ]

    @property
    def done(self) -> int:
        """How many have been looked at."""
        return len(self.points) - len(self.waiting)


def _steps() -> list[Step]:
    return [
        Step(
            "parties",
            _("Others involved"),
            _("Those who process data for you, those who get it, and where it comes from."),
            _("The statement names nobody."),
        ),
        Step(
            "activities",
            _("What you do"),
            _("The activities the statement speaks of, what they are for, and their basis."),
            _("The statement speaks of no activity that could be made out."),
        ),
        Step(
            "fields",
            _("What is asked for"),
            _("The data the statement says you ask for, and what of it is published."),
            _("The statement does not say what data you ask for."),
        ),
        Step(
            "periods",
            _("How long it is kept"),
            _("The periods the statement promises. The program deletes when they are over."),
            _("The statement promises no period."),
        ),
        Step(
            "contact",
            _("Whom to write to"),
            _("Who answers for the data, and who answers the letters."),
            _("The statement does not say whom to write to."),
        ),
        Step(
            "gaps",
            _("What is missing"),
            _("What the register needs and the statement does not say."),
            _("Nothing is missing."),
        ),
        Step(
            "conflicts",
            _("What you must decide"),
            _("Where the statement says two things, or what the register has no place for."),
            _("There is nothing to decide."),
        ),
    ]


def step_of(point: DraftPoint) -> str:
    """The step a point belongs to."""
    if point.kind == Kind.GAP:
        return "gaps"
    if point.kind in (Kind.CONFLICT, Kind.UNPLACED):
        return "conflicts"
    part, *rest = point.path.split(".")
    if part in ("processors", "recipients", "sources", "measures"):
        return "parties"
    if part in ("controller", "contact_points", "languages"):
        return "contact"
    within = rest[1] if part == "activities" and len(rest) > 1 else part
    return {
        "fields": "fields",
        "published": "fields",
        "retention": "periods",
        "promised_answer_days": "periods",
    }.get(within, "activities")


def steps_of(organisation: Organisation) -> list[Step]:
    """The steps in the order they are gone through; none when there is nothing to go through."""
    points = list(points_of(organisation))
    steps = {step.key: step for step in _steps()}
    for point in points:
        steps[step_of(point)].points.append(point)
    return list(steps.values()) if points else []


def waiting(organisation: Organisation) -> dict[str, int]:
    """How many points there are and how many wait, for the screens beside these."""
    points = points_of(organisation).order_by()
    return points.aggregate(total=Count("pk"), waiting=Count("pk", filter=Q(reviewed_at=None)))


def unplaced(organisation: Organisation) -> list[DraftPoint]:
    """What the statement says and the register has no place for."""
    return list(points_of(organisation).filter(kind=Kind.UNPLACED))


def address_of(point: DraftPoint) -> str:
    """Where the point stands among the steps."""
    step = reverse("desk:register_review_step", args=[step_of(point)])
    return f"{step}#point-{point.number}"
