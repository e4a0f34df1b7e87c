"""The worker's part of the register of persons."""

from __future__ import annotations

from django_tasks import task

from tillit.kernel.schedule import every
from tillit.people.imports import actions
from tillit.people.models import Import


@task()
def work_on_import(pk: int) -> None:
    """Do the step an import is at."""
    run = Import.objects.select_related("organisation", "source").filter(pk=pk).first()
    if run is not None:
        actions.work(run)


@every(minutes=2, why="Takes up imports whose worker stopped in the middle.")
@task()
def take_up_imports() -> int:
    """Give on what was left lying; gives how many."""
    return actions.take_up_all()
