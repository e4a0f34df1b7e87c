"""A narrower register is carried out at once: data and choices go, and evidence is measured."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from tests import factories as make
from tillit.kernel import clock as kernel_clock
from tillit.memberships import actions as memberships
from tillit.memberships.models import DirectoryEntry
from tillit.organisations.models import Organisation
from tillit.people.models import Person
from tillit.privacy.consent.models import Consent
from tillit.privacy.evidence.models import Measurement
from tillit.privacy.evidence.queries import report
from tillit.privacy.holds.models import SweepRun
from tillit.privacy.register import actions, queries
from tillit.privacy.register.schema import Register
from tillit.privacy.register.tasks import follow

pytestmark = pytest.mark.django_db


def narrowed(organisation: Organisation, *, published: list[str]) -> None:
    """Members are not asked for a number any longer, and these fields are published."""
    document = queries.in_force(organisation).model_dump(mode="json")
    for entry in document["activities"]:
        if entry["activity"] == "membership":
            entry["fields"] = [each for each in entry["fields"] if each["field"] != "phone"]
            entry["published"] = published
    actions.save_draft(organisation, Register.model_validate(document), None)
    actions.adopt(organisation, None)


@pytest.fixture
def ours() -> Organisation:
    ours = make.organisation(language="en")
    long_ago = kernel_clock.now() - dt.timedelta(days=40)
    for name in ("Kari", "Ola"):
        kari = make.member(
            ours, first_name=name, last_name="Fjellro", phone="+4741234567", created_at=long_ago
        )
        wish = ["first_name", "phone"] if name == "Kari" else ["last_name", "phone"]
        memberships.show(kari, wish, language="nb", how="portal")
    return ours


def test_what_is_no_longer_asked_for_or_shown_goes_at_once_and_evidence_stays_green(
    ours: Organisation, run_tasks: Callable[[], int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        narrowed(ours, published=["first_name", "last_name"])
    run_tasks()

    assert set(Person.objects.values_list("phone", flat=True)) == {""}
    shown = {tuple(entry.shown) for entry in DirectoryEntry.objects.all()}
    assert shown == {("first_name",), ("last_name",)}
    lights = {line.probe: line.light for line in report(ours).lines}
    assert (lights["released"], lights["directory"]) == ("green", "green")


def test_who_would_be_left_without_a_name_is_not_shown_and_the_consent_ends(
    ours: Organisation,
) -> None:
    narrowed(ours, published=["first_name"])

    [entry] = DirectoryEntry.objects.all()
    assert entry.shown == ["first_name"]
    assert Consent.objects.filter(withdrawn_at=None).count() == 1


def test_while_another_sweep_is_under_way_it_is_measured_and_swept_after(
    ours: Organisation,
) -> None:
    from django_tasks_db.models import DBTaskResult

    now = kernel_clock.now()
    SweepRun.objects.create(
        organisation=ours, as_of=now, started_at=now, beat_at=now, worker="elsewhere:1"
    )

    follow.call(ours.pk)

    assert Measurement.objects.filter(organisation=ours).exists()
    assert DBTaskResult.objects.get().run_after > now
