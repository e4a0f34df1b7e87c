"""Reminders of requests whose day draws near."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, Q
from django_tasks import task

from tillit.kernel import clock
from tillit.kernel.schedule import every_day
from tillit.privacy.gate.actions import Recipient, queue
from tillit.privacy.references import reference
from tillit.privacy.register.queries import NotAdopted, in_force
from tillit.privacy.rights.models import Request

# Days before the day to answer on which those who answer are reminded; after it, every day.
REMIND_BEFORE = (10, 5, 2, 0)


@every_day(at=dt.time(7, 0), why="Reminds those who answer requests about personal data.")
@task()
def remind() -> int:
    """Remind of each open request that is near its day or past it; gives how many."""
    return remind_of_requests(clock.today())


def remind_of_requests(today: dt.date) -> int:
    """A message to the privacy contact for each request; past the day, to the controller too.

    Once a day at most, however often it is called.
    """
    near = Q(due_on__lt=today)
    for days in REMIND_BEFORE:
        near |= Q(due_on=today + dt.timedelta(days=days))
    due = (
        Request.objects.filter(near, state=Request.State.OPEN)
        .filter(Q(reminded_on=None) | Q(reminded_on__lt=today))
        .select_related("organisation")
        .order_by("due_on", F("pk"))
    )
    reminded = [request.pk for request in due if _remind(request, today)]
    Request.objects.filter(pk__in=reminded).update(reminded_on=today)
    return len(reminded)


def _remind(request: Request, today: dt.date) -> bool:
    try:
        register = in_force(request.organisation)
    except NotAdopted:
        return False
    points = [register.privacy_contact()]
    if request.due_on < today:
        points.append(register.contact("controller"))
    addresses = {point.email for point in points if point and point.email}
    if request.due_on < today and register.controller.email:
        addresses.add(register.controller.email)
    queue(
        request.organisation,
        "request_reminder",
        [
            Recipient(email, request.organisation.language, reference(request))
            for email in sorted(addresses)
        ],
        rule="requests",
        clock_at=clock.now(),
        about=reference(request),
    )
    return bool(addresses)
