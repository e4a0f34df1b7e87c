"""Measuring, all day."""

from __future__ import annotations

from django_tasks import task

from tillit.kernel.schedule import every
from tillit.privacy.evidence.actions import measure
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.evidence.registry import Memory
from tillit.privacy.register.models import RegisterVersion


@every(minutes=10, why="Measures whether every promise is kept.")
@task()
def measure_all() -> int:
    """Every organisation is measured; gives how many promises are not shown to be kept."""
    memory = Memory()
    in_force = RegisterVersion.objects.filter(state="in_force").select_related("organisation")
    return sum(measure(version.organisation, memory) for version in in_force.order_by("pk"))


@every(minutes=1, why="Measures an organisation that has just adopted its register.")
@task()
def measure_new() -> int:
    """Organisations never measured are; gives how many."""
    measured = Measurement.objects.values("organisation")
    new = RegisterVersion.objects.filter(state="in_force").exclude(organisation__in=measured)
    versions = list(new.select_related("organisation").order_by("pk"))
    for version in versions:
        measure(version.organisation)
    return len(versions)
