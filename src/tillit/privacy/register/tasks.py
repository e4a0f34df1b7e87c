"""What follows when a register has been put in force: what it no longer allows goes, at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django_tasks import task

from tillit.kernel import clock
from tillit.privacy.evidence.actions import measure
from tillit.privacy.holds.actions import sweep
from tillit.privacy.holds.runs import AlreadyRunning

if TYPE_CHECKING:
    from tillit.organisations.models import Organisation

# A sweep that is under way goes by the register from before; this one waits for it.
AGAIN = timedelta(minutes=1)


@task()
def follow(pk: int) -> None:
    """The organisation is swept by its new register, and measured."""
    organisation = apps.get_model("organisations.Organisation").objects.filter(pk=pk).first()
    if organisation is None:
        return
    try:
        sweep(organisation)
    except AlreadyRunning:
        follow.using(run_after=clock.now() + AGAIN).enqueue(pk)
    measure(organisation)


def follow_up(organisation: Organisation, *_rest: Any) -> None:
    """A register is adopted: the worker carries it out as soon as that is certain."""
    transaction.on_commit(lambda: follow.enqueue(organisation.pk))
