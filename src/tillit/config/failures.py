"""What is kept of a task that failed: where it stopped, not what it was working on."""

from __future__ import annotations

import re
from typing import Any, Final

from django.dispatch import receiver
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

_PLACE: Final = re.compile(r'  File "[^"\n]*", line \d+, in [\w<>.]+')


def places(traceback: str) -> str:
    """The places a traceback names. The text of an error may quote a name or an address."""
    return "\n".join(_PLACE.findall(traceback))


@receiver(task_finished, dispatch_uid="tillit.failures")
def forget_what_it_said(task_result: Any, **_others: Any) -> None:
    """The queue keeps a failed task for two weeks; of its error only the kind and the places."""
    if task_result.status != TaskResultStatus.FAILED:
        return
    rows = DBTaskResult.objects.filter(pk=task_result.id)
    for traceback in rows.values_list("traceback", flat=True):
        rows.update(traceback=places(traceback))
