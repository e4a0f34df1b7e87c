"""Requests as the desk lists them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet

from tillit.privacy.rights.models import Request

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

SORTS = {
    "due": ("due_on", "pk"),
    "-due": ("-due_on", "-pk"),
    "received": ("received_on", "pk"),
    "-received": ("-received_on", "-pk"),
    "name": ("name", "email", "pk"),
    "-name": ("-name", "-email", "-pk"),
}


def requests(
    organisation: Organisation, today: dt.date, *, state: str, kind: str, text: str, sort: str
) -> QuerySet[Request]:
    """``state`` is open (the default), late, closed or all."""
    found = Request.objects.filter(organisation=organisation)
    if state == "late":
        found = found.filter(state=Request.State.OPEN, due_on__lt=today)
    elif state == "closed":
        found = found.exclude(state=Request.State.OPEN)
    elif state != "all":
        found = found.filter(state=Request.State.OPEN)
    if kind:
        found = found.filter(kind=kind)
    for word in text.split()[:5]:
        match = Q(email__icontains=word)
        # SQLite knows no other case of æ, ø and å: what was typed is tried in each.
        for form in {word, word.lower(), word.upper(), word.capitalize()}:
            match |= Q(name__icontains=form)
        found = found.filter(match)
    order = SORTS.get(sort) or (
        (F("closed_at").desc(), "pk") if state == "closed" else SORTS["due"]
    )
    return found.order_by(*order)


def near(organisation: Organisation, today: dt.date) -> tuple[int, int]:
    """How many are open, and how many of those are late."""
    open_now = Request.objects.filter(organisation=organisation, state=Request.State.OPEN)
    return open_now.count(), open_now.filter(due_on__lt=today).count()
